import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { followedQuantities, followedQuantityNames, type FollowedQuantityName } from '../../src/follow-up/followed-quantity.ts';
import { measuredChange, probabilityBeyond, type MeasuredChange } from '../../src/follow-up/measured-change.ts';
import { noiseRowInUse } from '../../src/follow-up/noise-library.ts';
import { pointOf } from './points.ts';

function changeOf(quantity: FollowedQuantityName, before: number, after: number, uncertainties: readonly [number | null, number | null] = [null, null]): MeasuredChange {
  const change = measuredChange(pointOf(quantity, '2024-01-01', before, {}, uncertainties[0]), pointOf(quantity, '2025-01-01', after, {}, uncertainties[1]), noiseRowInUse(quantity, []));
  if (change.status !== 'measured') throw new Error(change.reason);
  return change;
}

describe('the limit of noise is the one that the literature gives', () => {
  test.each([
    // Arithmetic on the published figures: 14.2 % of 46.4 points, 14.7 % of 12, 14 % of 16 mm, 73 ms, 2.77 x 7.49 % of 1.5.
    ['ejectionFraction', 46.4, 6.5888, 4],
    ['globalLongitudinalStrain', -12, 1.764, 4],
    ['septalThickness', 16, 2.24, 4],
    ['nativeT1', 1100, 73, 4],
    ['heartToContralateralRatio', 1.5, 1.95996398 * Math.SQRT2 * 0.0749 * 1.5, 6],
  ] as const)('%s at %s: %s', (quantity, value, limit, digits) => {
    const change = changeOf(quantity, value, value);
    expect(change.limit.rise).toBeCloseTo(limit, digits);
    expect(change.limit.fall).toBeCloseTo(-limit, digits);
  });
  test('NT-proBNP is asymmetric: +68 % or -41 % at the highest, +53 % or -35 % at the lowest published scatter', () => {
    const { limit, lowestLimit } = changeOf('ntProBnp', 1000, 1000);
    // 1000 * expm1(c(1, -1) * qnorm(0.975) * sqrt(2) * sqrt(log1p(cv^2))) at 18.9 and 15.5 %, R 4.2.2
    expect([limit.rise, limit.fall, lowestLimit.rise, lowestLimit.fall].map(Math.round)).toEqual([681, -405, 533, -348]);
  });
});

test('a change is beyond noise when it passes its limit, and its probability agrees with the normal distribution', () => {
  const within = changeOf('ejectionFraction', 60, 52);
  expect([within.exceedsNoise, within.direction]).toEqual([false, 'worse']);
  const beyond = changeOf('ejectionFraction', 60, 51);
  expect(beyond.exceedsNoise).toBe(true);
  // pnorm(9 / (0.142 * 60 / qnorm(0.975))), R 4.2.2
  expect(beyond.worse).toBeCloseTo(0.9807918, 6);
});

test('a stated uncertainty above the published noise decides, one below does not', () => {
  const sure = changeOf('ejectionFraction', 60, 51, [1, 1]);
  expect([sure.exceedsNoise, sure.noise[0].takenFrom]).toEqual([true, 'library']);
  const unsure = changeOf('ejectionFraction', 60, 51, [6, 6]);
  expect([unsure.exceedsNoise, unsure.noise[0].takenFrom, unsure.standardError]).toEqual([false, 'measurement', Math.hypot(6, 6)]);
});

test('a quantity without published noise is not measured, unless its values state their own', () => {
  expect(measuredChange(pointOf('extracellularVolume', '2024-01-01', 45), pointOf('extracellularVolume', '2025-01-01', 52), null)).toMatchObject({ status: 'notMeasured', code: 'noNoise' });
  expect(changeOf('extracellularVolume', 45, 52, [1, 1])).toMatchObject({ exceedsNoise: true, standardError: Math.SQRT2 });
});

test('noise estimated from few subjects asks for more by Student t', () => {
  const row = { ...noiseRowInUse('ejectionFraction', [])!, statistic: 'withinSubjectSd', figure: [2, 2], df: 5 } as const;
  const change = measuredChange(pointOf('ejectionFraction', '2024-01-01', 60), pointOf('ejectionFraction', '2025-01-01', 54), row) as MeasuredChange;
  // qt(0.975, 5) * sqrt(2) * 2, R 4.2.2
  expect(change.limit.rise).toBeCloseTo(7.270703, 5);
  expect(change.exceedsNoise).toBe(false);
});

describe('for all values', () => {
  const numbered = followedQuantityNames.filter((name) => noiseRowInUse(name, []) !== null && followedQuantities[name].plausible[0] > 0);
  const pair = fc.tuple(fc.constantFrom(...numbered), fc.double({ min: 0.05, max: 1, noNaN: true }), fc.double({ min: 0.05, max: 1, noNaN: true }));
  const valuesOf = (quantity: FollowedQuantityName, shares: readonly number[]) => shares.map((share) => share * followedQuantities[quantity].plausible[1]);

  test('beyond noise is what lies outside the limit', () =>
    fc.assert(fc.property(pair, ([quantity, ...shares]) => {
      const [before, after] = valuesOf(quantity, shares);
      const { change, limit, exceedsNoise } = changeOf(quantity, before, after);
      expect(exceedsNoise).toBe(change > limit.rise || change < limit.fall);
    }), { seed: 7 }));
  test('a threshold of zero is passed with the probability of worsening', () =>
    fc.assert(fc.property(pair, ([quantity, ...shares]) => {
      const [before, after] = valuesOf(quantity, shares);
      const change = changeOf(quantity, before, after);
      expect(probabilityBeyond(change, followedQuantities[quantity].worse, 0)).toBeCloseTo(change.worse, 12);
    }), { seed: 7 }));
});
