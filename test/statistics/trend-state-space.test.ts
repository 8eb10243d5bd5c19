import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TrendPoint } from '../../src/statistics/trend-solution.ts';
import { trendStateSpace, type TrendOptions } from '../../src/statistics/trend-state-space.ts';
import { expectNear, expectNotMeasured, iterative, measured, reference } from './reference.ts';

interface Case {
  name: string;
  points: TrendPoint[];
  wander: number;
  slope: number;
  slopeStandardError: number;
  levels: number[];
  levelStandardErrors: number[];
}
interface Averaged {
  name: string;
  points: TrendPoint[];
  slope: number;
  slopeStandardError: number;
  interval: number[];
  worse: number;
  worseBeyond: number;
}
const { cases, averaged } = reference<{ cases: Case[]; averaged: Averaged[] }>('trend');
const straight: TrendOptions = { worse: 'higher', thresholdPerYear: 0.5, wanderPerRootYear: 0 };

describe.each(cases)('on a $name', ({ points, wander, ...expected }) => {
  test('slope and levels with their standard errors equal the exact diffuse Kalman smoother of statsmodels', () => {
    const found = measured(trendStateSpace(points, { ...straight, wanderPerRootYear: wander }));
    expectNear([found.wanderPerRootYear, found.slope.value, found.slope.standardError], [wander, expected.slope, expected.slopeStandardError]);
    expectNear(found.levels.map((level) => level.value), expected.levels);
    expectNear(found.levels.map((level) => level.standardError), expected.levelStandardErrors);
  });

  test('the order of the points changes nothing', () => {
    const options: TrendOptions = { ...straight, wanderPerRootYear: wander };
    expectNear(measured(trendStateSpace(points.toReversed(), options)).slope.value, measured(trendStateSpace(points, options)).slope.value, 1e-9);
  });
});

test.each(averaged)('with unknown wander, $name equal the average over the likelihood of statsmodels', ({ points, ...expected }) => {
  const found = measured(trendStateSpace(points, { ...straight, wanderPerRootYear: 'estimate' }));
  expectNear([found.slope.value, found.slope.standardError, ...found.slope.interval95], [expected.slope, expected.slopeStandardError, ...expected.interval], iterative);
  expectNear([found.worse, found.worseBeyond], [expected.worse, expected.worseBeyond], iterative);
});

test('shifting the dates and the values leaves slope and probabilities', () =>
  fc.assert(
    fc.property(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -50, max: 50 }), fc.double({ min: 0, max: 2, noNaN: true }), (years, offset, wanderPerRootYear) => {
      const moved = cases[0].points.map((point) => ({ ...point, timeYears: point.timeYears + years, value: point.value + offset }));
      const [before, after] = [cases[0].points, moved].map((points) => measured(trendStateSpace(points, { ...straight, wanderPerRootYear })));
      expectNear([after.slope.value, after.slope.standardError, after.worse, after.worseBeyond], [before.slope.value, before.slope.standardError, before.worse, before.worseBeyond], 1e-6);
    }),
    { seed: 7 },
  ));

test('points on a line have that slope, and the probability of worsening turns with the direction', () => {
  const points = [0, 1, 2, 4].map((timeYears) => ({ timeYears, value: 10 + 0.3 * timeYears, standardUncertainty: 0.2 }));
  const up = measured(trendStateSpace(points, straight));
  const down = measured(trendStateSpace(points, { ...straight, worse: 'lower' }));
  expectNear([up.slope.value, up.misfitP], [0.3, 1], 1e-9);
  expectNear(up.worse + down.worse, 1, 1e-12);
  expect(up.worseBeyond).toBeLessThan(0.5);
});

test('scatter far beyond the stated noise has a small misfit probability, and estimating the wander widens the interval', () => {
  const values = [10, 14, 9, 15, 11, 16, 10, 13];
  const points = values.map((value, timeYears) => ({ timeYears, value, standardUncertainty: 0.3 }));
  const fixed = measured(trendStateSpace(points, straight));
  const estimated = measured(trendStateSpace(points, { ...straight, wanderPerRootYear: 'estimate' }));
  expect(fixed.misfitP).toBeLessThan(1e-6);
  expect(estimated.slope.standardError).toBeGreaterThan(10 * fixed.slope.standardError);
});

test('too few points, one date and impossible input are told apart', () => {
  const point = { timeYears: 0, value: 1, standardUncertainty: 1 };
  expectNotMeasured(trendStateSpace([], straight), 'tooFew');
  expectNotMeasured(trendStateSpace([point, { ...point, timeYears: 1 }], straight), 'tooFew');
  expectNotMeasured(trendStateSpace([point, point, point], straight), 'oneDate');
  expectNotMeasured(trendStateSpace(cases[0].points.slice(1), { ...straight, wanderPerRootYear: 'estimate' }), 'tooFewDates');
  expect(() => trendStateSpace([point, { ...point, standardUncertainty: 0 }], straight)).toThrow(/point 2: standard uncertainty 0/);
  expect(() => trendStateSpace([point], { ...straight, thresholdPerYear: -1 })).toThrow(/thresholdPerYear -1/);
});
