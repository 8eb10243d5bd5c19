import { notMeasured, type Result } from '../measurement/result.ts';
import { studentTQuantile, studentTTwoSided } from './distribution-student-t.ts';
import { isConstant } from './is-constant.ts';
import { mean } from './mean.ts';
import { requireFinite, requirePairs } from './require-values.ts';
import { standardDeviation, variance } from './variance.ts';

export interface TTest {
  /** Of the difference, which is `value`. */
  readonly interval95: readonly [lower: number, upper: number];
  readonly t: number;
  readonly df: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * Mean difference of paired values with Student's test: first less second.
 *
 * Assumes independent pairs with normal differences.
 *
 * @param first one finite value per subject.
 * @param second the value of the same subject under the other condition, same unit.
 * @returns the difference in the unit of the values; `notMeasured` with `tooFew` below 2 pairs, or `constant` when all
 *   differences are equal.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or lists of different length.
 * @example tTestPaired([1, 2, 4], [0, 2, 2]).value // 1
 * Source: Student, Biometrika 1908;6:1; R `t.test(paired = TRUE)`.
 */
export function tTestPaired(first: readonly number[], second: readonly number[]): Result<TTest> {
  requirePairs('first', first, 'second', second);
  if (first.length < 2) return notMeasured('tooFew', `A paired t test needs 2 pairs; there are ${first.length}.`);
  const differences = first.map((value, i) => value - second[i]);
  const scale = first.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  if (isConstant(differences, scale)) return notMeasured('constant', 'All differences are equal: they have no scatter to compare the mean with.');
  return result(mean(differences), standardDeviation(differences) / Math.sqrt(first.length), first.length - 1);
}

/**
 * Difference of the means of two independent groups, first less second, by Welch's test: variances may differ.
 *
 * Assumes independent, roughly normal values in each group.
 *
 * @param first finite values of one group.
 * @param second finite values of the other, same unit.
 * @returns the difference in the unit of the values; `notMeasured` with `tooFew` when a group has fewer than 2 values, or
 *   `constant` when neither group varies.
 * @throws AmyloscopeError `invalidInput` on values that are not finite.
 * Source: Welch, Biometrika 1947;34:28, doi 10.1093/biomet/34.1-2.28; R `t.test`.
 */
export function tTestWelch(first: readonly number[], second: readonly number[]): Result<TTest> {
  requireFinite('first group', first);
  requireFinite('second group', second);
  if (first.length < 2 || second.length < 2) return notMeasured('tooFew', `Each group needs 2 values; there are ${first.length} and ${second.length}.`);
  if (isConstant(first) && isConstant(second)) return notMeasured('constant', 'Neither group varies: there is no scatter to compare the difference with.');
  const [a, b] = [variance(first) / first.length, variance(second) / second.length];
  const df = (a + b) ** 2 / (a ** 2 / (first.length - 1) + b ** 2 / (second.length - 1));
  return result(mean(first) - mean(second), Math.sqrt(a + b), df);
}

function result(value: number, standardError: number, df: number): Result<TTest> {
  const half = studentTQuantile(0.975, df) * standardError;
  const t = value / standardError;
  return { status: 'measured', value, interval95: [value - half, value + half], t, df, p: studentTTwoSided(t, df) };
}
