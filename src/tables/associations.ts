import type { Result } from '../measurement/result.ts';
import type { Correlation } from '../statistics/correlation.ts';
import { correlationMatrix } from '../statistics/correlation-matrix.ts';
import { correlationPartial } from '../statistics/correlation-partial.ts';
import { pAdjustHolm } from '../statistics/p-adjust.ts';
import { ranks } from '../statistics/ranks.ts';

/** A quantity of every patient. */
export interface Marker {
  readonly name: string;
  readonly unit: string | null;
  /** In the order of the patients; null where the table says nothing. */
  readonly values: readonly (number | null)[];
}

/** Pearson for straight lines; Spearman for any rising relation. */
export type AssociationMethod = 'pearson' | 'spearman';

export interface AssociationsInput {
  /** One per row, to tell patients that stand in several rows. */
  readonly patients: readonly string[];
  readonly markers: readonly Marker[];
  /** Quantities held constant, such as age; none for plain correlations. */
  readonly held: readonly Marker[];
  readonly method: AssociationMethod;
}

/** Two markers, on the patients who have both. */
export interface Association {
  readonly first: string;
  readonly second: string;
  readonly correlation: Result<Correlation>;
  /** Adjusted by Holm over all pairs; null where there is no correlation. */
  readonly adjustedP: number | null;
}

export interface Associations {
  readonly method: AssociationMethod;
  readonly rows: number;
  /** Patients in more than one row: their rows are not independent, and intervals too narrow. */
  readonly repeatedPatients: number;
  readonly markers: readonly { readonly name: string; readonly unit: string | null; readonly known: number }[];
  readonly held: readonly string[];
  /** Below the diagonal, row by row. */
  readonly pairs: readonly Association[];
}

/**
 * How closely every two markers go together, each pair over the patients who have both.
 *
 * With quantities held constant the correlations are partial; for Spearman those of the ranks.
 *
 * @throws AmyloscopeError `invalidInput` on values that are not finite or lists of different length.
 * Source: those of the statistics used; partial rank correlation as R package ppcor `pcor.test(method = "spearman")`.
 */
export function associations({ patients, markers, held, method }: AssociationsInput): Associations {
  const rowsOf = Map.groupBy(patients, (patient) => patient);
  return {
    method,
    rows: patients.length,
    repeatedPatients: [...rowsOf.values()].filter((rows) => rows.length > 1).length,
    markers: markers.map(({ name, unit, values }) => ({ name, unit, known: values.filter((value) => value !== null).length })),
    held: held.map(({ name }) => name),
    pairs: held.length === 0 ? plainPairs(markers, method) : partialPairs(markers, held, method),
  };
}

function plainPairs(markers: readonly Marker[], method: AssociationMethod): readonly Association[] {
  return correlationMatrix(markers, method).map(({ first, second, correlation, pHolm }) => ({ first, second, correlation, adjustedP: pHolm ?? null }));
}

function partialPairs(markers: readonly Marker[], held: readonly Marker[], method: AssociationMethod): readonly Association[] {
  const pairs = markers.flatMap((second, row) => markers.slice(0, row).map((first) => ({ first: first.name, second: second.name, correlation: partialOf([first, second, ...held], method) })));
  const adjusted = pAdjustHolm(pairs.flatMap(({ correlation }) => (correlation.status === 'measured' ? [correlation.p] : [])));
  let next = 0;
  return pairs.map((pair) => ({ ...pair, adjustedP: pair.correlation.status === 'measured' ? adjusted[next++] : null }));
}

function partialOf(markers: readonly Marker[], method: AssociationMethod): Result<Correlation> {
  const complete = markers[0].values.flatMap((_, i) => (markers.every(({ values }) => values[i] !== null) ? [i] : []));
  const columns = markers.map(({ values }) => complete.map((i) => values[i]!));
  const [x, y, ...held] = method === 'spearman' ? columns.map((column) => ranks(column)) : columns;
  return correlationPartial(x, y, held);
}
