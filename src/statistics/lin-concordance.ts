import { notMeasured, type Result } from '../measurement/result.ts';
import { z95 } from './distribution-normal.ts';
import { isConstant } from './is-constant.ts';
import { mean } from './mean.ts';
import { requirePairs } from './require-values.ts';
import { sum } from './sum.ts';
import { sumOfSquaredDeviations } from './variance.ts';

export interface LinConcordance {
  readonly interval95: readonly [lower: number, upper: number];
  /** Pearson correlation: how close the points lie to any line. */
  readonly precision: number;
  /** Bias correction: how close that line lies to the line of identity; 1 is identity. */
  readonly accuracy: number;
  readonly pairs: number;
}

/**
 * Lin's concordance correlation: how close pairs of values lie to the line of identity.
 *
 * The interval is by Fisher's z and assumes independent, roughly bivariate normal pairs.
 *
 * @param first the first method's value of each subject.
 * @param second the second method's value of the same subjects, in the same unit.
 * @returns the coefficient, -1 to 1 (exactly 1 with interval 1 to 1 when all pairs are equal); `notMeasured` with
 *   `tooFew` below 4 pairs or `constant` when either method does not vary.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or lists of different length.
 * Source: Lin, Biometrics 1989;45:255, doi 10.2307/2532051, with the correction of Biometrics 2000;56:324; R package
 *   epiR `epi.ccc`.
 */
export function linConcordance(first: readonly number[], second: readonly number[]): Result<LinConcordance> {
  requirePairs('first method', first, 'second method', second);
  const pairs = first.length;
  if (pairs < 4) return notMeasured('tooFew', `Concordance with its interval needs 4 pairs; there are ${pairs}.`);
  if (isConstant(first) || isConstant(second)) return notMeasured('constant', 'A method gave the same value throughout: concordance is undefined.');
  const [meanA, meanB] = [mean(first), mean(second)];
  const [varianceA, varianceB] = [sumOfSquaredDeviations(first) / pairs, sumOfSquaredDeviations(second) / pairs];
  const covariance = sum(first.map((a, i) => (a - meanA) * (second[i] - meanB))) / pairs;
  const geometric = Math.sqrt(varianceA * varianceB);
  const precision = covariance / geometric;
  const accuracy = (2 * geometric) / (varianceA + varianceB + (meanA - meanB) ** 2);
  const value = precision * accuracy;
  const shift2 = (meanA - meanB) ** 2 / geometric;
  // Written with the accuracy (value / precision) so that a precision of 0 needs no division.
  const spread = (1 - precision ** 2) * accuracy ** 2 * (1 - value ** 2) + 2 * value ** 2 * accuracy * (1 - value) * shift2 - 0.5 * (value * accuracy * shift2) ** 2;
  const rest = 1 - value ** 2;
  const half = rest <= 1e-14 ? 0 : (z95 * Math.sqrt(Math.max(0, spread) / (pairs - 2))) / rest;
  const z = Math.atanh(value);
  const interval95: readonly [number, number] = half === 0 ? [value, value] : [Math.tanh(z - half), Math.tanh(z + half)];
  return { status: 'measured', value, interval95, precision, accuracy, pairs };
}
