import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import type { TimeUnit } from '../tables/outcome-input.ts';
import { findColumn, type Spellings } from './find-column.ts';
import { plainHeading, splitHeading } from './heading.ts';
import { dayOrderOf, readDay } from './read-day.ts';
import { commaPartsDecimals, readNumber } from './read-number.ts';
import type { Table, TableRow } from './read-table.ts';
import { readYesNo } from './read-yes-no.ts';
import { type UnusedCell, unusedCell } from './table-column.ts';

/** One row with its stretch of time and whether the event ended it. */
export interface FollowUpRow {
  readonly row: TableRow;
  readonly patient: string;
  /** null: followed from 0. */
  readonly start: number | null;
  readonly time: number;
  readonly event: boolean;
}

export interface FollowUpTimes {
  readonly rows: readonly FollowUpRow[];
  readonly unit: TimeUnit | null;
  /** Columns that hold patient, time and event, which are no covariates. */
  readonly columns: ReadonlySet<number>;
  readonly unused: readonly UnusedCell[];
}

const patientSpellings: Spellings = ['patient', 'patientid', 'idpatient', 'id', 'subject', 'sujet', 'identifiant', 'identifiantpatient', 'ipp', 'nip'];
const eventSpellings: Spellings = ['event', 'evenement', 'status', 'statut', 'death', 'dead', 'died', 'deces', 'decede', 'mort', 'outcome', 'issue'];
const startSpellings: Spellings = ['start', 'tstart', 'begin', 'debut', 'entry', 'baseline', 'inclusion', 'startdate', 'inclusiondate', 'datedebut', 'datededebut', 'dateinclusion', 'datedinclusion'];
const stopSpellings: Spellings = ['stop', 'tstop', 'end', 'fin', 'enddate', 'stopdate', 'lastcontact', 'lastseen', 'lastcontactdate', 'dateoflastcontact', 'eventdate', 'dateofevent', 'datefin', 'datedefin', 'datedepoint', 'dernieresnouvelles', 'datedernieresnouvelles', 'datedesdernieresnouvelles', 'dateevenement', 'datedelevenement'];
const timeWords: Spellings = ['time', 'followup', 'followuptime', 'duration', 'survival', 'survivaltime', 'futime', 'temps', 'suivi', 'duree', 'dureedesuivi', 'delai', 'survie'];
const unitWords: Readonly<Record<TimeUnit, readonly string[]>> = { days: ['d', 'day', 'days', 'j', 'jour', 'jours'], months: ['m', 'month', 'months', 'mois'], years: ['y', 'year', 'years', 'a', 'an', 'ans', 'annee', 'annees'] };
/** A heading may end with its unit, as in follow_up_months. */
const timeSpellings: Spellings = [...timeWords, ...timeWords.flatMap((word) => Object.values(unitWords).flatMap((units) => units.filter((unit) => unit.length > 1).map((unit) => word + unit)))];
const eventWords = { yes: ['dead', 'died', 'death', 'deceased', 'event', 'decede', 'decedee', 'deces', 'mort', 'morte', 'evenement'], no: ['alive', 'survived', 'censored', 'none', 'vivant', 'vivante', 'censure', 'censuree', 'aucun'] };
const daysPerMonth = 365.25 / 12;
const msPerDay = 86_400_000;

const rowTexts = {
  noTime: { reason: { en: 'no time', fr: 'pas de temps' }, remedy: { en: 'Fill in how long the patient was followed.', fr: 'Indiquez la durée du suivi.' } },
  notATime: { reason: { en: 'neither a number nor a date', fr: 'ni un nombre ni une date' }, remedy: { en: 'Write a number, or a date as 2025-03-31.', fr: 'Écrivez un nombre, ou une date comme 2025-03-31.' } },
  ambiguousDay: { reason: { en: 'day and month cannot be told apart', fr: 'jour et mois indiscernables' }, remedy: { en: 'Write dates as 2025-03-31.', fr: 'Écrivez les dates comme 2025-03-31.' } },
  noTimePassed: { reason: { en: 'no time passed: the end is not after the beginning', fr: 'aucun temps écoulé : la fin n’est pas après le début' }, remedy: { en: 'Check both; a patient never followed cannot count.', fr: 'Vérifiez les deux ; un patient jamais suivi ne peut compter.' } },
  notYesOrNo: { reason: { en: 'neither event nor none', fr: 'ni événement ni absence' }, remedy: { en: 'Write 1 for the event, 0 for none.', fr: 'Écrivez 1 pour l’événement, 0 sinon.' } },
} as const satisfies Record<string, { readonly reason: Text; readonly remedy: Text }>;

