import type { FollowedQuantityName } from '../follow-up/followed-quantity.ts';
import type { NoiseRow } from '../follow-up/noise-library.ts';
import { siteNoise } from '../follow-up/site-noise.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { cellOf, distinctRows, followUpSheet, isLong, leaveOut, valueAt } from './follow-up-cells.ts';
import { subjectNamed } from './follow-up-columns.ts';
import { readTable } from './read-table.ts';
import type { UnusedCell } from './table-column.ts';

/** A site's own repeatability, quantity by quantity. */
export interface TestRetest {
  readonly noise: readonly NoiseRow[];
  readonly leftOut: readonly UnusedCell[];
}

/**
 * Reads a site's test-retest table: repeated measurements of stable patients, long (`patient,quantity,value[,unit]`) or wide
 * (`patient` and a column for each quantity), one row a repeat. Each quantity in it replaces the published row.
 *
 * @throws AmyloscopeError `invalidInput` when columns are missing, or a quantity has no patient with two values.
 */
export function readTestRetest(bytes: Uint8Array, path: string): TestRetest {
  const sheet = followUpSheet(readTable(bytes, path), path);
  const repeats = new Map<FollowedQuantityName, Map<string, number[]>>();
  const add = (quantity: FollowedQuantityName, patient: string, value: number): void => {
    const subjects = repeats.get(quantity) ?? new Map<string, number[]>();
    repeats.set(quantity, subjects);
    subjects.set(patient, [...(subjects.get(patient) ?? []), value]);
  };
  // Two repeats may agree to the last digit: equal rows are repeats here where nothing else tells them apart.
  const rows = sheet.columns.at.date === undefined ? sheet.table.rows : distinctRows(sheet, sheet.table.rows);
  for (const row of rows) {
    const patient = cellOf(sheet, row, 'patient');
    if (patient === '') {
      leaveOut(sheet, row, null, 'noPatient');
      continue;
    }
    const subject = isLong(sheet) ? subjectNamed(cellOf(sheet, row, 'quantity')) : null;
    const columns = isLong(sheet) ? (subject && typeof subject === 'object' && 'quantity' in subject ? [{ column: sheet.columns.at.value!, quantity: subject.quantity }] : []) : sheet.columns.quantities;
    if (columns.length === 0) leaveOut(sheet, row, 'quantity', 'unknownQuantity');
    for (const { column, quantity } of columns) {
      const read = valueAt(sheet, row, quantity, column);
      if (read) add(quantity, patient, read.value);
    }
  }
  const noise = [...repeats].map(([quantity, subjects]) => {
    const row = siteNoise(quantity, [...subjects.values()], path);
    if ('status' in row) throw new AmyloscopeError('invalidInput', `${path}, ${quantity}: ${row.reason} Each patient needs two rows or more with the same number.`);
    return row;
  });
  return { noise, leftOut: sheet.leftOut };
}
