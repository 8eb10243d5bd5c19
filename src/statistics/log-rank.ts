import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { chiSquaredUpperTail } from './distribution-chi-squared.ts';
import { requireSameLength } from './require-values.ts';
import { requireSurvival, type SurvivalData } from './survival-data.ts';

export interface LogRank {
  readonly status: 'measured';
  readonly chiSquared: number;
  readonly df: number;
  readonly p: number;
  readonly groups: readonly { readonly name: string; readonly subjects: number; readonly observed: number; readonly expected: number }[];
}

/**
 * Log-rank test: whether groups differ in how soon the event comes.
 *
 * Most sensitive when hazards are proportional. Assumes that censoring says nothing about the event.
 *
 * @param data one entry per subject.
 * @param groups the group of each subject.
 * @returns `notMeasured` with `oneGroup` below 2 groups, `noEvents`, or `noOverlap` when no event happened while two
 *   groups were at risk.
 * @throws AmyloscopeError `invalidInput` on times that are not finite and above 0, or lists of different length.
 * Source: Peto and Peto, J R Stat Soc A 1972;135:185, doi 10.2307/2344317; R package survival `survdiff`.
 */
export function logRank(data: SurvivalData, groups: readonly (string | number)[]): LogRank | NotMeasured {
  requireSurvival(data);
  requireSameLength('times', data.times, 'groups', groups);
  const names = [...new Set(groups)].toSorted();
  if (names.length < 2) return notMeasured('oneGroup', 'A comparison needs two groups.');
  if (!data.events.includes(true)) return notMeasured('noEvents', 'No event happened.');
  const member = groups.map((group) => names.indexOf(group));
  const totals = accumulate(data, member, names.length);
  // One group follows from the others, so its row and column are left out.
  const kept = names.slice(1).map((_, i) => i + 1);
  const variance = new Matrix(kept.map((i) => kept.map((j) => totals.covariance[i][j])));
  const cholesky = new CholeskyDecomposition(variance);
  if (!cholesky.isPositiveDefinite()) return notMeasured('noOverlap', 'A group was never at risk beside another when an event happened.');
  const excess = Matrix.columnVector(kept.map((i) => totals.observed[i] - totals.expected[i]));
  const chiSquared = excess.dot(cholesky.solve(excess));
  return {
    status: 'measured',
    chiSquared,
    df: kept.length,
    p: chiSquaredUpperTail(chiSquared, kept.length),
    groups: names.map((name, i) => ({ name: String(name), subjects: member.filter((one) => one === i).length, observed: totals.observed[i], expected: totals.expected[i] })),
  };
}

function accumulate({ times, events }: SurvivalData, member: readonly number[], count: number): { observed: number[]; expected: number[]; covariance: number[][] } {
  const zeros = (): number[] => Array.from({ length: count }, () => 0);
  const [observed, expected, atRisk] = [zeros(), zeros(), zeros()];
  const covariance = Array.from({ length: count }, zeros);
  const order = times.map((_, i) => i).sort((a, b) => times[b] - times[a]);
  for (let start = 0, total = 0; start < order.length; ) {
    const time = times[order[start]];
    let died = 0;
    for (; start < order.length && times[order[start]] === time; start++, total++) {
      const index = order[start];
      atRisk[member[index]]++;
      died += Number(events[index]);
      observed[member[index]] += Number(events[index]);
    }
    if (died === 0) continue;
    const spread = total > 1 ? (died * (total - died)) / (total - 1) : 0;
    atRisk.forEach((own, i) => {
      expected[i] += (died * own) / total;
      atRisk.forEach((other, j) => (covariance[i][j] += spread * ((i === j ? own / total : 0) - (own * other) / total ** 2)));
    });
  }
  return { observed, expected, covariance };
}
