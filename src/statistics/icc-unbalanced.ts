import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { type KooLiSpan, kooLiSpan } from './koo-li-class.ts';
import { requireFiniteTable } from './require-values.ts';
import { shareInterval, varianceComponents, type VarianceComponents } from './variance-components.ts';

export interface IccEstimate {
  readonly value: number;
  readonly interval95: readonly [lower: number, upper: number];
  readonly kooLi: KooLiSpan;
}

export interface IccUnbalanced {
  readonly status: 'measured';
  /** ICC(A,1): two-way random raters, absolute agreement of a single rating. */
  readonly agreement: IccEstimate;
  /** ICC(C,1): consistency of a single rating. */
  readonly consistency: IccEstimate;
  readonly components: VarianceComponents;
}

/**
 * Intraclass correlation of a table with missing ratings, from variance components fitted by REML.
 *
 * Missing cells must be missing at random. On complete tables with positive components it equals ICC2 and ICC3 of `icc`.
 * Unlike those it cannot fall below 0, and its large-sample intervals are rougher: prefer `icc` when the table is full.
 *
 * @param ratings n subjects (rows) by k raters (columns), all in one unit; `null` is a missing cell.
 * @returns agreement and consistency, 0 to 1; `notMeasured` with `constant` or `notIdentified` as `varianceComponents`,
 *   or `noSubjectVariance` when subjects cannot be told apart.
 * @throws AmyloscopeError `invalidInput` on a value that is not finite.
 * Source: McGraw and Wong, Psychol Methods 1996;1:30, doi 10.1037/1082-989X.1.1.30; R packages lme4 and psych
 *   `ICC(lmer = TRUE)`.
 */
export function iccUnbalanced(ratings: readonly (readonly (number | null)[])[]): IccUnbalanced | NotMeasured {
  requireFiniteTable('ratings', ratings);
  const cells = ratings.flatMap((row, subject) => row.flatMap((value, rater) => (value === null ? [] : [{ value, subject, rater }])));
  const components = varianceComponents(cells.map((cell) => cell.value), [
    { name: 'subject', levels: cells.map((cell) => cell.subject) },
    { name: 'rater', levels: cells.map((cell) => cell.rater) },
  ]);
  if (components.status === 'notMeasured') return components;
  const [subject, rater, residual] = components.components.map((component) => component.variance);
  if (subject === 0) return notMeasured('noSubjectVariance', 'The subjects cannot be told apart: their variance component is 0.');
  const estimate = (value: number, interval95: readonly [number, number]): IccEstimate => ({ value, interval95, kooLi: kooLiSpan(interval95) });
  const all = [subject, rater, residual].filter((variance) => variance > 0);
  const [first, last] = [0, all.length - 1];
  const subjectAndResidual = [first, last].map((i) => [first, last].map((j) => components.logCovariance[i][j]));
  return {
    status: 'measured',
    agreement: estimate(subject / (subject + rater + residual), shareInterval(all, all.map((_, i) => i === 0), components.logCovariance)),
    consistency: estimate(subject / (subject + residual), shareInterval([subject, residual], [true, false], subjectAndResidual)),
    components,
  };
}
