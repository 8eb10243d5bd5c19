import { unknownContext, type MeasurementContext } from '../follow-up/history.ts';
import type { FollowedQuantityName } from '../follow-up/followed-quantity.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { followUpColumns, type ColumnName, type FollowUpColumns } from './follow-up-columns.ts';
import { leftOutTexts, type LeftOutCode } from './follow-up-left-out.ts';
import { splitHeading } from './heading.ts';
import { dayOrderOf, type DayOrder } from './read-day.ts';
import { commaPartsDecimals, readNumber } from './read-number.ts';
import { readQuantityValue, type QuantityValue } from './read-quantity-value.ts';
import type { Table, TableRow } from './read-table.ts';
import { unusedCell, type UnusedCell } from './table-column.ts';
import { withoutDuplicates } from './without-duplicates.ts';

/** A table whose columns are understood, with what its columns say as a whole. */
export interface FollowUpSheet {
  readonly table: Table;
  readonly columns: FollowUpColumns;
  readonly commaIsDecimal: boolean;
  readonly dayOrder: DayOrder;
  /** What took no part so far; reading adds to it. */
  readonly leftOut: UnusedCell[];
}

/**
 * Understands the columns of a table that is long or wide.
 * @throws AmyloscopeError `invalidInput` when the patient, or any quantity, cannot be found.
 */
export function followUpSheet(table: Table, path: string): FollowUpSheet {
  const columns = followUpColumns(table);
  const { at, quantities } = columns;
  const found = { en: `${path}: the first row reads "${table.header.join('", "')}"`, fr: `${path} : la première ligne est "${table.header.join('", "')}"` };
  if (at.patient === undefined) throw new AmyloscopeError('invalidInput', {
    en: `${found.en}, but one column must be headed patient (or: identifiant, IPP). Name the column with the patient number so.`,
    fr: `${found.fr}, mais une colonne doit s’intituler patient (ou : identifiant, IPP). Intitulez ainsi celle du numéro de patient.`,
  });
  const long = at.quantity !== undefined && at.value !== undefined;
  if (!long && quantities.length === 0) {
    throw new AmyloscopeError('invalidInput', {
    en: `${found.en}, but either two columns must be headed quantity and value (grandeur, valeur), or columns must be headed by quantities such as LVEF, GLS, NT-proBNP. Name them so.`,
    fr: `${found.fr}, mais il faut soit deux colonnes intitulées grandeur et valeur (quantity, value), soit des colonnes intitulées par des grandeurs comme FEVG, GLS, NT-proBNP. Intitulez-les ainsi.`,
  });
  }
  const numeric = [...(long ? [at.value] : []), at.standardUncertainty, at.uptakeTimeHours, at.fieldStrengthTesla, ...quantities.map(({ column }) => column)];
  const cells = (column: number | undefined): string[] => (column === undefined ? [] : table.rows.map((row) => row.cells[column] ?? ''));
  const dates = [...cells(at.date), ...cells(at.end)];
  return { table, columns, commaIsDecimal: commaPartsDecimals(numeric.flatMap(cells)), dayOrder: dayOrderOf(dates), leftOut: [] };
}

/** Whether each row of the table is about one quantity, named in a cell. */
export function isLong({ columns: { at } }: FollowUpSheet): boolean {
  return at.quantity !== undefined && at.value !== undefined;
}

/** The text of a cell; empty where the column is missing. */
export function cellOf({ columns }: FollowUpSheet, row: TableRow, name: ColumnName): string {
  const column = columns.at[name];
  return column === undefined ? '' : (row.cells[column] ?? '').trim();
}

/** Notes that a cell, or a whole row, takes no part. */
export function leaveOut(sheet: FollowUpSheet, row: TableRow, column: ColumnName | number | null, code: LeftOutCode, parameters: Readonly<Record<string, string | number>> = {}): void {
  const at = typeof column === 'number' ? column : column === null ? undefined : sheet.columns.at[column];
  const place = at === undefined ? { column: '', value: row.cells.join(' | ') } : { column: sheet.table.header[at], value: (row.cells[at] ?? '').trim() };
  sheet.leftOut.push(unusedCell(leftOutTexts[code], { row: row.row, ...place }, parameters));
}

/** Rows without those that repeat an earlier one cell by cell, which are left out. */
export function distinctRows({ table, leftOut }: FollowUpSheet, rows: readonly TableRow[]): readonly TableRow[] {
  const distinct = withoutDuplicates({ header: table.header, rows });
  leftOut.push(...distinct.unused);
  return distinct.table.rows;
}

/** Reads the value of a quantity in a column; null when it is left out. An empty cell of a wide table is no loss. */
export function valueAt(sheet: FollowUpSheet, row: TableRow, quantity: FollowedQuantityName, column: number): Extract<QuantityValue, { kind: 'value' }> | null {
  const unit = (isLong(sheet) ? cellOf(sheet, row, 'unit') : '') || (splitHeading(sheet.table.header[column]).unit ?? '');
  const value = readQuantityValue(quantity, row.cells[column] ?? '', unit, sheet.commaIsDecimal);
  if (value.kind === 'value') return value;
  if (isLong(sheet) || value.code !== 'noValue') leaveOut(sheet, row, column, value.code, value.parameters);
  return null;
}

/** How the values of a row were obtained, as far as the table says. */
export function contextOf(sheet: FollowUpSheet, row: TableRow): MeasurementContext {
  const text = (...names: ColumnName[]): string | null => names.map((name) => cellOf(sheet, row, name)).filter((cell) => cell !== '').join(' ') || null;
  return {
    ...unknownContext,
    tracer: text('tracer'), vendor: text('vendor'), device: text('device'), sequence: text('sequence'), laboratory: text('laboratory'),
    method: text('method', 'methodVersion'), model: text('model', 'modelVersion'),
    uptakeTimeHours: factOf(sheet, row, 'uptakeTimeHours', { min: 1 / 60, minutes: 1 / 60, mn: 1 / 60 }),
    fieldStrengthTesla: factOf(sheet, row, 'fieldStrengthTesla', { mt: 1 / 1000 }),
  };
}

function factOf(sheet: FollowUpSheet, row: TableRow, name: ColumnName, factors: Readonly<Record<string, number>>): number | null {
  const cell = readNumber(cellOf(sheet, row, name), sheet.commaIsDecimal);
  if (cell.kind === 'empty') return null;
  if (cell.kind === 'number') return cell.value * (factors[(cell.unit || (splitHeading(sheet.table.header[sheet.columns.at[name]!]).unit ?? '')).toLowerCase()] ?? 1);
  leaveOut(sheet, row, name, 'badFact');
  return null;
}
