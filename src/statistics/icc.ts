import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { fQuantile, fUpperTail } from './distribution-f.ts';
import { kooLiSpan, type KooLiSpan } from './koo-li-class.ts';
import { meanSquaresTwoWay, type MeanSquares } from './mean-squares-two-way.ts';
import { requireFiniteTable } from './require-values.ts';

/** The six coefficients under the short names of R's psych; `k` is the mean of all raters. */
export type IccName = 'ICC1' | 'ICC2' | 'ICC3' | 'ICC1k' | 'ICC2k' | 'ICC3k';

export interface IccForm {
  readonly name: IccName;
  /** e.g. `ICC(2,1)`. */
  readonly shroutFleiss: string;
  /** e.g. `ICC(A,1)`. */
  readonly mcGrawWong: string;
  readonly value: number;
  readonly interval95: readonly [lower: number, upper: number];
  /** F ratio against a coefficient of 0; infinite when raters agree exactly. */
  readonly f: number;
  readonly df1: number;
  readonly df2: number;
  readonly p: number;
  readonly kooLi: KooLiSpan;
}

export interface Icc {
  readonly status: 'measured';
  readonly forms: Readonly<Record<IccName, IccForm>>;
  readonly meanSquares: MeanSquares;
}

interface Estimate {
  readonly value: number;
  readonly interval95: readonly [number, number];
}

const labels: Readonly<Record<IccName, readonly [shroutFleiss: string, mcGrawWong: string]>> = {
  ICC1: ['ICC(1,1)', 'ICC(1)'],
  ICC2: ['ICC(2,1)', 'ICC(A,1)'],
  ICC3: ['ICC(3,1)', 'ICC(C,1)'],
  ICC1k: ['ICC(1,k)', 'ICC(k)'],
  ICC2k: ['ICC(2,k)', 'ICC(A,k)'],
  ICC3k: ['ICC(3,k)', 'ICC(C,k)'],
};

/**
 * Intraclass correlation, all six forms of Shrout and Fleiss: the share of the variance between subjects.
 *
 * ICC1: each subject has its own raters. ICC2: the same raters, drawn from many, judged on absolute agreement. ICC3: these
 * very raters, judged on consistency. The k forms are for the mean of all k raters. Assumes normal subject, rater and
 * error terms with equal error everywhere. A coefficient may be negative (subjects differ less than raters) and is at
 * most 1; ICC2k is -Infinity where its denominator is not above 0. Reliability depends on how different the subjects are:
 * report the SD beside it.
 *
 * @param ratings n subjects (rows) by k raters (columns), at least 2 by 2, all in one unit; `null` is a missing cell.
 * @returns every form; `notMeasured` with `tooFew` below 2 x 2, `missingCells` when a cell is missing (see
 *   `icc-unbalanced`), or `constant` when the subjects' mean ratings do not differ beyond rounding.
 * @throws AmyloscopeError `invalidInput` on a value that is not finite or rows of different length.
 * @example icc([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]).forms.ICC2.value
 *   // 0.2898
 * Source: Shrout and Fleiss, Psychol Bull 1979;86:420, doi 10.1037/0033-2909.86.2.420; McGraw and Wong, Psychol Methods
 *   1996;1:30, doi 10.1037/1082-989X.1.1.30; R package psych `ICC(lmer = FALSE)`.
 */
export function icc(ratings: readonly (readonly (number | null)[])[]): Icc | NotMeasured {
  requireFiniteTable('ratings', ratings);
  const raters = ratings[0]?.length ?? 0;
  const odd = ratings.findIndex((row) => row.length !== raters);
  if (odd >= 0) throw new AmyloscopeError('invalidInput', `ratings: row ${odd + 1} has ${ratings[odd].length} cells and row 1 has ${raters}; every subject needs one cell per rater.`);
  if (ratings.length < 2 || raters < 2) return notMeasured('tooFew', `ICC needs 2 subjects and 2 raters; there are ${ratings.length} and ${raters}.`);
  const complete = ratings.filter((row): row is readonly number[] => !row.includes(null));
  const missing = ratings.length - complete.length;
  if (missing > 0) return notMeasured('missingCells', `${missing} of ${ratings.length} subjects lack a rating: estimate from variance components instead.`);
  const meanSquares = meanSquaresTwoWay(complete);
  if (meanSquares.betweenSubjects === 0) return notMeasured('constant', 'The mean ratings of all subjects are equal: there is nothing to tell subjects apart by.');
  return { status: 'measured', forms: allForms(meanSquares), meanSquares };
}

