import { notMeasured, type Result } from '../measurement/result.ts';
import { z95 } from './distribution-normal.ts';
import { requirePairs } from './require-values.ts';
import { sum } from './sum.ts';
import { requireSurvival, type SurvivalData } from './survival-data.ts';

export interface ConcordanceIndex {
  readonly interval95: readonly [lower: number, upper: number];
  /** Infinitesimal jackknife. */
  readonly standardError: number;
  readonly concordant: number;
  readonly discordant: number;
  /** Pairs with equal scores, which count half. */
  readonly tied: number;
}

/**
 * Harrell's concordance: how often, of two subjects, the one with the higher score has the event first.
 *
 * Pairs whose order cannot be known because of censoring, or with events at the same time, are left out. Interval from
 * the infinitesimal jackknife, cut at 0 and 1.
 *
 * @param data one entry per subject.
 * @param scores one finite risk score per subject; higher means the event is expected earlier.
 * @returns the index, 0 to 1, 0.5 for a score without information; `notMeasured` (`noPairs`) when no pair can be ordered.
 * @throws AmyloscopeError `invalidInput` on values that are not finite, times not above 0, or lists of different length.
 * Source: Harrell et al., Stat Med 1996;15:361; R package survival `concordance(reverse = TRUE)`.
 */
export function concordanceIndex(data: SurvivalData, scores: readonly number[]): Result<ConcordanceIndex> {
  requireSurvival(data);
  requirePairs('times', data.times, 'scores', scores);
  const { times, events } = data;
  const excess = scores.map(() => 0);
  const comparable = scores.map(() => 0);
  let [concordant, discordant, tied] = [0, 0, 0];
  for (let i = 0; i < scores.length; i++) {
    if (!events[i]) continue;
    for (let j = 0; j < scores.length; j++) {
      // A subject censored at the very time of the event outlived it.
      if (times[j] < times[i] || (times[j] === times[i] && events[j])) continue;
      const points = scores[i] > scores[j] ? 1 : scores[i] < scores[j] ? 0 : 0.5;
      if (points === 1) concordant++;
      else if (points === 0) discordant++;
      else tied++;
      for (const one of [i, j]) {
        excess[one] += points;
        comparable[one]++;
      }
    }
  }
  const pairs = concordant + discordant + tied;
  if (pairs === 0) return notMeasured('noPairs', 'No two subjects can be ordered by when the event came.');
  const value = (concordant + tied / 2) / pairs;
  const standardError = Math.sqrt(sum(excess.map((one, i) => ((one - value * comparable[i]) / pairs) ** 2)));
  return { status: 'measured', value, interval95: [Math.max(0, value - z95 * standardError), Math.min(1, value + z95 * standardError)], standardError, concordant, discordant, tied };
}
