import { expect, test } from 'vitest';
import { changeProbability } from '../../src/statistics/change-probability.ts';
import { referenceChangeValue, referenceChangeValueLog } from '../../src/statistics/reference-change-value.ts';
import { reliableChangeIndex, reliableChangeIndexTwoSds, reliableChangeOfUncertain } from '../../src/statistics/reliable-change-index.ts';
import { smallestRealChange } from '../../src/statistics/smallest-real-change.ts';
import { expectNear, reference } from './reference.ts';

interface Recorded {
  reliableChange: { before: number; after: number; sd: number; sdAfter: number; r: number; index: number; p: number; twoSdIndex: number; twoSdP: number }[];
  referenceChange: { analytical: number; within: number; symmetric: number; fall: number; rise: number }[];
  probability: { before: number; after: number; se: number; threshold: number; df: number; normal: number[]; t: number[]; tInterval: number[] }[];
  smallest: { sd: number; before: number; after: number; confidence: number; value: number }[];
}
const recorded = reference<Recorded>('change');

test.each(recorded.reliableChange)('the reliable change from $before to $after equals the formulas in R', ({ before, after, sd, sdAfter, r, ...expected }) => {
  const truax = reliableChangeIndex(before, after, sd, r);
  const mendoza = reliableChangeIndexTwoSds(before, after, sd, sdAfter, r);
  expectNear([truax.index, truax.p, mendoza.index, mendoza.p], [expected.index, expected.p, expected.twoSdIndex, expected.twoSdP]);
  expect(truax.exceedsNoise).toBe(expected.p < 0.05);
});

test('with equal SDs the two indices agree, and both follow from the uncertainties', () => {
  const expected = reliableChangeIndex(10, 14, 3, 0.8).index;
  expectNear(reliableChangeIndexTwoSds(10, 14, 3, 3, 0.8).index, expected, 1e-12);
  const sem = 3 * Math.sqrt(0.2);
  expectNear(reliableChangeOfUncertain(10, 14, [sem, sem]).index, expected, 1e-12);
});

test('a change back has the opposite index', () => expectNear(reliableChangeIndex(14, 10, 3, 0.8).index, -reliableChangeIndex(10, 14, 3, 0.8).index, 1e-12));

test.each(recorded.referenceChange)('the reference change values of CVa $analytical and CVi $within equal the formulas in R', ({ analytical, within, symmetric, fall, rise }) => {
  expectNear([referenceChangeValue(analytical, within).rise, referenceChangeValue(analytical, within).fall], [symmetric, -symmetric]);
  expectNear([referenceChangeValueLog(analytical, within).fall, referenceChangeValueLog(analytical, within).rise], [fall, rise]);
});

test('published reference change values of NT-proBNP are found from their biological variation', () => {
  // 52.5, 43.1 and 45.0 % were published beside 18.9, 15.5 and 16.2 %.
  for (const [within, printed] of [[0.189, 0.525], [0.155, 0.431], [0.162, 0.45]]) expect(referenceChangeValue(0, within).rise).toBeCloseTo(printed, 2);
});

test('a log-normal rise followed by the matching fall comes back to the start', () => {
  const { rise, fall } = referenceChangeValueLog(0.05, 0.176);
  expectNear((1 + rise) * (1 + fall), 1, 1e-12);
});

test.each(recorded.probability)('the probability of true change from $before to $after equals pnorm and pt of R', ({ before, after, se, threshold, df, ...expected }) => {
  const known = changeProbability(before, after, se, 'higher', threshold);
  const estimated = changeProbability(before, after, se, 'higher', threshold, df);
  expectNear([known.worse, known.worseBeyond], expected.normal);
  expectNear([estimated.worse, estimated.worseBeyond, ...estimated.interval95], [...expected.t, ...expected.tInterval]);
});

test('worse upwards and worse downwards are complements when no threshold is asked', () => {
  expectNear(changeProbability(10, 11, 1, 'higher', 0).worse + changeProbability(10, 11, 1, 'lower', 0).worse, 1, 1e-12);
  expectNear(changeProbability(-10, -11, 1, 'lower', 2).worseBeyond, changeProbability(10, 11, 1, 'higher', 2).worseBeyond, 1e-12);
});

test.each(recorded.smallest)('the smallest real change of $before and $after repeats equals the formula in R', ({ sd, before, after, confidence, value }) => expectNear(smallestRealChange(sd, before, after, confidence), value));

test('values out of range are refused', () => {
  expect(() => reliableChangeIndex(1, 2, 0, 0.5)).toThrow(/SD 0/);
  expect(() => reliableChangeIndex(1, 2, 1, 1)).toThrow(/reliability 1/);
  expect(() => reliableChangeIndex(Number.NaN, 2, 1, 0.5)).toThrow(/change NaN/);
  expect(() => reliableChangeOfUncertain(1, 2, [0, 1])).toThrow(/standard errors 0 and 1/);
  expect(() => referenceChangeValue(-0.1, 0.2)).toThrow(/-0.1/);
  expect(() => changeProbability(1, 2, 0, 'higher', 0)).toThrow(/standard error 0/);
  expect(() => changeProbability(1, 2, 1, 'higher', -1)).toThrow(/threshold -1/);
  expect(() => smallestRealChange(1, 0, 1)).toThrow(/0 repeats/);
});
