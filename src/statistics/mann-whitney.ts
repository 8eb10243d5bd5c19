import { notMeasured, type Result } from '../measurement/result.ts';
import { normalTwoSided } from './distribution-normal.ts';
import { ranks, tieTerm } from './ranks.ts';
import { requireFinite } from './require-values.ts';
import { sum } from './sum.ts';
import { type RankTest, twoSided } from './wilcoxon-signed-rank.ts';

/** Below this many values in each group without ties the distribution is enumerated, as R does. */
const largestExact = 50;

export interface MannWhitney extends RankTest {
  /** Chance that a value of the first group exceeds one of the second, ties counted half; 0.5 is no difference. */
  readonly superiority: number;
}

/**
 * Mann-Whitney test of two independent groups: whether values of one tend to exceed those of the other.
 *
 * Exact below 50 values in each group without ties; otherwise normal with correction for ties and continuity.
 *
 * @param first finite values of one group.
 * @param second finite values of the other.
 * @returns U of the first group as `value`; `notMeasured` with `tooFew` when a group is empty, or `constant` when all
 *   values are equal.
 * @throws AmyloscopeError `invalidInput` on values that are not finite.
 * @example mannWhitney([3, 4], [1, 2]).value // 4
 * Source: Mann and Whitney, Ann Math Stat 1947;18:50, doi 10.1214/aoms/1177730491; R `wilcox.test`.
 */
export function mannWhitney(first: readonly number[], second: readonly number[]): Result<MannWhitney> {
  requireFinite('first group', first);
  requireFinite('second group', second);
  const [m, n] = [first.length, second.length];
  if (m === 0 || n === 0) return notMeasured('tooFew', `Each group needs a value; there are ${m} and ${n}.`);
  const together = [...first, ...second];
  if (together.every((value) => value === together[0])) return notMeasured('constant', 'All values are equal: there is nothing to rank.');
  const value = sum(ranks(together).slice(0, m)) - (m * (m + 1)) / 2;
  const superiority = value / (m * n);
  const ties = tieTerm(together);
  if (m < largestExact && n < largestExact && ties === 0) return { status: 'measured', value, p: twoSided(uCounts(m, n), value), method: 'exact', superiority };
  const distance = value - (m * n) / 2;
  const total = m + n;
  const sd = Math.sqrt(((m * n) / 12) * (total + 1 - ties / (total * (total - 1))));
  return { status: 'measured', value, p: normalTwoSided((distance - 0.5 * Math.sign(distance)) / sd), method: 'normal', superiority };
}

/** How many of the orders of m and n values give each U, by the recurrence of Mann and Whitney. */
function uCounts(m: number, n: number): number[] {
  const size = m * n + 1;
  // byFirst[i] holds the counts for i values of the first group and as many of the second as the loop has reached.
  let byFirst = Array.from({ length: m + 1 }, () => Array.from({ length: size }, (_, u) => Number(u === 0)));
  for (let j = 1; j <= n; j++) {
    const next = [byFirst[0]];
    for (let i = 1; i <= m; i++) {
      // The largest value is of the first group (it exceeds all j of the second) or of the second.
      next.push(byFirst[i].map((count, u) => count + (u >= j ? next[i - 1][u - j] : 0)));
    }
    byFirst = next;
  }
  return byFirst[m];
}
