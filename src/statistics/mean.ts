import { sum } from './sum.ts';

/**
 * Arithmetic mean.
 * @param values at least one finite number; the result has their unit.
 * @example mean([1, 2, 6]) // 3
 */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
