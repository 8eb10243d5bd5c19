import { notMeasured, type Result } from '../measurement/result.ts';
import { chiSquaredQuantile } from './distribution-chi-squared.ts';
import { requireFiniteTable } from './require-values.ts';
import { sum } from './sum.ts';
import { sumOfSquaredDeviations } from './variance.ts';

export interface WithinSubjectSd {
  readonly interval95: readonly [lower: number, upper: number];
  readonly df: number;
  /** Subjects with fewer than two values, which say nothing about scatter. */
  readonly leftOut: number;
}

/**
 * Within-subject standard deviation: how far repeated measurements of the same subject scatter.
 *
 * Square root of the mean within-subject variance, each subject weighted by its degrees of freedom, so subjects may
 * have different numbers of repeats. It equals the residual SD of a one-way analysis of variance. The interval assumes
 * normal scatter of equal size in every subject (chi-squared); the scatter must not grow with the value.
 *
 * @param repeats one row per subject, its repeats in any order, all in one unit; `null` is a missing repeat.
 * @returns the SD in the unit of the input (0 when every repeat agrees exactly), or `notMeasured` (`noRepeats`) when no
 *   subject has two values.
 * @throws AmyloscopeError `invalidInput` on a value that is not finite, naming row and column.
 * @example withinSubjectSd([[10, 12], [20, 20], [30, 34]]) // { status: 'measured', value: 1.8257, df: 3, leftOut: 0, ... }
 * Source: Bland and Altman, BMJ 1996;312:1654, doi 10.1136/bmj.312.7047.1654.
 */
export function withinSubjectSd(repeats: readonly (readonly (number | null)[])[]): Result<WithinSubjectSd> {
  requireFiniteTable('repeats', repeats);
  const present = repeats.map((row) => row.filter((value) => value !== null));
  const informative = present.filter((values) => values.length > 1);
  const df = sum(informative.map((values) => values.length - 1));
  if (df === 0) return notMeasured('noRepeats', 'No subject was measured twice.');
  const squares = sum(informative.map(sumOfSquaredDeviations));
  return {
    status: 'measured',
    value: Math.sqrt(squares / df),
    interval95: [Math.sqrt(squares / chiSquaredQuantile(0.975, df)), Math.sqrt(squares / chiSquaredQuantile(0.025, df))],
    df,
    leftOut: repeats.length - informative.length,
  };
}