interface Columns {
  readonly patient: number;
  readonly start: number;
  readonly end: number;
  readonly event: number;
}

/** A point in time of one cell, or why there is none. */
type TimeCell = number | keyof typeof rowTexts;

/**
 * Finds and reads when patients were followed: a time, or a start and an end as numbers or dates, and an event. Times from
 * dates are in months from each patient's first date.
 *
 * @throws AmyloscopeError `invalidInput` when a column is missing, events are coded 1 and 2, or a patient stands in several
 *   rows without a start.
 */
export function readFollowUpTimes(table: Table, path: string): FollowUpTimes {
  const columns = findColumns(table, path);
  requireEventCode(table, columns.event, path);
  const dated = holdsDates(table, columns);
  const [starts, ends] = [columns.start, columns.end].map((column) => readTimes(table, column, dated));
  const unused: UnusedCell[] = [];
  const rows = table.rows.flatMap((row, i) => {
    const read = readRow({ row, columns, table }, columns.start === -1 ? null : starts[i], ends[i]);
    if ('reason' in read) unused.push(read);
    return 'reason' in read ? [] : [read];
  });
  const unit = dated ? 'months' : timeUnitOf(table.header[columns.end]);
  return { rows: fromFirstDate(rows, dated, path), unit, columns: new Set(Object.values(columns)), unused };
}

function findColumns(table: Table, path: string): Columns {
  const start = findColumn(table, startSpellings);
  const stop = findColumn(table, stopSpellings);
  const time = findColumn(table, timeSpellings);
  const columns = { patient: findColumn(table, patientSpellings), start, end: stop === -1 ? time : stop, event: findColumn(table, eventSpellings) };
  const found = { en: `the first row reads "${table.header.join('", "')}"`, fr: `la première ligne est "${table.header.join('", "')}"` };
  if (columns.end === -1) throw new AmyloscopeError('invalidInput', {
    en: `${path}: ${found.en}, but a column must be headed time (or start and end). Name the column of follow-up so, with its unit: time (months).`,
    fr: `${path} : ${found.fr}, mais une colonne doit s’intituler temps (ou début et fin). Intitulez ainsi celle du suivi, avec son unité : temps (mois).`,
  });
  if (columns.event === -1) throw new AmyloscopeError('invalidInput', {
    en: `${path}: ${found.en}, but a column must be headed event, status or death. Add it, with 1 for the event and 0 for none.`,
    fr: `${path} : ${found.fr}, mais une colonne doit s’intituler événement, statut ou décès. Ajoutez-la, avec 1 pour l’événement et 0 sinon.`,
  });
  if (stop !== -1 && start === -1 && holdsDates(table, columns)) throw new AmyloscopeError('invalidInput', {
    en: `${path}: column "${table.header[stop]}" holds dates, but no column says when follow-up began. Add a column headed start.`,
    fr: `${path} : la colonne "${table.header[stop]}" contient des dates, mais aucune ne dit quand le suivi a commencé. Ajoutez une colonne intitulée début.`,
  });
  return columns;
}

/** R codes events 1 and 2 at times, where 1 is none: read as 1 and 0 all would be wrong. */
function requireEventCode({ header, rows }: Table, column: number, path: string): void {
  const codes = new Set(rows.map(({ cells }) => (cells[column] ?? '').trim()).filter((cell) => cell !== ''));
  if (codes.has('2') && [...codes].every((code) => code === '1' || code === '2')) {
    throw new AmyloscopeError('invalidInput', {
    en: `${path}: column "${header[column]}" holds 1 and 2, so that 1 may mean event or none. Write 1 for the event and 0 for none.`,
    fr: `${path} : la colonne "${header[column]}" contient 1 et 2 : 1 peut vouloir dire événement ou non. Écrivez 1 pour l’événement et 0 sinon.`,
  });
  }
}

