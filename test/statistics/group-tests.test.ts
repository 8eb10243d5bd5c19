import { describe, expect, test } from 'vitest';
import { bcaInterval, bootstrapInterval } from '../../src/statistics/bootstrap-interval.ts';
import { mannWhitney } from '../../src/statistics/mann-whitney.ts';
import { mcNemar } from '../../src/statistics/mcnemar.ts';
import { mean } from '../../src/statistics/mean.ts';
import { pAdjustBenjaminiHochberg, pAdjustHolm } from '../../src/statistics/p-adjust.ts';
import { permutationTestGroups, permutationTestPaired } from '../../src/statistics/permutation-test.ts';
import { tTestPaired, tTestWelch } from '../../src/statistics/t-test.ts';
import { wilcoxonSignedRank } from '../../src/statistics/wilcoxon-signed-rank.ts';
import { expectNear, expectNotMeasured, measured, reference } from './reference.ts';

interface TwoSamples {
  name: string;
  first: number[];
  second: number[];
  rankStatistic: number;
  rankP: number;
  exact: boolean;
  t: number;
  df: number;
  p: number;
  interval: number[];
  difference: number;
  permutationP: number;
}
interface RankOnly {
  name: string;
  first: number[];
  second: number[];
  statistic: number;
  p: number;
}
interface Recorded {
  paired: TwoSamples[];
  groups: TwoSamples[];
  largePaired: RankOnly[];
  largeGroups: RankOnly[];
  mcnemar: { onlyFirst: number; onlySecond: number; exact: number; chiSquared: number; p: number }[];
  adjust: { p: number[]; holm: number[]; bh: number[] }[];
  bca: { name: string; value: number; replicates: number[]; leftOut: number[]; interval: number[] }[];
}
const recorded = reference<Recorded>('group-tests');

describe.each([
  ['paired', recorded.paired, tTestPaired, wilcoxonSignedRank, permutationTestPaired],
  ['groups', recorded.groups, tTestWelch, mannWhitney, permutationTestGroups],
] as const)('%s', (_, cases, tTest, rankTest, permutationTest) => {
  describe.each(cases)('on $name', ({ first, second, ...expected }) => {
    test('the t test equals t.test of R', () => {
      const { value, interval95, t, df, p } = measured(tTest(first, second));
      expectNear([value, ...interval95, t, df, p], [expected.difference, ...expected.interval, expected.t, expected.df, expected.p]);
    });

    test('the rank test equals wilcox.test of R', () => {
      const { value, p, method } = measured(rankTest(first, second));
      expectNear([value, p], [expected.rankStatistic, expected.rankP]);
      expect(method).toBe(expected.exact ? 'exact' : 'normal');
    });

    test('the exact permutation test equals a full enumeration in R', () => {
      const { value, p, method } = measured(permutationTest(first, second, 1));
      expectNear([value, p], [expected.difference, expected.permutationP]);
      expect(method).toBe('exact');
    });

    test('exchanging the two sides turns the difference and leaves p', () => {
      expectNear([measured(tTest(second, first)).value, measured(rankTest(second, first)).p, measured(permutationTest(second, first, 1)).p], [-expected.difference, expected.rankP, expected.permutationP]);
    });
  });
});

test.each(recorded.largePaired)('the signed-rank test of $name equals R', ({ first, second, ...expected }) => {
  const { value, p } = measured(wilcoxonSignedRank(first, second));
  expectNear([value, p], [expected.statistic, expected.p]);
});

test.each(recorded.largeGroups)('the Mann-Whitney test of $name equals R', ({ first, second, ...expected }) => {
  const { value, p, superiority } = measured(mannWhitney(first, second));
  expectNear([value, p, superiority], [expected.statistic, expected.p, expected.statistic / (first.length * second.length)]);
});

test('the random permutation test comes near the t test, and its seed decides it', () => {
  const { first, second } = recorded.largeGroups[0];
  const found = measured(permutationTestGroups(first, second, 5));
  expect(found.method).toBe('random');
  expect(Math.abs(found.p - measured(tTestWelch(first, second)).p)).toBeLessThan(0.01);
  expect(permutationTestGroups(first, second, 5)).toEqual(found);
});

test.each(recorded.mcnemar)('McNemar of $onlyFirst against $onlySecond equals binom.test and mcnemar.test of R', ({ onlyFirst, onlySecond, ...expected }) => {
  const { pExact, chiSquared, pChiSquared } = measured(mcNemar(onlyFirst, onlySecond));
  expectNear([pExact, chiSquared, pChiSquared], [expected.exact, expected.chiSquared, expected.p]);
});

test.each(recorded.adjust)('adjusting $p equals p.adjust of R', ({ p, holm, bh }) => {
  expectNear(pAdjustHolm(p), holm);
  expectNear(pAdjustBenjaminiHochberg(p), bh);
});

test.each(recorded.bca)('the BCa interval of a $name equals its formula in R', ({ value, replicates, leftOut, interval }) => expectNear(bcaInterval(value, replicates, leftOut), interval));

test('the bootstrap standard error of a mean comes near s / sqrt(n), and its seed decides it', () => {
  const values = recorded.largePaired[0].first;
  const found = measured(bootstrapInterval(values, mean, 3));
  const { interval95 } = measured(tTestPaired(values, values.map(() => 0)));
  expect(Math.abs(found.interval95[0] - interval95[0])).toBeLessThan(0.04);
  expect(Math.abs(found.interval95[1] - interval95[1])).toBeLessThan(0.04);
  expect(bootstrapInterval(values, mean, 3)).toEqual(found);
});

test('samples that hold no information are not measured', () => {
  expectNotMeasured(tTestPaired([1], [2]), 'tooFew');
  expectNotMeasured(tTestPaired([1.1, 2.1, 3.1], [1, 2, 3]), 'constant');
  expectNotMeasured(tTestWelch([1, 1], [2, 2]), 'constant');
  expectNotMeasured(tTestWelch([1], [2, 3]), 'tooFew');
  expectNotMeasured(wilcoxonSignedRank([1, 2], [1, 2]), 'noDifferences');
  expectNotMeasured(mannWhitney([], [1]), 'tooFew');
  expectNotMeasured(mannWhitney([1], [1, 1]), 'constant');
  expectNotMeasured(mcNemar(0, 0), 'noDifferences');
  expectNotMeasured(permutationTestPaired([1], [1], 1), 'noDifferences');
  expectNotMeasured(permutationTestGroups([1], [1, 1], 1), 'noDifferences');
  expectNotMeasured(bootstrapInterval([1], mean, 1), 'tooFew');
  expectNotMeasured(bootstrapInterval([2, 2, 2], mean, 1), 'constant');
  expectNotMeasured(bootstrapInterval([1, 2, 3], () => Number.NaN, 1), 'undefined');
});

test('impossible input is refused', () => {
  expect(() => mcNemar(-1, 2)).toThrow(/-1 subjects/);
  expect(() => pAdjustHolm([0.1, 1.2])).toThrow(/p value 2 is 1.2/);
  expect(() => tTestPaired([1, 2], [1])).toThrow(/2 entries/);
});
