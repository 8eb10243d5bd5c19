import type { FollowedQuantityName } from '../follow-up/followed-quantity.ts';
import type { ClinicalEvent, EventName, FollowUpPoint, PatientHistory, Reading, Treatment } from '../follow-up/history.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { cellOf, contextOf, distinctRows, followUpSheet, isLong, leaveOut, valueAt, type FollowUpSheet } from './follow-up-cells.ts';
import { subjectNamed, type QuantityColumn } from './follow-up-columns.ts';
import { plainHeading } from './heading.ts';
import { readDay } from './read-day.ts';
import { readNumber } from './read-number.ts';
import { readTable, type TableRow } from './read-table.ts';
import { readYesNo } from './read-yes-no.ts';
import { intervalUncertainty } from './stated-interval.ts';
import type { UnusedCell } from './table-column.ts';

/** What a table says of one patient, and what of it took no part. */
export interface FollowUpTable {
  readonly history: PatientHistory;
  readonly leftOut: readonly UnusedCell[];
  readonly readings: readonly Reading[];
  /** Headings of columns that are not read. */
  readonly unreadColumns: readonly string[];
  /** Rows about this patient, and about others. */
  readonly rows: number;
  readonly otherRows: number;
}

interface Gathered {
  readonly points: FollowUpPoint[];
  readonly treatments: Treatment[];
  readonly events: ClinicalEvent[];
  readonly readings: { readonly remark: Reading['remark']; readonly quantity: FollowedQuantityName; readonly row: number }[];
}

/**
 * Reads what a table says of one patient over time. Long: `patient,date,quantity,value[,unit,...]`, with rows whose quantity
 * is `treatment` (its name as the value) or an event (`HF hospitalisation`, yes or no). Wide: a column for each quantity.
 *
 * Cells that cannot be understood are left out one by one, each with its reason and a remedy; nothing else is lost.
 *
 * @param patient compared letter by letter with the column.
 * @throws AmyloscopeError `invalidInput` when columns are missing or the table does not know the patient.
 */
export function readFollowUp(bytes: Uint8Array, path: string, patient: string): FollowUpTable {
  const table = readTable(bytes, path);
  const sheet = followUpSheet(table, path);
  if (sheet.columns.at.date === undefined) throw new AmyloscopeError('invalidInput', {
    en: `${path}: the first row reads "${table.header.join('", "')}", but one column must be headed date. Name the column with the date of measurement so.`,
    fr: `${path} : la première ligne est "${table.header.join('", "')}", mais une colonne doit s’intituler date. Intitulez ainsi celle de la date de mesure.`,
  });
  const own = table.rows.filter((row) => cellOf(sheet, row, 'patient') === patient.trim());
  if (own.length === 0) throw unknownPatient(sheet, path, patient);
  const nobody = table.rows.filter((row) => cellOf(sheet, row, 'patient') === '');
  for (const row of nobody) leaveOut(sheet, row, null, 'noPatient');
  const gathered: Gathered = { points: [], treatments: [], events: [], readings: [] };
  const ends: { readonly row: TableRow; readonly name: string; readonly date: string }[] = [];
  for (const row of distinctRows(sheet, own)) {
    const date = dayAt(sheet, row, 'date');
    if (date === null) continue;
    if (isLong(sheet)) readLongRow(sheet, row, date, gathered, ends);
    else readWideRow(sheet, row, date, gathered);
  }
  const treatments = withEnds(sheet, gathered.treatments, ends);
  const simulated = own.some((row) => readYesNo(cellOf(sheet, row, 'simulated')) === true);
  return {
    history: { patient: patient.trim(), simulated, points: gathered.points, treatments, events: gathered.events },
    leftOut: sheet.leftOut.toSorted((a, b) => a.row - b.row),
    readings: joinReadings(gathered.readings),
    unreadColumns: sheet.columns.unread,
    rows: own.length, otherRows: table.rows.length - own.length - nobody.length,
  };
}

const patientsNamed = 5;

function unknownPatient(sheet: FollowUpSheet, path: string, patient: string): AmyloscopeError {
  const known = [...new Set(sheet.table.rows.map((row) => cellOf(sheet, row, 'patient')))].filter((name) => name !== '');
  const some = known.slice(0, patientsNamed).map((name) => `"${name}"`).join(', ');
  const others = known.length - patientsNamed;
  return new AmyloscopeError('invalidInput', {
    en: `${path}: no row is about patient "${patient}"; the table knows ${some}${others > 0 ? ` and ${others} others` : ''}. Numbers are compared letter by letter: a leading zero counts.`,
    fr: `${path} : aucune ligne ne concerne le patient "${patient}" ; le tableau connaît ${some}${others > 0 ? ` et ${others} autres` : ''}. Les numéros sont comparés caractère par caractère : un zéro initial compte.`,
  });
}

