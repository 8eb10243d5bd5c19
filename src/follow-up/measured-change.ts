import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { changeProbability } from '../statistics/change-probability.ts';
import { studentTQuantile } from '../statistics/distribution-student-t.ts';
import { z95 } from '../statistics/distribution-normal.ts';
import { followedQuantities } from './followed-quantity.ts';
import type { FollowUpPoint } from './history.ts';
import { pointNoise, withinSubjectNoise, type PointNoise } from './noise.ts';
import type { NoiseRow } from './noise-library.ts';

/** Whether a change of one patient exceeds measurement noise, and how likely the patient truly got worse. */
export interface MeasuredChange {
  readonly status: 'measured';
  readonly from: FollowUpPoint;
  readonly to: FollowUpPoint;
  /** After less before, in the unit of the quantity. */
  readonly change: number;
  /** After less before, as a fraction of the size of the first value; null where that is 0. */
  readonly relativeChange: number | null;
  /** Of the true change, in the unit of the quantity. */
  readonly interval95: readonly [lower: number, upper: number];
  /**
   * Differences that two measurements of an unchanged patient exceed in 5 of 100 pairs: a fall below `fall` (negative) or
   * a rise above `rise`, in the unit of the quantity.
   */
  readonly limit: { readonly fall: number; readonly rise: number };
  /** The same by the lowest published noise; equal where one figure was published. */
  readonly lowestLimit: { readonly fall: number; readonly rise: number };
  readonly exceedsNoise: boolean;
  readonly direction: 'worse' | 'better' | 'none';
  /** Probability that the patient truly got worse. */
  readonly worse: number;
  /** Which scatter decided at the two dates. */
  readonly noise: readonly [PointNoise, PointNoise];
  /** Standard error of the difference, of natural logarithms for a logarithmic quantity. */
  readonly standardError: number;
  /** Degrees of freedom of that scatter; null when it counts as known. */
  readonly df: number | null;
}

/**
 * The change between two measurements of one quantity, held against noise.
 *
 * A linear quantity is compared by difference, a logarithmic one by the difference of logarithms, so that a rise needs
 * more than a fall. Noise is normal, independent between dates, and read off at the first value.
 *
 * @param row of the noise library, or a site's own; null where there is none.
 * @returns `notMeasured` with `noNoise` when neither the library nor the measurements say how far they scatter.
 * Source: Gelman et al., Bayesian Data Analysis, 3rd ed. 2013, section 2.5; Fokkema et al., Clin Chem 2006;52:1602 (log).
 */
export function measuredChange(from: FollowUpPoint, to: FollowUpPoint, row: NoiseRow | null): MeasuredChange | NotMeasured {
  const noise = [pointNoise(from, row, from.value), pointNoise(to, row, from.value)] as const;
  const [first, second] = noise;
  const quantity = followedQuantities[to.quantity];
  if (first === null || second === null) return notMeasured('noNoise', `No repeatability of ${quantity.name.en} is known: give your own test-retest table.`);
  const standardError = Math.hypot(first.sd, second.sd);
  const df = row?.df && (first.takenFrom === 'library' || second.takenFrom === 'library') ? row.df : null;
  const scale = scaleOf(from);
  const probability = changeProbability(scale.forward(from.value), scale.forward(to.value), standardError, quantity.worse, 0, df ?? Infinity);
  const exceedsNoise = probability.interval95[0] > 0 || probability.interval95[1] < 0;
  const change = to.value - from.value;
  const half = (df === null ? z95 : studentTQuantile(0.975, df)) * standardError;
  const lowest = row && first.takenFrom === 'library' && second.takenFrom === 'library' ? withinSubjectNoise(row, from.value) : null;
  return {
    status: 'measured', from, to, change,
    relativeChange: from.value === 0 ? null : change / Math.abs(from.value),
    interval95: [scale.back(probability.interval95[0]), scale.back(probability.interval95[1])],
    limit: { fall: scale.back(-half), rise: scale.back(half) },
    lowestLimit: lowest ? { fall: scale.back((-half * lowest[0]) / lowest[1]), rise: scale.back((half * lowest[0]) / lowest[1]) } : { fall: scale.back(-half), rise: scale.back(half) },
    exceedsNoise,
    direction: change === 0 ? 'none' : change > 0 === (quantity.worse === 'higher') ? 'worse' : 'better',
    worse: probability.worse,
    noise: [first, second],
    standardError, df,
  };
}

/** How a quantity is compared: values to the scale on which noise is even, and differences there back to its unit. */
function scaleOf({ quantity, value }: FollowUpPoint): { forward: (value: number) => number; back: (difference: number) => number } {
  if (followedQuantities[quantity].scale === 'linear') return { forward: (one) => one, back: (difference) => difference };
  return { forward: Math.log, back: (difference) => value * Math.expm1(difference) };
}

/**
 * Probability that the true change is towards `towards` by more than a threshold.
 * @param threshold in the unit of the quantity, at least 0; a fall of the whole value or more has probability 0.
 */
export function probabilityBeyond({ from, to, standardError, df }: MeasuredChange, towards: 'higher' | 'lower', threshold: number): number {
  const quantity = followedQuantities[to.quantity];
  const degrees = df ?? Infinity;
  if (quantity.scale === 'linear') return changeProbability(from.value, to.value, standardError, towards, threshold, degrees).worseBeyond;
  if (towards === 'lower' && threshold >= from.value) return 0;
  const step = Math.abs(Math.log1p((towards === 'higher' ? threshold : -threshold) / from.value));
  return changeProbability(Math.log(from.value), Math.log(to.value), standardError, towards, step, degrees).worseBeyond;
}
