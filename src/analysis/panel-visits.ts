import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { findColumn, type Spellings } from './find-column.ts';
import { plainHeading } from './heading.ts';
import { dayOrderOf, readDay } from './read-day.ts';
import type { Table, TableRow } from './read-table.ts';
import { type UnusedCell, unusedCell } from './table-column.ts';

export const patientSpellings: Spellings = ['patient', 'patientid', 'idpatient', 'id', 'subject', 'sujet', 'identifiant', 'identifiantpatient', 'ipp', 'nip'];
export const dateSpellings: Spellings = ['date', 'studydate', 'examdate', 'dateexamen', 'datedelexamen', 'jour'];
export const visitSpellings: Spellings = ['visit', 'visite', 'timepoint', 'time', 'moment', 'temps', 'phase'];
const words = {
  before: ['before', 'avant', 'baseline', 'pre', 'first', 'premiere', 'initial', '0', '1', 'v1', 't0', 'm0'],
  after: ['after', 'apres', 'followup', 'suivi', 'post', 'last', 'derniere', '2', 'v2', 't1'],
} as const;

/** The two rows of one patient. */
export interface VisitPair {
  readonly patient: string;
  readonly before: TableRow;
  readonly after: TableRow;
}

export interface PanelVisits {
  readonly pairs: readonly VisitPair[];
  /** First and last day; null where visits are named and not dated. */
  readonly days: readonly [first: string, last: string] | null;
  readonly unused: readonly UnusedCell[];
}

const texts = {
  noPatient: { reason: { en: 'no patient is named', fr: 'aucun patient n’est nommé' }, remedy: { en: 'Write the number of the patient.', fr: 'Écrivez le numéro du patient.' } },
  noDay: { reason: { en: 'no date, or one that can be read two ways', fr: 'pas de date, ou lisible de deux façons' }, remedy: { en: 'Write it as 2025-03-31.', fr: 'Écrivez-la 2025-03-31.' } },
  noVisit: { reason: { en: 'neither before nor after', fr: 'ni avant ni après' }, remedy: { en: 'Write before or after.', fr: 'Écrivez avant ou après.' } },
  single: { reason: { en: 'the patient has one visit alone', fr: 'le patient n’a qu’une visite' }, remedy: { en: 'A change needs two.', fr: 'Un changement en demande deux.' } },
  between: { reason: { en: 'a visit between the first and the last, or a second one of the same moment', fr: 'visite entre la première et la dernière, ou seconde du même moment' }, remedy: { en: 'Nothing to do; "follow-up" reads all dates.', fr: 'Rien à faire ; « follow-up » lit toutes les dates.' } },
} as const;

/**
 * Finds the visit before and the visit after of each patient: by a column that names them, else the first and the last day.
 * @throws AmyloscopeError `invalidInput` when patients or visits cannot be told apart.
 */
export function panelVisits(table: Table, path: string): PanelVisits {
  const [patient, date, visit] = [patientSpellings, dateSpellings, visitSpellings].map((spellings) => findColumn(table, spellings));
  if (patient === -1 || (date === -1 && visit === -1)) throw new AmyloscopeError('invalidInput', {
    en: `${path}: the first row reads "${table.header.join('", "')}", but columns must be headed patient and either date or visit. Add them.`,
    fr: `${path} : la première ligne est "${table.header.join('", "')}", mais il faut des colonnes intitulées patient, et date ou visite. Ajoutez-les.`,
  });
  const unused: UnusedCell[] = [];
  const leave = (row: TableRow, why: keyof typeof texts): readonly [] => {
    unused.push(unusedCell(texts[why], { row: row.row, column: '', value: '' }));
    return [];
  };
  const named = visit !== -1 && table.rows.some(({ cells }) => momentOf(cells[visit]) !== null);
  const order = dayOrderOf(table.rows.map(({ cells }) => cells[date] ?? ''));
  const placed = table.rows.flatMap((row): { row: TableRow; patient: string; at: string }[] => {
    const who = (row.cells[patient] ?? '').trim();
    if (who === '') return [...leave(row, 'noPatient')];
    if (named) {
      const moment = momentOf(row.cells[visit]);
      return moment ? [{ row, patient: who, at: moment }] : [...leave(row, 'noVisit')];
    }
    const day = readDay(row.cells[date] ?? '', order);
    return day.kind === 'day' ? [{ row, patient: who, at: day.day }] : [...leave(row, 'noDay')];
  });
  const pairs = [...Map.groupBy(placed, ({ patient: who }) => who)].flatMap(([who, visits]): VisitPair[] => {
    const sorted = named ? [...visits.filter(({ at }) => at === 'before'), ...visits.filter(({ at }) => at === 'after')] : visits.toSorted((a, b) => a.at.localeCompare(b.at));
    const [first, last] = [sorted[0], sorted.at(-1)!];
    if (first.at === last.at) return visits.flatMap(({ row }) => leave(row, 'single'));
    for (const { row } of sorted.slice(1, -1)) leave(row, 'between');
    return [{ patient: who, before: first.row, after: last.row }];
  });
  const days = named ? [] : placed.map(({ at }) => at).toSorted();
  return { pairs, unused, days: days.length > 0 ? [days[0], days.at(-1)!] : null };
}

function momentOf(cell: string | undefined): 'before' | 'after' | null {
  const word = plainHeading(cell ?? '');
  if ((words.before as readonly string[]).includes(word)) return 'before';
  return (words.after as readonly string[]).includes(word) ? 'after' : null;
}
