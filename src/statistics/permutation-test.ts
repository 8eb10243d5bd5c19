import { notMeasured, type Result } from '../measurement/result.ts';
import { mean } from './mean.ts';
import { type RandomSource, randomSource, shuffled } from './random-source.ts';
import { requireFinite, requirePairs } from './require-values.ts';

/** Up to this many arrangements all are tried; beyond it as many are drawn at random. */
const mostArrangements = 100_000;
/** Sums of the same numbers in another order differ by this share of their size, and must count as equal. */
const rounding = 1e-12;

export interface PermutationTest {
  /** Two-sided: share of arrangements whose difference is at least as far from 0 as the observed one. */
  readonly p: number;
  readonly arrangements: number;
  readonly method: 'exact' | 'random';
}

/**
 * Permutation test of paired values: whether the mean difference could come from exchanging the two values of each pair.
 *
 * Exact up to 16 pairs; beyond, 100,000 random exchanges with the observed one counted in. Assumes only that under no
 * effect the two values of a pair are exchangeable.
 *
 * @param first one finite value per subject.
 * @param second the value of the same subject under the other condition.
 * @param seed of the random exchanges.
 * @returns mean difference (first less second) as `value`; `notMeasured` (`noDifferences`) when no pair differs.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or lists of different length.
 * Source: Phipson and Smyth, Stat Appl Genet Mol Biol 2010;9:39, doi 10.2202/1544-6115.1585.
 */
export function permutationTestPaired(first: readonly number[], second: readonly number[], seed: number): Result<PermutationTest> {
  requirePairs('first', first, 'second', second);
  const all = first.map((value, i) => value - second[i]);
  const differences = all.filter((value) => value !== 0);
  if (differences.length === 0) return notMeasured('noDifferences', 'No pair differs: every exchange gives the same mean.');
  const count = 2 ** differences.length;
  const signed = (positive: (i: number) => boolean): number => differences.reduce((total, value, i) => total + (positive(i) ? value : -value), 0);
  const exact = function* (): Generator<number> {
    for (let pattern = 0; pattern < count; pattern++) yield signed((i) => ((pattern >> i) & 1) === 1);
  };
  return { value: mean(all), ...shareBeyond(differences.reduce((total, value) => total + value, 0), count, signed((i) => differences[i] > 0), exact, (random) => signed(() => random.index(2) === 1), seed) };
}

/**
 * Permutation test of two independent groups: whether the difference of means could come from how subjects fell into
 * the groups.
 *
 * Exact up to 100,000 arrangements; beyond, as many random ones with the observed one counted in.
 *
 * @param first finite values of one group.
 * @param second finite values of the other.
 * @param seed of the random arrangements.
 * @returns difference of means (first less second) as `value`; `notMeasured` with `tooFew` when a group is empty, or
 *   `noDifferences` when all values are equal.
 * @throws AmyloscopeError `invalidInput` on values that are not finite.
 * Source: Phipson and Smyth, Stat Appl Genet Mol Biol 2010;9:39, doi 10.2202/1544-6115.1585.
 */
export function permutationTestGroups(first: readonly number[], second: readonly number[], seed: number): Result<PermutationTest> {
  requireFinite('first group', first);
  requireFinite('second group', second);
  const [m, n] = [first.length, second.length];
  if (m === 0 || n === 0) return notMeasured('tooFew', `Each group needs a value; there are ${m} and ${n}.`);
  const together = [...first, ...second];
  if (together.every((value) => value === together[0])) return notMeasured('noDifferences', 'All values are equal: every arrangement gives the same means.');
  const total = together.reduce((a, b) => a + b, 0);
  const difference = (sumOfFirst: number): number => sumOfFirst / m - (total - sumOfFirst) / n;
  const observed = difference(first.reduce((a, b) => a + b, 0));
  const exact = function* (): Generator<number> {
    for (const subset of subsetSums(together, m, 0)) yield difference(subset);
  };
  const draw = (random: RandomSource): number => difference(shuffled(together, random).slice(0, m).reduce((a, b) => a + b, 0));
  return { value: observed, ...shareBeyond(observed, choose(m + n, m), together.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0), exact, draw, seed) };
}

function shareBeyond(observed: number, count: number, scale: number, exact: () => Iterable<number>, draw: (random: RandomSource) => number, seed: number): PermutationTest & { status: 'measured' } {
  const reached = (value: number): boolean => Math.abs(value) >= Math.abs(observed) - rounding * scale;
  let beyond = 0;
  if (count <= mostArrangements) {
    for (const value of exact()) beyond += Number(reached(value));
    return { status: 'measured', p: beyond / count, arrangements: count, method: 'exact' };
  }
  const random = randomSource(seed);
  for (let i = 0; i < mostArrangements; i++) beyond += Number(reached(draw(random)));
  return { status: 'measured', p: (beyond + 1) / (mostArrangements + 1), arrangements: mostArrangements, method: 'random' };
}

function* subsetSums(values: readonly number[], size: number, start: number): Generator<number> {
  if (size === 0) {
    yield 0;
    return;
  }
  for (let i = start; i <= values.length - size; i++) {
    for (const rest of subsetSums(values, size - 1, i + 1)) yield values[i] + rest;
  }
}

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) result = (result * (n - i + 1)) / i;
  return Math.round(result);
}
