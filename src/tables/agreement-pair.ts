import { notMeasured, type NotMeasured, type Result } from '../measurement/result.ts';
import { type BlandAltman, blandAltman } from '../statistics/bland-altman.ts';
import { type BlandAltmanReplicates, blandAltmanReplicates } from '../statistics/bland-altman-replicates.ts';
import { deming, type Deming } from '../statistics/deming.ts';
import { linConcordance, type LinConcordance } from '../statistics/lin-concordance.ts';
import { mean } from '../statistics/mean.ts';
import { passingBablok, type PassingBablok } from '../statistics/passing-bablok.ts';

/** The same quantity by two raters: one entry per patient whom both measured. */
export interface AgreementPair {
  readonly first: string;
  readonly second: string;
  readonly pairs: number;
  /** Whether a patient has several values by one rater; points are then means of the repeats. */
  readonly repeated: boolean;
  readonly points: readonly PairPoint[];
  /** First less second, in the unit of the values; with repeats, the limits of single measurements. */
  readonly difference: Result<BlandAltman | BlandAltmanReplicates>;
  /** How the difference goes with the value. */
  readonly proportionalBias: BlandAltman['proportionalBias'];
  readonly percent: Result<BlandAltman>;
  readonly ratio: Result<BlandAltman>;
  readonly concordance: Result<LinConcordance>;
  readonly passingBablok: PassingBablok | NotMeasured;
  readonly deming: Deming | NotMeasured;
}

export interface PairPoint {
  readonly patient: string;
  readonly first: number;
  readonly second: number;
}

/** Above this many pairs the lines, whose cost grows with the square of the pairs, are left away. */
const mostPairsForLines = 2000;

/**
 * Compares two raters on the patients whom both measured: bias, limits of agreement, concordance, lines.
 *
 * Percent and ratio are given where all values are above 0.
 *
 * @param patients one name per row of `first` and `second`.
 * @param first per patient the repeats of one rater; none where there is no value.
 * @param second the same of the other rater.
 * Source: those of the statistics used.
 */
export function agreementPair(names: readonly [first: string, second: string], patients: readonly string[], first: readonly (readonly number[])[], second: readonly (readonly number[])[]): AgreementPair {
  const both = patients.flatMap((patient, i) => (first[i].length > 0 && second[i].length > 0 ? [{ patient, first: first[i], second: second[i] }] : []));
  const repeated = both.some((one) => one.first.length > 1 || one.second.length > 1);
  const points = both.map((one) => ({ patient: one.patient, first: mean(one.first), second: mean(one.second) }));
  const [x, y] = [points.map((point) => point.first), points.map((point) => point.second)];
  const plain = blandAltman(x, y);
  const positive = [...x, ...y].every((value) => value > 0);
  const relative = (form: 'percent' | 'ratio'): Result<BlandAltman> => (positive ? blandAltman(x, y, form) : notMeasured('notPositive', 'A value is not above 0, where shares of the value have no meaning.'));
  const line = <Line>(fit: (x: readonly number[], y: readonly number[]) => Line): Line | NotMeasured =>
    points.length > mostPairsForLines ? notMeasured('tooManyPairs', `Lines are fitted to at most ${mostPairsForLines} pairs; there are ${points.length}.`) : fit(x, y);
  return {
    first: names[0], second: names[1], pairs: points.length, repeated, points,
    difference: repeated ? blandAltmanReplicates(both.map((one) => one.first), both.map((one) => one.second)) : plain,
    proportionalBias: plain.status === 'measured' ? plain.proportionalBias : plain,
    percent: relative('percent'),
    ratio: relative('ratio'),
    concordance: linConcordance(x, y),
    passingBablok: line(passingBablok),
    deming: line((a, b) => deming(a, b)),
  };
}
