import { truthErrors } from '../measurement/spect-ct-truth-error.ts';
import { z95 } from '../statistics/distribution-normal.ts';
import type { TableRow } from './read-table.ts';

/** Columns that hold the bounds of the 95 % interval of another column. */
export interface IntervalColumns {
  readonly lower: number;
  readonly upper: number;
}

/** The bounds that stand beside a column as `report --to csv` heads them: its heading with `Lower95` and `Upper95`; null without both. */
export function intervalBeside(header: readonly string[], column: number): IntervalColumns | null {
  const [lower, upper] = ['Lower95', 'Upper95'].map((end) => header.indexOf(`${header[column]}${end}`));
  return lower === -1 || upper === -1 ? null : { lower, upper };
}

/**
 * The standard uncertainty that an interval states, in the unit of its cells; null where a bound is missing or no number, and of
 * a quantity whose intervals are about the truth: they say how far values lie from it, not from each other.
 * @param quantity that the column holds.
 * @param value the bounds are of.
 */
export function intervalUncertainty({ cells }: TableRow, quantity: string, { lower, upper }: IntervalColumns, value: number): number | null {
  if (quantity in truthErrors) return null;
  const [least, most] = [lower, upper].map((column) => Number((cells[column] ?? '').trim() || Number.NaN));
  // A bound that was cut off at 0 says nothing of the scatter.
  const stated = (least === 0 ? most - value : (most - least) / 2) / z95;
  return stated > 0 ? stated : null;
}
