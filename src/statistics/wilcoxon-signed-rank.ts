import { notMeasured, type Result } from '../measurement/result.ts';
import { normalTwoSided } from './distribution-normal.ts';
import { ranks, tieTerm } from './ranks.ts';
import { requirePairs } from './require-values.ts';
import { sum } from './sum.ts';

/** Below this many pairs without ties the distribution is enumerated, as R does. */
const largestExact = 50;

export interface RankTest {
  /** Two-sided. */
  readonly p: number;
  readonly method: 'exact' | 'normal';
}

/**
 * Wilcoxon's signed-rank test of paired values: whether differences scatter symmetrically about 0.
 *
 * Pairs without difference are dropped. Exact below 50 remaining pairs without ties; otherwise normal with correction
 * for ties and continuity. Assumes independent pairs.
 *
 * @param first one finite value per subject.
 * @param second the value of the same subject under the other condition.
 * @returns the sum of the ranks of positive differences (first less second) as `value`; `notMeasured`
 *   (`noDifferences`) when no pair differs.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or lists of different length.
 * @example wilcoxonSignedRank([1, 2, 4], [0, 4, 1]).value // 4
 * Source: Wilcoxon, Biometrics Bull 1945;1:80, doi 10.2307/3001968; R `wilcox.test(paired = TRUE)`.
 */
export function wilcoxonSignedRank(first: readonly number[], second: readonly number[]): Result<RankTest> {
  requirePairs('first', first, 'second', second);
  const all = first.map((value, i) => value - second[i]);
  const differences = all.filter((value) => value !== 0);
  const n = differences.length;
  if (n === 0) return notMeasured('noDifferences', 'No pair differs: there is nothing to rank.');
  const sizes = differences.map(Math.abs);
  const rank = ranks(sizes);
  const value = sum(rank.filter((_, i) => differences[i] > 0));
  const ties = tieTerm(sizes);
  if (n < largestExact && ties === 0 && n === all.length) return { status: 'measured', value, p: twoSided(subsetCounts(n), value), method: 'exact' };
  const distance = value - (n * (n + 1)) / 4;
  const sd = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - ties / 48);
  return { status: 'measured', value, p: normalTwoSided((distance - 0.5 * Math.sign(distance)) / sd), method: 'normal' };
}

/** Two-sided p of a whole-number statistic from how many equally likely outcomes give each value. */
export function twoSided(counts: readonly number[], value: number): number {
  const total = sum(counts);
  const below = sum(counts.slice(0, value + 1)) / total;
  const above = sum(counts.slice(value)) / total;
  return Math.min(1, 2 * Math.min(below, above));
}

/** How many subsets of the ranks 1 to n have each sum. */
function subsetCounts(n: number): number[] {
  const counts = Array.from({ length: (n * (n + 1)) / 2 + 1 }, (_, i) => Number(i === 0));
  for (let rank = 1; rank <= n; rank++) {
    for (let total = counts.length - 1; total >= rank; total--) counts[total] += counts[total - rank];
  }
  return counts;
}
