import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blandAltman, type BlandAltmanForm } from '../../src/statistics/bland-altman.ts';
import { expectNear, expectNotMeasured, measured, reference } from './reference.ts';

interface Case {
  name: string;
  form: BlandAltmanForm;
  first: number[];
  second: number[];
  bias: number;
  biasInterval: number[];
  sd: number;
  limits: number[];
  lowerInterval: number[];
  upperInterval: number[];
  slope: number[];
  intercept: number[];
  residualSd: number;
}
const { blandAltman: cases } = reference<{ blandAltman: Case[] }>('agreement-two-readers');
const pairs = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 })), { minLength: 2, maxLength: 30 });

describe.each(cases)('on $name, form $form', (expected) => {
  const found = measured(blandAltman(expected.first, expected.second, expected.form));

  test('bias and limits with their intervals equal t.test and the formula in R', () => {
    expectNear([found.value, ...found.interval95, found.standardDeviation], [expected.bias, ...expected.biasInterval, expected.sd]);
    expectNear([found.lowerLimit.value, found.upperLimit.value], expected.limits);
    expectNear([...found.lowerLimit.interval95, ...found.upperLimit.interval95], [...expected.lowerInterval, ...expected.upperInterval]);
  });

  test('the proportional bias equals lm in R', () => {
    const { slope, intercept, residualSd } = measured(found.proportionalBias);
    expectNear([slope.value, ...slope.interval95, slope.p], expected.slope);
    expectNear([intercept.value, ...intercept.interval95, intercept.p, residualSd], [...expected.intercept, expected.residualSd]);
  });
});

test('exchanging the methods changes the sign of the bias and mirrors the limits', () =>
  fc.assert(
    fc.property(pairs, (values) => {
      const [a, b] = [values.map(([first]) => first), values.map(([, second]) => second)];
      const [forth, back] = [measured(blandAltman(a, b)), measured(blandAltman(b, a))];
      expectNear([back.value, back.lowerLimit.value], [-forth.value, -forth.upperLimit.value], 1e-9);
    }),
    { seed: 7 },
  ));

test('exchanging the methods inverts the ratio', () =>
  fc.assert(
    fc.property(pairs, (values) => {
      const [a, b] = [values.map(([first]) => first), values.map(([, second]) => second)];
      expectNear(measured(blandAltman(b, a, 'ratio')).value, 1 / measured(blandAltman(a, b, 'ratio')).value, 1e-9);
    }),
    { seed: 7 },
  ));

test('methods that differ by a constant have limits equal to the bias', () => {
  const { value, lowerLimit, upperLimit } = measured(blandAltman([2, 3, 5], [1, 2, 4]));
  expect([value, lowerLimit.value, upperLimit.value]).toEqual([1, 1, 1]);
});

test('one pair is too few, and a ratio of a value not above 0 is refused', () => {
  expectNotMeasured(blandAltman([1], [2]), 'tooFew');
  expectNotMeasured(blandAltman([], []), 'tooFew');
  expect(() => blandAltman([1, 0], [1, 1], 'ratio')).toThrow(/first method: value 2 is 0/);
  expect(() => blandAltman([1, -1], [1, 1], 'percent')).toThrow(/pair 2 has mean 0/);
  expect(() => blandAltman([1, 2], [1])).toThrow(/2 entries .* 1/);
});
