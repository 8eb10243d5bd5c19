import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { requireSameLength } from './require-values.ts';
import { randomSource, shuffled } from './random-source.ts';

type Label = string | number | boolean;

interface Group {
  readonly members: readonly number[];
  readonly counts: readonly number[];
}

/**
 * Splits cases into folds that each hold nearly the same share of every class, for cross-validation.
 *
 * Cases of one group (all scans of one patient) stay in one fold, so that no patient is both learned from and tested on.
 * Largest groups are placed first, each where the classes come out most even; equal choices go to the smallest fold.
 *
 * @param strata the class of each case.
 * @param folds number of folds, at least 2 and at most the number of groups.
 * @param seed the same seed gives the same folds.
 * @param groups the group of each case; none means that each case is its own.
 * @returns the fold of each case, counted from 0. A class with fewer groups than folds is missing from some folds.
 * @throws AmyloscopeError `invalidInput` when `folds` is out of range or the lists differ in length.
 * @example kFoldStratified(['a', 'a', 'b', 'b'], 2, 1) // [0, 1, 1, 0]
 * Source: scikit-learn `StratifiedGroupKFold`.
 */
export function kFoldStratified(strata: readonly Label[], folds: number, seed: number, groups?: readonly Label[]): number[] {
  if (groups) requireSameLength('strata', strata, 'groups', groups);
  const classes = [...new Set(strata)];
  const gathered = gatherGroups(strata, classes, groups ?? strata.map((_, i) => i));
  if (!Number.isInteger(folds) || folds < 2 || folds > gathered.length) {
    throw new AmyloscopeError('invalidInput', `${folds} folds of ${gathered.length} groups: a whole number from 2 to the number of groups is needed.`);
  }
  const totals = classes.map((_, c) => gathered.reduce((total, group) => total + group.counts[c], 0));
  const held = Array.from({ length: folds }, () => classes.map(() => 0));
  const result = strata.map(() => 0);
  const order = shuffled(gathered, randomSource(seed)).sort((a, b) => b.members.length - a.members.length);
  for (const group of order) {
    const fold = bestFold(held, group, totals);
    group.counts.forEach((count, c) => (held[fold][c] += count));
    for (const member of group.members) result[member] = fold;
  }
  return result;
}

function gatherGroups(strata: readonly Label[], classes: readonly Label[], groups: readonly Label[]): Group[] {
  const classIndex = new Map(classes.map((label, index) => [label, index]));
  const found = new Map<Label, { members: number[]; counts: number[] }>();
  groups.forEach((label, i) => {
    const group = found.get(label) ?? { members: [], counts: classes.map(() => 0) };
    group.members.push(i);
    group.counts[classIndex.get(strata[i]) as number]++;
    found.set(label, group);
  });
  return [...found.values()];
}

/** Where adding the group raises the sum of squared class shares least: the fold that lacks these classes most. */
function bestFold(held: readonly (readonly number[])[], group: Group, totals: readonly number[]): number {
  let best = 0;
  let bestCost = Infinity;
  let bestSize = Infinity;
  held.forEach((counts, fold) => {
    const cost = counts.reduce((total, count, c) => total + ((count + group.counts[c]) ** 2 - count ** 2) / totals[c] ** 2, 0);
    const size = counts.reduce((total, count) => total + count, 0);
    const equal = Math.abs(cost - bestCost) <= 1e-12 * cost;
    if (equal ? size < bestSize : cost < bestCost) [best, bestCost, bestSize] = [fold, cost, size];
  });
  return best;
}
