import { describe, expect, test } from 'vitest';
import { binomialCumulative } from '../../src/statistics/distribution-binomial.ts';
import { chiSquaredQuantile, chiSquaredUpperTail } from '../../src/statistics/distribution-chi-squared.ts';
import { fQuantile, fUpperTail } from '../../src/statistics/distribution-f.ts';
import { normalCumulative, normalQuantile } from '../../src/statistics/distribution-normal.ts';
import { studentTCumulative, studentTQuantile, studentTTwoSided } from '../../src/statistics/distribution-student-t.ts';
import { expectNear, reference } from './reference.ts';

/** Two orders better than what is asked of the statistics built on these. */
const tolerance = 1e-10;

interface Recorded {
  normal: { z: number[]; cumulative: number[]; probability: number[]; quantile: number[] };
  f: { x: number; df1: number; df2: number; upper: number; quantile: number }[];
  t: { x: number; df: number; twoSided: number; cumulative: number; quantile: number; low: number }[];
  chiSquared: { x: number; df: number; upper: number; quantile: number; low: number }[];
  binomial: { k: number; n: number; p: number; cumulative: number }[];
}
const recorded = reference<Recorded>('distributions');

test('the normal distribution equals pnorm and qnorm of R', () => {
  expectNear(recorded.normal.z.map(normalCumulative), recorded.normal.cumulative, tolerance);
  expectNear(recorded.normal.probability.map(normalQuantile), recorded.normal.quantile, tolerance);
});

test('the F distribution equals pf and qf of R', () => {
  for (const { x, df1, df2, upper, quantile } of recorded.f) expectNear([fUpperTail(x, df1, df2), fQuantile(0.975, df1, df2)], [upper, quantile], tolerance);
});

test('the Student t distribution equals pt and qt of R', () => {
  for (const { x, df, ...expected } of recorded.t) {
    const found = [studentTTwoSided(x, df), studentTCumulative(x, df), studentTQuantile(0.975, df), studentTQuantile(0.1, df)];
    expectNear(found, [expected.twoSided, expected.cumulative, expected.quantile, expected.low], tolerance);
  }
});

test('the chi-squared distribution equals pchisq and qchisq of R', () => {
  for (const { x, df, upper, quantile, low } of recorded.chiSquared) {
    expectNear([chiSquaredUpperTail(x, df), chiSquaredQuantile(0.975, df), chiSquaredQuantile(0.025, df)], [upper, quantile, low], tolerance);
  }
});

test('the binomial distribution equals pbinom of R', () => {
  for (const { k, n, p, cumulative } of recorded.binomial) expectNear(binomialCumulative(k, n, p), cumulative, tolerance);
});

test('a chi-squared tail too small for a double is 0, as R prints it, at any degrees of freedom', () => {
  expect([1, 4, 13, 400].map((df) => chiSquaredUpperTail(1e5, df))).toEqual([0, 0, 0, 0]);
  // R 4.2.2: pchisq(1400, c(1, 13), lower.tail = FALSE)
  expectNear([chiSquaredUpperTail(1400, 1), chiSquaredUpperTail(1400, 13)], [2.101014516264e-306, 1.534981988419e-291], 1e-9);
});

describe('with many degrees of freedom', () => {
  // SciPy 1.10.1: chi2.ppf and f.ppf at 0.975 and 0.025. (qf of R 4.2.2 takes a chi-squared beyond 4e5 and is off by 4e-4.)
  test.each([
    [1001, 1090.574735898763, 915.2133312204413],
    [75000, 75760.98331337248, 74242.80529112442],
    [1000000, 1002773.701467926, 997230.0871432901],
  ])('chi-squared quantiles at %d equal SciPy', (df, upper, lower) => expectNear([chiSquaredQuantile(0.975, df), chiSquaredQuantile(0.025, df)], [upper, lower], tolerance));

  test.each([
    [1001, 3003, 1.1050706417291511, 0.902574040595632],
    [75000, 150000, 1.0124599825902576, 0.9876677155038837],
    [1000000, 3000000, 1.0032044343726239, 0.9968032133182638],
  ])('F quantiles at %d and %d equal SciPy', (df1, df2, upper, lower) => expectNear([fQuantile(0.975, df1, df2), fQuantile(0.025, df1, df2)], [upper, lower], tolerance));

  test('a chi-squared tail too close to 1 for a double is 1', () => expect([2000, 75_000, 1e6].map((df) => chiSquaredUpperTail(0.1 * df, df))).toEqual([1, 1, 1]));
});
