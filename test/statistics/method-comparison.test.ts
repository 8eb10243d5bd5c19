import { describe, expect, test } from 'vitest';
import { blandAltmanReplicates } from '../../src/statistics/bland-altman-replicates.ts';
import { deming } from '../../src/statistics/deming.ts';
import { individualEquivalence } from '../../src/statistics/individual-equivalence.ts';
import { linConcordance } from '../../src/statistics/lin-concordance.ts';
import { passingBablok } from '../../src/statistics/passing-bablok.ts';
import { expectNear, expectNotMeasured, measured, reference } from './reference.ts';

interface Recorded {
  concordance: { name: string; first: number[]; second: number[]; value: number[]; accuracy: number; precision: number }[];
  lines: { name: string; x: number[]; y: number[]; errorRatio: number; deming: Record<'slope' | 'intercept', number[]>; passingBablok: Record<'slope' | 'intercept', number[]> }[];
  replicates: { name: string; first: number[][]; second: number[][]; bias: number; sd: number; limits: number[]; lower: number[]; upper: number[] }[];
  equivalence: { name: string; machine: number[]; experts: number[][]; value: number; interval: number[] }[];
}
const recorded = reference<Recorded>('agreement-many-readers');

describe.each(recorded.concordance)('concordance on $name', ({ first, second, ...expected }) => {
  test('equals epi.ccc of R package epiR', () => {
    const { value, interval95, accuracy, precision } = measured(linConcordance(first, second));
    expectNear([value, ...interval95, accuracy, precision], [...expected.value, expected.accuracy, expected.precision]);
  });

  test('exchanging the methods or the unit changes nothing', () => {
    const scaled = (values: number[]): number[] => values.map((value) => 7 * value);
    expectNear(measured(linConcordance(scaled(second), scaled(first))).value, expected.value[0], 1e-9);
  });
});

test('equal pairs concord fully, constant methods and three pairs are not measured', () => {
  expect(measured(linConcordance([1, 2, 3, 4], [1, 2, 3, 4]))).toMatchObject({ value: 1, interval95: [1, 1] });
  expectNotMeasured(linConcordance([1, 1, 1, 1], [1, 2, 3, 4]), 'constant');
  expectNotMeasured(linConcordance([1, 2, 3], [1, 2, 4]), 'tooFew');
});

describe.each(recorded.lines)('lines on $name', ({ x, y, errorRatio, ...expected }) => {
  test('Deming regression equals mcreg of R package mcr with jackknife intervals', () => {
    const found = measured(deming(x, y, errorRatio));
    for (const name of ['slope', 'intercept'] as const) {
      expectNear([found[name].value, found[name].standardError, ...found[name].interval95], expected.deming[name]);
    }
  });

  test('Passing-Bablok regression equals mcreg of R package mcr', () => {
    const found = measured(passingBablok(x, y));
    for (const name of ['slope', 'intercept'] as const) expectNear([found[name].value, ...found[name].interval95], expected.passingBablok[name]);
  });

  test('exchanging the methods inverts the Deming slope', () => {
    expectNear(measured(deming(y, x, 1 / errorRatio)).slope.value, 1 / expected.deming.slope[0], 1e-9);
  });
});

test('lines through constant, uncorrelated or too few values are not measured', () => {
  expectNotMeasured(deming([1, 1, 1, 1], [1, 2, 3, 4]), 'constant');
  expectNotMeasured(deming([1, 1, -1, -1], [1, -1, 1, -1]), 'noCorrelation');
  expectNotMeasured(deming([1, 2], [1, 2]), 'tooFew');
  expectNotMeasured(passingBablok([2, 2, 2], [1, 2, 3]), 'constant');
  expectNotMeasured(passingBablok([1, 2, 3], [1, 2, 3]), 'tooFew');
  expect(() => deming([1, 2, 3, 4], [1, 2, 3, 4], 0)).toThrow(/errorRatio 0/);
});

describe.each(recorded.replicates)('replicates, $name', ({ first, second, ...expected }) => {
  test('bias, limits and their intervals equal the formulas of Bland and Altman 2007 and Zou 2013 in R', () => {
    const found = measured(blandAltmanReplicates(first, second));
    expectNear([found.value, found.standardDeviation, found.lowerLimit.value, found.upperLimit.value], [expected.bias, expected.sd, ...expected.limits]);
    expectNear([...found.lowerLimit.interval95, ...found.upperLimit.interval95], [...expected.lower, ...expected.upper]);
  });

  test('exchanging the methods changes the sign of the bias', () => expectNear(measured(blandAltmanReplicates(second, first)).value, -expected.bias));
});

test('one subject is too few for limits from replicates, and a subject without a value is refused', () => {
  expectNotMeasured(blandAltmanReplicates([[1, 2]], [[1]]), 'tooFew');
  expect(() => blandAltmanReplicates([[1], []], [[1], [2]])).toThrow(/first method: subject 2 has no measurement/);
});

describe.each(recorded.equivalence)('equivalence of a $name', ({ machine, experts, value, interval }) => {
  test('the coefficient and its delta-method interval equal R', () => {
    const found = measured(individualEquivalence(machine, experts));
    expectNear([found.value, ...found.interval95], [value, ...interval]);
  });
});

test('equivalence needs experts who differ', () => {
  expectNotMeasured(individualEquivalence([1, 2], [[1, 1], [2, 2]]), 'expertsAgree');
  expectNotMeasured(individualEquivalence([1], [[1, 2]]), 'tooFew');
  expectNotMeasured(individualEquivalence([1, 2], [[1], [2]]), 'tooFew');
  expect(() => individualEquivalence([1, 2], [[1, 2], [1]])).toThrow(/subject 2 has 1 values/);
});
