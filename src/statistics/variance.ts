import { mean } from './mean.ts';
import { sum } from './sum.ts';

/**
 * Sum of squared deviations from the mean, in the squared unit of the values.
 * @param values at least one finite number.
 * @example sumOfSquaredDeviations([1, 2, 6]) // 14
 */
export function sumOfSquaredDeviations(values: readonly number[]): number {
  const centre = mean(values);
  return sum(values.map((value) => (value - centre) ** 2));
}

/**
 * Unbiased variance, with n - 1 in the denominator.
 * @param values at least two finite numbers.
 * @example variance([1, 2, 6]) // 7
 */
export function variance(values: readonly number[]): number {
  return sumOfSquaredDeviations(values) / (values.length - 1);
}

/**
 * Square root of the unbiased variance, in the unit of the values.
 * @param values at least two finite numbers.
 * @example standardDeviation([2, 4, 6]) // 2
 */
export function standardDeviation(values: readonly number[]): number {
  return Math.sqrt(variance(values));
}
