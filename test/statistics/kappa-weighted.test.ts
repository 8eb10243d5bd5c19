import { describe, expect, test } from 'vitest';
import { kappaWeighted, type KappaWeights } from '../../src/statistics/kappa-weighted.ts';
import { expectNear, expectNotMeasured, measured, reference } from './reference.ts';

type Expected = [value: number, standardError: number, lower: number, upper: number];
interface Case {
  name: string;
  first: number[];
  second: number[];
  categories: number[];
  none: Expected;
  linear: Expected;
  quadratic: Expected;
}
const { kappa: cases } = reference<{ kappa: Case[] }>('agreement-two-readers');

describe.each(cases)('on $name', (recorded) => {
  test.each<KappaWeights>(['none', 'linear', 'quadratic'])('kappa with weights %s, its standard error and interval equal Kappa of R package vcd', (weights) => {
    const { value, standardError, interval95 } = measured(kappaWeighted(recorded.first, recorded.second, recorded.categories, weights));
    expectNear([value, standardError, ...interval95], recorded[weights]);
  });

  test('exchanging the readers and reordering the subjects changes nothing', () => {
    const { first, second, categories } = recorded;
    const before = measured(kappaWeighted(first, second, categories, 'linear'));
    expectNear(measured(kappaWeighted(second.toReversed(), first.toReversed(), categories, 'linear')).value, before.value, 1e-12);
  });
});

test('full agreement is 1 without scatter', () => {
  const { value, interval95 } = measured(kappaWeighted(['a', 'b', 'c'], ['a', 'b', 'c'], ['a', 'b', 'c'], 'none'));
  expectNear([value, ...interval95], [1, 1, 1], 1e-7);
});

test('one class throughout and no subject at all are not measured', () => {
  expectNotMeasured(kappaWeighted([2, 2, 2], [2, 2, 2], [1, 2, 3], 'quadratic'), 'oneCategory');
  expectNotMeasured(kappaWeighted([], [], [1, 2], 'none'), 'noSubjects');
});

test('a class outside the list is refused by reader and subject', () =>
  expect(() => kappaWeighted([0, 1], [0, 7], [0, 1, 2], 'none')).toThrow(/second reader, subject 2: class 7/));
