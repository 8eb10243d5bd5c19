import { notMeasured, type NotMeasured, type Result } from '../measurement/result.ts';
import { z95 } from './distribution-normal.ts';
import { mean } from './mean.ts';
import { ranks } from './ranks.ts';
import { requireFinite, requireSameLength } from './require-values.ts';
import { sum } from './sum.ts';

export interface RocAuc {
  readonly interval95: readonly [lower: number, upper: number];
  /** DeLong's standard error; 0 when the two groups do not overlap. */
  readonly standardError: number;
  readonly intervalMethod: 'DeLong' | 'Newcombe';
  readonly positives: number;
  readonly negatives: number;
}

/** For each case, the share of the other group that it is ordered rightly against; ties count one half. */
export interface Placements {
  readonly status: 'measured';
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
}

/**
 * Area under the ROC curve: the probability that a diseased case scores above a healthy one, ties counted half.
 *
 * The interval is DeLong's, cut at 0 and 1, and assumes independent cases. Where one group lies wholly above the other,
 * DeLong's variance is 0 and says nothing; there the interval is Newcombe's score interval, and `intervalMethod` says so.
 *
 * @param scores one finite score per case; higher means more likely diseased.
 * @param diseased the truth of each case, in the order of the scores.
 * @returns the area, 0 to 1; constant scores give 0.5; `notMeasured` (`oneClass`) when all cases are of one kind.
 * @throws AmyloscopeError `invalidInput` on scores that are not finite or lists of different length.
 * @example rocAuc([0.1, 0.4, 0.35, 0.8], [false, false, true, true]) // { status: 'measured', value: 0.75, ... }
 * Source: DeLong et al., Biometrics 1988;44:837, doi 10.2307/2531595; R package pROC `ci.auc(method = "delong")`.
 */
export function rocAuc(scores: readonly number[], diseased: readonly boolean[]): Result<RocAuc> {
  const placements = rocPlacements(scores, diseased);
  if (placements.status === 'notMeasured') return placements;
  const { positives, negatives } = placements;
  const value = mean(positives);
  const standardError = Math.sqrt(placementCovariance(positives, positives, value, value) + placementCovariance(negatives, negatives, value, value));
  const separated = value === 0 || value === 1;
  return {
    status: 'measured',
    value,
    standardError,
    intervalMethod: separated ? 'Newcombe' : 'DeLong',
    interval95: separated
      ? separatedInterval(value, positives.length, negatives.length)
      : [Math.max(0, value - z95 * standardError), Math.min(1, value + z95 * standardError)],
    positives: positives.length,
    negatives: negatives.length,
  };
}

/**
 * DeLong's placement values, from which the area and its covariances follow.
 * @returns `notMeasured` (`oneClass`) when all cases are of one kind.
 * @throws AmyloscopeError `invalidInput` as `rocAuc`.
 * Source: Sun and Xu, IEEE Signal Process Lett 2014;21:1389, doi 10.1109/LSP.2014.2337313 (by ranks, n log n).
 */
export function rocPlacements(scores: readonly number[], diseased: readonly boolean[]): Placements | NotMeasured {
  requireSameLength('scores', scores, 'diseased', diseased);
  requireFinite('scores', scores);
  const positiveScores = scores.filter((_, i) => diseased[i]);
  const negativeScores = scores.filter((_, i) => !diseased[i]);
  const [m, n] = [positiveScores.length, negativeScores.length];
  if (m === 0 || n === 0) return notMeasured('oneClass', `An ROC curve needs diseased and healthy cases; there are ${m} and ${n}.`);
  const together = ranks([...positiveScores, ...negativeScores]);
  const amongPositives = ranks(positiveScores);
  const amongNegatives = ranks(negativeScores);
  return {
    status: 'measured',
    positives: amongPositives.map((rank, i) => (together[i] - rank) / n),
    negatives: amongNegatives.map((rank, i) => 1 - (together[m + i] - rank) / m),
  };
}

/** One group's part of DeLong's covariance of two areas; 0 for a group of a single case, which has no scatter. */
export function placementCovariance(first: readonly number[], second: readonly number[], firstArea: number, secondArea: number): number {
  if (first.length < 2) return 0;
  const products = sum(first.map((value, i) => (value - firstArea) * (second[i] - secondArea)));
  return products / (first.length - 1) / first.length;
}

/**
 * Newcombe's score interval (his method 5) at an area of exactly 0 or 1: the far bound is the area whose own standard
 * error reaches the observed one.
 * Source: Newcombe, Stat Med 2006;25:559, doi 10.1002/sim.2324.
 */
function separatedInterval(value: number, positives: number, negatives: number): readonly [number, number] {
  const half = (positives + negatives) / 2 - 1;
  const excess = (area: number): number => {
    const shape = 1 + (half * (1 - area)) / (2 - area) + (half * area) / (1 + area);
    return 1 - area - z95 * Math.sqrt((area * (1 - area) * shape) / (positives * negatives));
  };
  let below = 0;
  let above = 1;
  for (let step = 0; step < 100; step++) {
    const middle = (below + above) / 2;
    // At area 1 both terms are 0, so halving starts from a strictly positive excess and finds the inner root.
    if (excess(middle) > 0) below = middle;
    else above = middle;
  }
  return value === 1 ? [below, 1] : [0, 1 - below];
}
