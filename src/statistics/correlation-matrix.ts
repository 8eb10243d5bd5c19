import type { Result } from '../measurement/result.ts';
import { type Correlation, correlationPearson, correlationSpearman } from './correlation.ts';
import { pAdjustHolm } from './p-adjust.ts';
import { requireFiniteTable, requireSameLength } from './require-values.ts';

/** One cell below the diagonal of a correlation matrix. */
export interface CorrelationCell {
  readonly first: string;
  readonly second: string;
  readonly correlation: Result<Correlation>;
  /** p adjusted by Holm over all measured cells; absent where the correlation was not measured. */
  readonly pHolm?: number;
}

/**
 * All pairwise correlations of several quantities, each over the subjects that have both.
 *
 * Cells may rest on different subjects, so the matrix as a whole need not be a possible correlation matrix.
 *
 * @param quantities name and one value per subject, subjects in the same order; `null` is missing.
 * @param method Pearson for straight lines, Spearman for any rising relation.
 * @returns the cells below the diagonal, row by row; a cell without enough pairs is `notMeasured` as in `correlation`.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or lists of different length.
 * Source: R `cor(use = "pairwise.complete.obs")`.
 */
export function correlationMatrix(quantities: readonly { readonly name: string; readonly values: readonly (number | null)[] }[], method: 'pearson' | 'spearman'): CorrelationCell[] {
  requireFiniteTable('quantities', quantities.map((quantity) => quantity.values));
  for (const { name, values } of quantities) requireSameLength(quantities[0].name, quantities[0].values, name, values);
  const correlate = method === 'pearson' ? correlationPearson : correlationSpearman;
  const cells = quantities.flatMap((second, row) => quantities.slice(0, row).map((first) => {
    const complete = first.values.flatMap((value, i) => {
      const other = second.values[i];
      return value === null || other === null ? [] : [[value, other] as const];
    });
    return { first: first.name, second: second.name, correlation: correlate(complete.map(([a]) => a), complete.map(([, b]) => b)) };
  }));
  const adjusted = pAdjustHolm(cells.flatMap(({ correlation }) => (correlation.status === 'measured' ? [correlation.p] : [])));
  let next = 0;
  return cells.map((cell) => (cell.correlation.status === 'measured' ? { ...cell, pHolm: adjusted[next++] } : cell));
}
