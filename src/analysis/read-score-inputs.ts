import { readFileSync } from 'node:fs';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { scoreInputs, type ScoreInputName } from '../measurement/echo-score-inputs.ts';
import type { GivenInputs } from '../modalities/echo/score-inputs.ts';
import { findColumn } from './find-column.ts';
import { dayOrderOf, readDay } from './read-day.ts';
import { splitHeading } from './heading.ts';
import { commaPartsDecimals, readNumber } from './read-number.ts';
import { readTable, type Table } from './read-table.ts';
import { readYesNo } from './read-yes-no.ts';

/** What a person gave of one patient, for one day or for any. */
export interface PatientInputs {
  readonly patientId: string;
  /** ISO 8601; null where the row holds for every day. */
  readonly date: string | null;
  readonly given: GivenInputs;
}

const patientHeadings = ['patientid', 'idpatient', 'patient', 'identifiant', 'identifiantpatient', 'ipp'];
const dateHeadings = ['date', 'day', 'studydate', 'jour', 'dateexamen'];
const names = Object.keys(scoreInputs) as ScoreInputName[];
/** The first heading of each input, as in the template. */
const template = ['patientId', 'date', ...names].join(', ');
const sexWords = { yes: ['m', 'male', 'homme', 'h', 'masculin'], no: ['f', 'female', 'femme', 'feminin'] };

/**
 * Reads the table of inputs of echo scores: one row a patient and day, with any of the columns of `scoreInputs`. Empty cells are
 * missing values.
 * @throws AmyloscopeError `notFound` when the file is not there, `invalidInput` naming row, column, value and what is allowed.
 */
export function readScoreInputs(path: string): readonly PatientInputs[] {
  const table = readTable(bytesOf(path), path);
  const id = findColumn(table, patientHeadings);
  const date = findColumn(table, dateHeadings);
  const columns = names.flatMap((name) => { const column = findColumn(table, scoreInputs[name].headings); return column < 0 ? [] : [{ name, column }]; });
  if (id < 0 || columns.length === 0) throw refused(path, `the first row reads "${table.header.join('", "')}"`, `it must head patientId and at least one input. Columns that are read: ${template}.`);
  const order = dayOrderOf(table.rows.map(({ cells }) => cells[date] ?? ''));
  return table.rows.map(({ row, cells }) => {
    const patientId = (cells[id] ?? '').trim();
    if (patientId === '') throw refused(path, `row ${row}, column "${table.header[id]}" is empty`, 'every row must have a patient number.');
    const day = readDay(cells[date] ?? '', order);
    if (day.kind !== 'day' && day.kind !== 'empty') throw refused(path, `row ${row}, column "${table.header[date]}" is "${cells[date]}"`, 'a date is written 2025-03-31.');
    const given = Object.fromEntries(columns.flatMap(({ name, column }) => {
      const value = valueOf(name, (cells[column] ?? '').trim(), { table, column, row, path });
      return value === null ? [] : [[name, value] as const];
    }));
    return { patientId, date: day.kind === 'day' ? day.day : null, given };
  });
}

/** What was given of a patient: rows of that very day go before rows without one. */
export function inputsOf(rows: readonly PatientInputs[], patientId: string, studyDate: string | null): GivenInputs {
  const mine = rows.filter((row) => row.patientId === patientId);
  const always = mine.filter(({ date }) => date === null);
  const thatDay = mine.filter(({ date }) => date !== null && date === studyDate);
  return Object.assign({}, ...[...always, ...thatDay].map(({ given }) => given)) as GivenInputs;
}

interface Place {
  readonly table: Table;
  readonly column: number;
  readonly row: number;
  readonly path: string;
}

function valueOf(name: ScoreInputName, text: string, { table, column, row, path }: Place): number | null {
  const { unit, allowed: [lowest, highest] } = scoreInputs[name];
  const found = `row ${row}, column "${table.header[column]}" is "${text}"`;
  if (unit === 'yesNo') {
    const answer = readYesNo(text, name === 'male' ? sexWords : undefined);
    if (answer === null && text !== '') throw refused(path, found, name === 'male' ? 'M, F, yes and no are allowed.' : 'yes, no, 1, 0 or nothing is allowed.');
    return answer === null ? null : Number(answer);
  }
  const cell = readNumber(text, commaPartsDecimals(table.rows.map(({ cells }) => cells[column] ?? '')));
  if (cell.kind === 'empty') return null;
  const unitStated = (cell.kind === 'number' && cell.unit) || splitHeading(table.header[column]).unit;
  const inUnit = !unitStated || unitStated === unit || unit === 'a' || unit === '1';
  if (cell.kind === 'number' && inUnit && cell.value >= lowest && cell.value <= highest) return cell.value;
  throw refused(path, unitStated ? `${found} (${unitStated})` : found, `a number from ${lowest} to ${highest}${unit === '1' ? '' : ` ${unit}`} is allowed.`);
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new AmyloscopeError('notFound', { en: `${path} cannot be read: ${(cause as Error).message}.`, fr: `${path} ne peut être lu : ${(cause as Error).message}.` }, { cause });
  }
}

function refused(path: string, found: string, rule: string): AmyloscopeError {
  return new AmyloscopeError('invalidInput', `${path}: ${found}, but ${rule}`);
}
