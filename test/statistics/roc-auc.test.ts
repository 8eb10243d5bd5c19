import { describe, expect, test } from 'vitest';
import { rocAuc } from '../../src/statistics/roc-auc.ts';
import { rocAucComparison } from '../../src/statistics/roc-auc-comparison.ts';
import { rocPoints } from '../../src/statistics/roc-points.ts';
import { expectNear, expectNotMeasured, measured, reference } from './reference.ts';

interface Case {
  name: string;
  diseased: boolean[];
  first: number[];
  second: number[];
  auc: number;
  interval: number[];
  standardError: number;
  sensitivities: number[];
  specificities: number[];
  comparison: { z: number; p: number; interval: number[]; difference: number };
}
const { roc: cases } = reference<{ roc: Case[] }>('diagnostic-accuracy');

describe.each(cases)('on $name', ({ diseased, first, second, ...expected }) => {
  test('the area, its standard error and interval equal ci.auc of R package pROC', () => {
    const found = measured(rocAuc(first, diseased));
    expectNear([found.value, found.standardError, ...found.interval95], [expected.auc, expected.standardError, ...expected.interval]);
    expect(found.intervalMethod).toBe('DeLong');
  });

  test('the points equal coords of pROC', () => {
    const { points } = measured(rocPoints(first, diseased));
    expectNear(points.map((point) => point.sensitivity), expected.sensitivities);
    expectNear(points.map((point) => point.specificity), expected.specificities);
  });

  test('the comparison of two areas equals roc.test of pROC', () => {
    const found = measured(rocAucComparison(first, second, diseased));
    const { difference, interval, z, p } = expected.comparison;
    expectNear([found.value, ...found.interval95, found.z, found.p], [difference, ...interval, z, p]);
  });

  test('any increasing transformation of the scores leaves the area, reversing them gives its complement', () => {
    expectNear(measured(rocAuc(first.map(Math.exp), diseased)).value, expected.auc, 1e-12);
    expectNear(measured(rocAuc(first.map((score) => -score), diseased)).value, 1 - expected.auc, 1e-12);
  });
});

test('separated groups have the interval of Newcombe, whose bound solves his equation', () => {
  const found = measured(rocAuc([...Array(20).keys()], Array.from({ length: 20 }, (_, i) => i >= 12)));
  expect(found).toMatchObject({ value: 1, standardError: 0, intervalMethod: 'Newcombe' });
  const bound = found.interval95[0];
  const shape = 1 + (9 * (1 - bound)) / (2 - bound) + (9 * bound) / (1 + bound);
  expectNear(1 - bound, 1.959963984540054 * Math.sqrt((bound * (1 - bound) * shape) / 96), 1e-9);
  expect(bound).toBeGreaterThan(0.7);
  expect(bound).toBeLessThan(0.95);
});

test('constant scores give one half, and one kind of case is not measured', () => {
  expect(measured(rocAuc([1, 1, 1], [true, false, true])).value).toBe(0.5);
  expectNotMeasured(rocAuc([1, 2], [true, true]), 'oneClass');
  expectNotMeasured(rocPoints([], []), 'oneClass');
  expectNotMeasured(rocAucComparison([1, 2, 3], [2, 4, 6], [true, false, true]), 'noScatter');
});

test('a score that is not a number is refused', () => expect(() => rocAuc([1, Number.NaN], [true, false])).toThrow(/value 2/));
