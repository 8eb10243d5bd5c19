import { describe, expect, test } from 'vitest';
import type { ChanceCorrected, ClassTable } from '../../src/statistics/chance-corrected-agreement.ts';
import { gwetAc } from '../../src/statistics/gwet-ac.ts';
import { kappaFleiss } from '../../src/statistics/kappa-fleiss.ts';
import { krippendorffAlpha } from '../../src/statistics/krippendorff-alpha.ts';
import { kappaWeighted, type KappaWeights } from '../../src/statistics/kappa-weighted.ts';
import type { Result } from '../../src/measurement/result.ts';
import { studentTQuantile } from '../../src/statistics/distribution-student-t.ts';
import { expectNear, expectNotMeasured, measured, reference } from './reference.ts';

type Expected = Record<KappaWeights, [value: number, standardError: number, observed: number, expected: number]>;
interface Case {
  name: string;
  table: (number | null)[][];
  categories: number[];
  fleiss: Expected;
  gwet: Expected;
  krippendorff: Expected;
}
const { readers } = reference<{ readers: Case[] }>('agreement-many-readers');
const coefficients: [string, 'fleiss' | 'gwet' | 'krippendorff', (table: ClassTable, categories: readonly number[], weights: KappaWeights) => Result<ChanceCorrected>][] = [
  ['Fleiss kappa', 'fleiss', kappaFleiss],
  ['Gwet AC', 'gwet', gwetAc],
  ['Krippendorff alpha', 'krippendorff', krippendorffAlpha],
];

describe.each(readers)('on $name', (recorded) => {
  describe.each(coefficients)('%s', (_, key, coefficient) => {
    test.each<KappaWeights>(['none', 'linear', 'quadratic'])('with weights %s equals R package irrCAC', (weights) => {
      const found = measured(coefficient(recorded.table, recorded.categories, weights));
      const [value, standardError, observed, expected] = recorded[key][weights];
      expectNear([found.value, found.standardError, found.observedAgreement, found.expectedAgreement], [value, standardError, observed, expected]);
      const used = key === 'krippendorff' ? found.subjects : recorded.table.length;
      expectNear(found.interval95[0], value - studentTQuantile(0.975, used - 1) * standardError);
    });

    test('the order of subjects and of readers changes nothing', () => {
      const turned = recorded.table.map((row) => row.toReversed()).toReversed();
      expectNear(measured(coefficient(turned, recorded.categories, 'linear')).value, measured(coefficient(recorded.table, recorded.categories, 'linear')).value, 1e-12);
    });
  });
});

test('full agreement on two classes is 1 for every coefficient', () => {
  for (const [, , coefficient] of coefficients) expectNear(measured(coefficient([[1, 1], [2, 2], [1, 1]], [1, 2], 'none')).value, 1, 1e-12);
});

test('where a class is rare, AC1 stays near the observed agreement and kappa falls below 0', () => {
  const table = [...Array.from({ length: 90 }, () => [0, 0]), ...Array.from({ length: 5 }, () => [0, 1]), ...Array.from({ length: 5 }, () => [1, 0])];
  expect(measured(gwetAc(table, [0, 1])).value).toBeGreaterThan(0.87);
  expect(measured(kappaFleiss(table, [0, 1])).value).toBeLessThan(0);
  expect(measured(kappaWeighted(table.map(([a]) => a), table.map(([, b]) => b), [0, 1], 'none')).value).toBeLessThan(0);
});

test('one class throughout is not measured where chance explains it, and is 1 for AC1', () => {
  const table = [[1, 1], [1, 1]];
  expectNotMeasured(kappaFleiss(table, [1, 2]), 'oneCategory');
  expectNotMeasured(krippendorffAlpha(table, [1, 2]), 'oneCategory');
  expect(measured(gwetAc(table, [1, 2])).value).toBe(1);
});

test('fewer than two subjects with two classes are not measured', () => {
  for (const [, , coefficient] of coefficients) {
    expectNotMeasured(coefficient([], [1, 2], 'none'), 'tooFew');
    expectNotMeasured(coefficient([[1, null], [1, 2], [null, null]], [1, 2], 'none'), 'tooFew');
  }
});

test('a class outside the list is refused by subject and reader', () => expect(() => gwetAc([[1, 2], [1, 9]], [1, 2])).toThrow(/subject 2, reader 2: class 9/));
