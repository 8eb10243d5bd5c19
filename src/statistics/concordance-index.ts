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
  const { lower, equal, higher, excess, comparable } = countPairs(data, scores);
  const [concordant, discordant, tied] = [sum(lower), sum(higher), sum(equal)];
  const pairs = concordant + discordant + tied;
  if (pairs === 0) return notMeasured('noPairs', 'No two subjects can be ordered by when the event came.');
  const value = (concordant + tied / 2) / pairs;
  const standardError = Math.sqrt(sum(excess.map((one, i) => ((one - value * comparable[i]) / pairs) ** 2)));
  return { status: 'measured', value, interval95: [Math.max(0, value - z95 * standardError), Math.min(1, value + z95 * standardError)], standardError, concordant, discordant, tied };
}

interface Pairs {
  /** Per subject with the event: subjects known to outlive it whose score is lower, equal or higher. */
  readonly lower: number[];
  readonly equal: number[];
  readonly higher: number[];
  /** Per subject: pairs in which it stands, and how many of them are ordered rightly, ties counted half. */
  readonly comparable: number[];
  readonly excess: number[];
}

/** Counts pairs with the scores already met kept in order, so that time grows with n log n. */
function countPairs({ times, events }: SurvivalData, scores: readonly number[]): Pairs {
  const zeros = (): number[] => scores.map(() => 0);
  const pairs: Pairs = { lower: zeros(), equal: zeros(), higher: zeros(), comparable: zeros(), excess: zeros() };
  // A subject censored at the very time of an event outlived it, so events come first among equal times.
  const order = times.map((_, i) => i).sort((a, b) => times[a] - times[b] || Number(events[b]) - Number(events[a]));
  const together = (a: number, b: number): boolean => times[a] === times[b] && events[a] === events[b];
  const outlived = new CountedScores(scores);
  for (const group of groupsOf(order.toReversed(), together)) {
    for (const i of group.filter((one) => events[one])) {
      const counts = outlived.compare(scores[i]);
      [pairs.lower[i], pairs.equal[i], pairs.higher[i]] = counts;
      pairs.excess[i] += counts[0] + counts[1] / 2;
      pairs.comparable[i] += sum(counts);
    }
    for (const i of group) outlived.add(scores[i]);
  }
  const died = new CountedScores(scores);
  for (const group of groupsOf(order, together)) {
    for (const j of group) {
      const [lower, equal, higher] = died.compare(scores[j]);
      pairs.excess[j] += higher + equal / 2;
      pairs.comparable[j] += lower + equal + higher;
    }
    for (const j of group.filter((one) => events[one])) died.add(scores[j]);
  }
  return pairs;
}

function groupsOf(order: readonly number[], together: (a: number, b: number) => boolean): number[][] {
  const groups: number[][] = [];
  order.forEach((index, position) => {
    if (position > 0 && together(order[position - 1], index)) groups[groups.length - 1].push(index);
    else groups.push([index]);
  });
  return groups;
}

/** Scores met so far, counted by rank in a tree of partial sums. Source: Fenwick, Softw Pract Exp 1994;24:327. */
class CountedScores {
  readonly #ranks: ReadonlyMap<number, number>;
  readonly #sums: Float64Array;
  #total = 0;

  constructor(scores: readonly number[]) {
    const distinct = [...new Set(scores)].sort((a, b) => a - b);
    this.#ranks = new Map(distinct.map((score, i) => [score, i + 1]));
    this.#sums = new Float64Array(distinct.length + 1);
  }

  add(score: number): void {
    for (let at = this.#ranks.get(score)!; at < this.#sums.length; at += at & -at) this.#sums[at]++;
    this.#total++;
  }

  /** How many of the scores met are lower, equal and higher. */
  compare(score: number): [lower: number, equal: number, higher: number] {
    const rank = this.#ranks.get(score)!;
    const [lower, upTo] = [this.#countUpTo(rank - 1), this.#countUpTo(rank)];
    return [lower, upTo - lower, this.#total - upTo];
  }

  #countUpTo(rank: number): number {
    let count = 0;
    for (let at = rank; at > 0; at -= at & -at) count += this.#sums[at];
    return count;
  }
}
