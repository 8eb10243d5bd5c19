import { expect, test } from 'vitest';
import { proportionWilson } from '../../src/statistics/proportion-wilson.ts';
import { expectNear, expectNotMeasured, measured, reference } from './reference.ts';

const { wilson } = reference<{ wilson: { successes: number; total: number; interval: number[] }[] }>('diagnostic-accuracy');

test.each(wilson)('$successes of $total equals prop.test of R without correction', ({ successes, total, interval }) => {
  const found = measured(proportionWilson(successes, total));
  expectNear([found.value, ...found.interval95], [successes / total, ...interval]);
});

test('no trial at all is not measured, and impossible counts are refused', () => {
  expectNotMeasured(proportionWilson(0, 0), 'noTrials');
  expect(() => proportionWilson(3, 2)).toThrow(/3 successes of 2/);
  expect(() => proportionWilson(0.5, 2)).toThrow(/whole/);
});
