import { inverse, Matrix } from 'ml-matrix';
import { notMeasured, type Result } from '../measurement/result.ts';
import { type Correlation, correlationPearson, withUncertainty } from './correlation.ts';
import { isConstant } from './is-constant.ts';
import { requirePairs } from './require-values.ts';

/** A correlation matrix whose inverse has entries this large is singular to double precision. */
const largestInflation = 1e10;

/**
 * Partial correlation: how closely two quantities go together where others are held constant.
 *
 * Interval by Fisher's z; assumes linear relations and roughly normal scatter.
 *
 * @param x one finite value per subject.
 * @param y another quantity of the same subjects.
 * @param held the quantities held constant, each with one value per subject.
 * @returns the coefficient, -1 to 1; `notMeasured` with `tooFew` when there are fewer than 4 pairs beyond the quantities
 *   held, `constant` when a quantity does not vary, or `collinear` when one follows from the others.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or lists of different length.
 * Source: Fisher, Metron 1924;3:329; R package ppcor `pcor.test`.
 */
export function correlationPartial(x: readonly number[], y: readonly number[], held: readonly (readonly number[])[]): Result<Correlation> {
  const all = [x, y, ...held];
  for (const values of all) requirePairs('x', x, 'quantity', values);
  if (x.length - held.length < 4) return notMeasured('tooFew', `${x.length} pairs with ${held.length} quantities held: 4 pairs more than those are needed.`);
  if (all.some((values) => isConstant(values))) return notMeasured('constant', 'A quantity is the same in every subject: no correlation is defined.');
  const table = all.map((a, i) => all.map((b, j) => (i === j ? 1 : coefficient(a, b))));
  const precision = precisionOf(table);
  if (!precision) return notMeasured('collinear', 'A quantity follows from the others without error: nothing is left when they are held.');
  const value = -precision.get(0, 1) / Math.sqrt(precision.get(0, 0) * precision.get(1, 1));
  return withUncertainty(value, x.length, held.length, 1);
}

function coefficient(a: readonly number[], b: readonly number[]): number {
  const result = correlationPearson(a, b);
  return result.status === 'measured' ? result.value : 0;
}

function precisionOf(table: readonly (readonly number[])[]): Matrix | null {
  try {
    const precision = inverse(new Matrix(table.map((row) => [...row])));
    return precision.diagonal().every((value) => value >= 0 && value < largestInflation) ? precision : null;
  } catch {
    // ml-matrix throws on a singular matrix.
    return null;
  }
}