function cellsOf({ rows }: Table, column: number): string[] {
  return rows.map(({ cells }) => (cells[column] ?? '').trim());
}

function holdsDates(table: Table, { start, end }: Pick<Columns, 'start' | 'end'>): boolean {
  const cells = [...cellsOf(table, start), ...cellsOf(table, end)].filter((cell) => cell !== '');
  const dates = cells.filter((cell) => ['day', 'ambiguousOrder'].includes(readDay(cell, 'unknown').kind));
  return dates.length > cells.length / 2;
}

/** Numbers as they stand, dates as days. */
function readTimes(table: Table, column: number, dated: boolean): TimeCell[] {
  const cells = cellsOf(table, column);
  const order = dayOrderOf(cells);
  const commaIsDecimal = commaPartsDecimals(cells);
  return cells.map((cell): TimeCell => {
    if (cell === '') return 'noTime';
    if (!dated) {
      const number = readNumber(cell, commaIsDecimal);
      return number.kind === 'number' ? number.value : number.kind === 'empty' ? 'noTime' : 'notATime';
    }
    const day = readDay(cell, order);
    if (day.kind === 'day') return Date.parse(day.day) / msPerDay;
    return day.kind === 'ambiguousOrder' ? 'ambiguousDay' : 'notATime';
  });
}

function readRow({ row, columns, table }: { readonly row: TableRow; readonly columns: Columns; readonly table: Table }, start: TimeCell | null, end: TimeCell): FollowUpRow | UnusedCell {
  const refuse = (code: keyof typeof rowTexts, column: number): UnusedCell => unusedCell(rowTexts[code], { row: row.row, column: table.header[column], value: (row.cells[column] ?? '').trim() });
  if (typeof start === 'string') return refuse(start, columns.start);
  if (typeof end === 'string') return refuse(end, columns.end);
  if (end <= (start ?? 0)) return refuse('noTimePassed', columns.end);
  const event = readYesNo(row.cells[columns.event] ?? '', eventWords);
  if (event === null) return refuse('notYesOrNo', columns.event);
  return { row, patient: (row.cells[columns.patient] ?? '').trim() || `row ${row.row}`, start, time: end, event };
}

/** Counts dates from each patient's first; a start that every patient has at 0 says nothing and is left away. */
function fromFirstDate(rows: readonly FollowUpRow[], dated: boolean, path: string): readonly FollowUpRow[] {
  const patients = Map.groupBy(rows, ({ patient }) => patient);
  const repeated = [...patients.values()].find((own) => own.length > 1);
  if (repeated && rows.some(({ start }) => start === null)) {
    throw new AmyloscopeError('invalidInput', {
    en: `${path}: patient "${repeated[0].patient}" stands in rows ${repeated.map(({ row }) => row.row).join(', ')}. Keep one row a patient, or give each row the start of its stretch of time in a column headed start.`,
    fr: `${path} : le patient "${repeated[0].patient}" figure aux lignes ${repeated.map(({ row }) => row.row).join(', ')}. Gardez une ligne par patient, ou donnez à chaque ligne le début de sa période dans une colonne intitulée début.`,
  });
  }
  const counted = dated ? rows.map((one) => sinceFirst(one, patients.get(one.patient) ?? [one])) : rows;
  return !repeated && counted.every(({ start }) => start === 0) ? counted.map((one) => ({ ...one, start: null })) : counted;
}

function sinceFirst(one: FollowUpRow, own: readonly FollowUpRow[]): FollowUpRow {
  const first = Math.min(...own.map(({ start }) => start ?? 0));
  return { ...one, start: ((one.start ?? 0) - first) / daysPerMonth, time: (one.time - first) / daysPerMonth };
}

/** The unit that a heading names, in brackets or as its last word. */
function timeUnitOf(title: string): TimeUnit | null {
  const { name, unit } = splitHeading(title);
  const last = plainHeading(unit ?? name.split(/[\s_.-]+/).at(-1) ?? '');
  const units = Object.keys(unitWords) as TimeUnit[];
  // A single letter counts in brackets alone.
  return units.find((one) => unitWords[one].includes(last) && (unit !== null || last.length > 1)) ?? null;
}