function dayAt(sheet: FollowUpSheet, row: TableRow, column: 'date' | 'end'): string | null {
  const cell = readDay(cellOf(sheet, row, column), sheet.dayOrder);
  if (cell.kind === 'day') return cell.day;
  if (cell.kind !== 'empty') leaveOut(sheet, row, column, cell.kind);
  else if (column === 'date') leaveOut(sheet, row, null, 'noDate');
  return null;
}

function readLongRow(sheet: FollowUpSheet, row: TableRow, date: string, gathered: Gathered, ends: { row: TableRow; name: string; date: string }[]): void {
  const subject = subjectNamed(cellOf(sheet, row, 'quantity'));
  const value = cellOf(sheet, row, 'value');
  if (subject === null) leaveOut(sheet, row, 'quantity', 'unknownQuantity');
  else if (subject === 'treatment' || subject === 'treatmentEnd') {
    if (value === '') leaveOut(sheet, row, 'value', 'noTreatment');
    else if (subject === 'treatment') gathered.treatments.push({ name: value, start: date, end: dayAt(sheet, row, 'end') });
    else ends.push({ row, name: value, date });
  } else if ('event' in subject) readEvent(sheet, row, subject.event, date, gathered);
  else readPoint(sheet, row, { quantity: subject.quantity, column: sheet.columns.at.value!, interval: null }, date, gathered);
}

function readWideRow(sheet: FollowUpSheet, row: TableRow, date: string, gathered: Gathered): void {
  const treatment = cellOf(sheet, row, 'treatment');
  // A wide table repeats the treatment in each row: its first row is its start.
  if (treatment !== '' && !gathered.treatments.some(({ name }) => plainHeading(name) === plainHeading(treatment))) gathered.treatments.push({ name: treatment, start: date, end: dayAt(sheet, row, 'end') });
  for (const column of sheet.columns.quantities) readPoint(sheet, row, column, date, gathered);
}

function readEvent(sheet: FollowUpSheet, row: TableRow, event: EventName, date: string, { events }: Gathered): void {
  const word = cellOf(sheet, row, 'value');
  const happened = word === '' ? true : readYesNo(word);
  if (happened === null) leaveOut(sheet, row, 'value', 'notYesOrNo');
  else events.push({ event, date, happened });
}

function readPoint(sheet: FollowUpSheet, row: TableRow, { quantity, column, interval }: QuantityColumn, date: string, { points, readings }: Gathered): void {
  const read = valueAt(sheet, row, quantity, column);
  if (read === null) return;
  for (const remark of read.remarks) readings.push({ remark, quantity, row: row.row });
  const factor = Math.abs(read.factor);
  const ofInterval = interval && intervalUncertainty(row, quantity, interval, read.value / read.factor);
  const standardUncertainty = isLong(sheet) ? uncertaintyAt(sheet, row, factor) : ofInterval && ofInterval * factor;
  points.push({ quantity, date, value: read.value, standardUncertainty, context: contextOf(sheet, row), repeats: 1, source: String(row.row) });
}

function uncertaintyAt(sheet: FollowUpSheet, row: TableRow, factor: number): number | null {
  const cell = readNumber(cellOf(sheet, row, 'standardUncertainty'), sheet.commaIsDecimal);
  if (cell.kind === 'empty') return null;
  if (cell.kind === 'number' && cell.value > 0) return cell.value * factor;
  leaveOut(sheet, row, 'standardUncertainty', 'badUncertainty');
  return null;
}

/** Rows that say a treatment ended close the last one of that name that had begun. */
function withEnds(sheet: FollowUpSheet, treatments: readonly Treatment[], ends: readonly { readonly row: TableRow; readonly name: string; readonly date: string }[]): readonly Treatment[] {
  const closed = [...treatments];
  for (const { row, name, date } of ends) {
    const at = closed.findLastIndex((one) => plainHeading(one.name) === plainHeading(name) && one.end === null && one.start <= date);
    if (at === -1) leaveOut(sheet, row, 'value', 'noStart');
    else closed[at] = { ...closed[at], end: date };
  }
  return closed;
}

function joinReadings(readings: Gathered['readings']): readonly Reading[] {
  const groups = Map.groupBy(readings, ({ remark, quantity }) => `${remark} ${quantity}`);
  return [...groups.values()].map((group) => ({ remark: group[0].remark, quantity: group[0].quantity, rows: group.map(({ row }) => row) }));
}