function allForms(squares: MeanSquares): Record<IccName, IccForm> {
  const { subjects: n, raters: k, betweenSubjects, withinSubjects, residual } = squares;
  const oneWay = singleAndMean(betweenSubjects, withinSubjects, k, n - 1, n * (k - 1));
  const consistency = singleAndMean(betweenSubjects, residual, k, n - 1, (n - 1) * (k - 1));
  const agreement = absoluteAgreement(squares);
  const form = (name: IccName, estimate: Estimate, errorSquare: number, df2: number): IccForm => {
    const f = ratio(betweenSubjects, errorSquare);
    const [shroutFleiss, mcGrawWong] = labels[name];
    return { name, shroutFleiss, mcGrawWong, ...estimate, f, df1: n - 1, df2, p: fUpperTail(f, n - 1, df2), kooLi: kooLiSpan(estimate.interval95) };
  };
  const twoWayDf = (n - 1) * (k - 1);
  return {
    ICC1: form('ICC1', oneWay.single, withinSubjects, n * (k - 1)),
    ICC2: form('ICC2', agreement.single, residual, twoWayDf),
    ICC3: form('ICC3', consistency.single, residual, twoWayDf),
    ICC1k: form('ICC1k', oneWay.mean, withinSubjects, n * (k - 1)),
    ICC2k: form('ICC2k', agreement.mean, residual, twoWayDf),
    ICC3k: form('ICC3k', consistency.mean, residual, twoWayDf),
  };
}

/** Coefficients that depend on one F ratio only, with exact F intervals: ICC1 and ICC3 with their k forms. */
function singleAndMean(between: number, error: number, k: number, df1: number, df2: number): { single: Estimate; mean: Estimate } {
  const f = ratio(between, error);
  const low = f / fQuantile(0.975, df1, df2);
  const high = f * fQuantile(0.975, df2, df1);
  // (f - 1) / (f + c), written so that an infinite F gives 1.
  const share = (value: number, c: number): number => (value === Infinity ? 1 : (value - 1) / (value + c));
  return {
    single: { value: share(f, k - 1), interval95: [share(low, k - 1), share(high, k - 1)] },
    mean: { value: share(f, 0), interval95: [share(low, 0), share(high, 0)] },
  };
}

/** ICC2 and ICC2k, whose interval takes Satterthwaite degrees of freedom. */
function absoluteAgreement({ subjects: n, raters: k, betweenSubjects: between, betweenRaters, residual }: MeanSquares): { single: Estimate; mean: Estimate } {
  const value = (between - residual) / (between + (k - 1) * residual + (k * (betweenRaters - residual)) / n);
  const df = satterthwaiteDf(value, n, k, ratio(betweenRaters, residual));
  const noise = k * betweenRaters + (k * n - k - n) * residual;
  const upperF = fQuantile(0.975, n - 1, df);
  const lowerF = fQuantile(0.975, df, n - 1);
  const lower = (n * (between - upperF * residual)) / (upperF * noise + n * between);
  const upper = (n * (lowerF * between - residual)) / (noise + n * lowerF * between);
  // Spearman-Brown; beyond its pole the reliability of the mean has fallen without bound.
  const ofMean = (single: number): number => (1 + single * (k - 1) > 0 ? (single * k) / (1 + single * (k - 1)) : -Infinity);
  return {
    single: { value, interval95: [lower, upper] },
    mean: { value: ofMean(value), interval95: [ofMean(lower), ofMean(upper)] },
  };
}

function satterthwaiteDf(value: number, n: number, k: number, raterF: number): number {
  if (raterF === Infinity) return k - 1;
  const error = n * (1 + (k - 1) * value) - k * value;
  return ((k - 1) * (n - 1) * (k * value * raterF + error) ** 2) / ((n - 1) * (k * value * raterF) ** 2 + error ** 2);
}

function ratio(numerator: number, denominator: number): number {
  return denominator === 0 ? (numerator === 0 ? 0 : Infinity) : numerator / denominator;
}
