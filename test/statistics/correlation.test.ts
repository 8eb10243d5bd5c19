import { describe, expect, test } from 'vitest';
import { correlationPearson, correlationSpearman } from '../../src/statistics/correlation.ts';
import { correlationMatrix } from '../../src/statistics/correlation-matrix.ts';
import { correlationPartial } from '../../src/statistics/correlation-partial.ts';
import { expectNear, expectNotMeasured, measured, reference } from './reference.ts';

interface Recorded {
  cases: { name: string; x: number[]; y: number[]; held: number[][]; pearson: number[]; spearman: number[]; partial: number[] }[];
  matrix: { values: (number | null)[][]; pearson: number[][]; spearman: number[][] };
}
const { cases, matrix } = reference<Recorded>('correlation');

describe.each(cases)('on $name', ({ x, y, held, ...expected }) => {
  test('Pearson, Spearman and partial correlations with interval and p equal R', () => {
    for (const [found, wanted] of [
      [correlationPearson(x, y), expected.pearson],
      [correlationSpearman(x, y), expected.spearman],
      [correlationPartial(x, y, held), expected.partial],
    ] as const) {
      const { value, interval95, p } = measured(found);
      expectNear([value, ...interval95, p], wanted);
    }
  });

  test('exchanging, shifting and scaling the quantities changes nothing', () => {
    const moved = y.map((value) => 3 * value - 7);
    expectNear(measured(correlationPearson(moved, x)).value, expected.pearson[0], 1e-9);
    expectNear(measured(correlationPartial(moved, x, held)).value, expected.partial[0], 1e-9);
  });
});

describe.each(['pearson', 'spearman'] as const)('the %s matrix with gaps', (method) => {
  const cells = correlationMatrix(matrix.values.map((values, i) => ({ name: String(i), values })), method);

  test('equals cor of R on pairwise-complete subjects', () => {
    expect(cells.length).toBe(6);
    for (const cell of cells) expectNear(measured(cell.correlation).value, matrix[method][Number(cell.first)][Number(cell.second)]);
  });

  test('counts the subjects of each pair and never lowers a p value', () => {
    expect(cells.map((cell) => measured(cell.correlation).pairs)).toEqual([30, 29, 30, 30, 32, 30]);
    for (const cell of cells) expect(cell.pHolm).toBeGreaterThanOrEqual(measured(cell.correlation).p);
  });
});

test('a cell without enough pairs is not measured and has no adjusted p', () => {
  const [cell] = correlationMatrix([{ name: 'a', values: [1, 2, null, null, 5] }, { name: 'b', values: [null, 2, 3, 4, 5] }], 'pearson');
  expectNotMeasured(cell.correlation, 'tooFew');
  expect('pHolm' in cell).toBe(false);
});

test('points on a line correlate fully; constant, collinear and few values are not measured', () => {
  expect(measured(correlationPearson([1, 2, 3, 4], [2, 4, 6, 8]))).toMatchObject({ value: 1, interval95: [1, 1], p: 0 });
  expectNotMeasured(correlationSpearman([1, 1, 1, 1], [1, 2, 3, 4]), 'constant');
  expectNotMeasured(correlationPearson([1, 2, 3], [1, 2, 4]), 'tooFew');
  expectNotMeasured(correlationPartial([1, 2, 3, 4, 6], [3, 1, 4, 1, 5], [[2, 4, 6, 8, 12]]), 'collinear');
  expectNotMeasured(correlationPartial([1, 2, 3, 4], [3, 1, 4, 1], [[1, 0, 0, 1]]), 'tooFew');
});
