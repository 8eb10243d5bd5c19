import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { notMeasured, type Result } from '../measurement/result.ts';
import { z95 } from './distribution-normal.ts';
import { requireSameLength } from './require-values.ts';
import { sum } from './sum.ts';

/** How much credit a near miss earns: none, falling with the distance of the classes, or with its square. */
export type KappaWeights = 'none' | 'linear' | 'quadratic';

export interface Kappa {
  readonly interval95: readonly [lower: number, upper: number];
  readonly standardError: number;
  readonly observedAgreement: number;
  readonly expectedAgreement: number;
  readonly subjects: number;
}

type Category = string | number;

/**
 * Agreement of two readers beyond chance: Cohen's kappa, plain or weighted for ordered classes.
 *
 * Assumes independent subjects and both readers using the same classes. The interval is the large-sample one, cut at -1
 * and 1. Kappa depends on how common the classes are; `kappa-fleiss` and `gwet-ac` answer for several readers.
 *
 * @param first the first reader's class of each subject.
 * @param second the second reader's class of the same subjects.
 * @param categories every class, in order for weighted kappa; classes that nobody used may stand in it.
 * @returns kappa, at most 1; `notMeasured` with `noSubjects` when the lists are empty, or `oneCategory` when both
 *   readers gave one and the same class throughout, where chance alone agrees fully.
 * @throws AmyloscopeError `invalidInput` on a class not in `categories` or lists of different length.
 * @example kappaWeighted([0, 1, 2, 2], [0, 1, 2, 1], [0, 1, 2], 'quadratic') // { status: 'measured', value: 0.8, ... }
 * Source: Fleiss, Cohen and Everitt, Psychol Bull 1969;72:323, doi 10.1037/h0028106; R package vcd `Kappa`.
 */
export function kappaWeighted(first: readonly Category[], second: readonly Category[], categories: readonly Category[], weights: KappaWeights): Result<Kappa> {
  requireSameLength('first reader', first, 'second reader', second);
  const subjects = first.length;
  if (subjects === 0) return notMeasured('noSubjects', 'No subject was classified by both readers.');
  const shares = jointShares(first, second, categories);
  const rows = shares.map(sum);
  const columns = categories.map((_, j) => sum(shares.map((row) => row[j])));
  const credit = creditTable(categories.length, weights);
  const observedAgreement = tableSum(shares, (share, i, j) => share * credit[i][j]);
  const expectedAgreement = tableSum(shares, (_, i, j) => rows[i] * columns[j] * credit[i][j]);
  // Shares are multiples of 1/n, so a remainder this small is rounding.
  if (1 - expectedAgreement < 1e-12) return notMeasured('oneCategory', 'Both readers gave every subject the same class: agreement beyond chance is undefined.');
  const value = (observedAgreement - expectedAgreement) / (1 - expectedAgreement);
  const rowCredit = categories.map((_, i) => sum(columns.map((share, j) => share * credit[i][j])));
  const columnCredit = categories.map((_, j) => sum(rows.map((share, i) => share * credit[i][j])));
  const squares = tableSum(shares, (share, i, j) => share * (credit[i][j] - (1 - value) * (rowCredit[i] + columnCredit[j])) ** 2);
  const excess = squares - (value - expectedAgreement * (1 - value)) ** 2;
  // With perfect agreement the two terms are equal and rounding may leave a negative remainder.
  const standardError = Math.sqrt(Math.max(0, excess) / subjects) / (1 - expectedAgreement);
  return {
    status: 'measured',
    value,
    interval95: [Math.max(-1, value - z95 * standardError), Math.min(1, value + z95 * standardError)],
    standardError,
    observedAgreement,
    expectedAgreement,
    subjects,
  };
}

function jointShares(first: readonly Category[], second: readonly Category[], categories: readonly Category[]): number[][] {
  const position = new Map(categories.map((category, index) => [category, index]));
  const place = (category: Category, reader: string, row: number): number => {
    const index = position.get(category);
    if (index === undefined) {
      throw new AmyloscopeError('invalidInput', `${reader} reader, subject ${row + 1}: class ${String(category)} is not one of ${categories.join(', ')}.`);
    }
    return index;
  };
  const shares = categories.map(() => categories.map(() => 0));
  first.forEach((category, row) => {
    shares[place(category, 'first', row)][place(second[row], 'second', row)] += 1 / first.length;
  });
  return shares;
}

/**
 * Credit for calling class j what the other called i: 1 on the diagonal.
 * @returns a square table with `count` rows.
 */
export function creditTable(count: number, weights: KappaWeights): number[][] {
  const power = weights === 'linear' ? 1 : 2;
  const credit = (i: number, j: number): number => (weights === 'none' ? Number(i === j) : 1 - (Math.abs(i - j) / Math.max(1, count - 1)) ** power);
  return Array.from({ length: count }, (_, i) => Array.from({ length: count }, (__, j) => credit(i, j)));
}

function tableSum(table: readonly (readonly number[])[], term: (cell: number, row: number, column: number) => number): number {
  return sum(table.flatMap((cells, row) => cells.map((cell, column) => term(cell, row, column))));
}
