import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import type { CoxTies } from '../statistics/cox-likelihood.ts';
import type { OutcomeCovariate, OutcomeGrouping, OutcomeInput } from '../tables/outcome-input.ts';
import { findColumn, namedColumn, type Spellings } from './find-column.ts';
import { readFollowUpTimes, type FollowUpRow } from './read-follow-up-times.ts';
import { readTable, type Table } from './read-table.ts';
import { tableColumn, type TableColumn, type UnusedCell, unusedCell } from './table-column.ts';
import { withoutDuplicates } from './without-duplicates.ts';

/** What a person asks of a table of outcomes beyond what its headings say. */
export interface OutcomeChoices {
  /** Heading of the column that parts the patients; null: a column headed group, else the first covariate. */
  readonly group: string | null;
  /** Where a quantity parts the patients; null: at its median. */
  readonly cut: number | null;
  /** Headings of the covariates; null: every column not otherwise used. */
  readonly covariates: readonly string[] | null;
  readonly ties: CoxTies;
}

export interface OutcomeTable {
  readonly input: OutcomeInput;
  readonly unused: readonly UnusedCell[];
}

const groupSpellings: Spellings = ['group', 'groupe', 'arm', 'bras', 'treatment', 'traitement', 'stage', 'stade', 'type'];
/** A column of more words than this is a name or a remark, not a group. */
const mostWords = 6;

const columnTexts = {
  manyWords: { reason: { en: 'text with {count} different words is no covariate', fr: 'un texte de {count} mots différents n’est pas une covariable' }, remedy: { en: 'Group the words, or leave the column out with --covariates.', fr: 'Regroupez les mots, ou écartez la colonne avec --covariates.' } },
  constant: { reason: { en: 'the same in every row', fr: 'identique à toutes les lignes' }, remedy: { en: 'Nothing to do: it cannot tell patients apart.', fr: 'Rien à faire : elle ne distingue pas les patients.' } },
  empty: { reason: { en: 'the column is empty', fr: 'la colonne est vide' }, remedy: { en: 'Fill it in, or remove it.', fr: 'Remplissez-la, ou supprimez-la.' } },
} as const satisfies Record<string, { readonly reason: Text; readonly remedy: Text }>;

/**
 * Reads a table of outcomes: CSV with a time (or dates), an event, and covariates; one row a patient, or one for each
 * stretch of time when it has a start. Headings in English or French.
 *
 * @param path for messages.
 * @returns what the rows hold, and every row, column and cell that takes no part, with the reason.
 * @throws AmyloscopeError `invalidInput` naming column, value and remedy when the table as a whole is not understood.
 */
export function readOutcomeTable(bytes: Uint8Array, path: string, choices: OutcomeChoices): OutcomeTable {
  const { table: distinct, unused: duplicates } = withoutDuplicates(readTable(bytes, path));
  const times = readFollowUpTimes(distinct, path);
  const table: Table = { header: distinct.header, rows: times.rows.map(({ row }) => row) };
  if (table.rows.length === 0) throw new AmyloscopeError('invalidInput', {
    en: `${path}: no row has a time and an event. Fill them in.`,
    fr: `${path} : aucune ligne n’a de temps ni d’événement. Remplissez-les.`,
  });
  const groupColumn = choices.group === null ? findColumn(table, groupSpellings) : namedColumn(table, choices.group, path);
  const covariateColumns = choices.covariates?.map((name) => namedColumn(table, name, path)) ?? table.header.flatMap((title, i) => (times.columns.has(i) || title === '' ? [] : [i]));
  const columns = covariateColumns.map((column) => tableColumn(table, column));
  const covariates = columns.map((column) => covariatesOf(column));
  const used = covariates.flatMap((one) => one.covariates);
  const grouping = groupColumn === -1 ? firstQuantity(used, choices.cut) : groupingOf(tableColumn(table, groupColumn), choices.cut, path);
  return {
    input: { timeUnit: times.unit, ...listed(times.rows), covariates: used, grouping, ties: choices.ties },
    unused: [...duplicates, ...times.unused, ...columns.flatMap(({ unused }) => unused), ...covariates.flatMap((one) => one.unused)].toSorted((a, b) => a.row - b.row),
  };
}

function listed(rows: readonly FollowUpRow[]): Pick<OutcomeInput, 'patients' | 'starts' | 'times' | 'events'> {
  const starts = rows.flatMap(({ start }) => start ?? []);
  return { patients: rows.map(({ patient }) => patient), starts: starts.length === rows.length ? starts : null, times: rows.map(({ time }) => time), events: rows.map(({ event }) => event) };
}

interface Covariates {
  readonly covariates: readonly OutcomeCovariate[];
  readonly unused: readonly UnusedCell[];
}

/** A quantity or a yes-or-no gives one covariate, words one for each but the first, which the others are compared with. */
function covariatesOf(column: TableColumn): Covariates {
  const { title, name, unit } = column;
  const refuse = (code: keyof typeof columnTexts, count = 0): Covariates => ({ covariates: [], unused: [unusedCell(columnTexts[code], { row: 1, column: title, value: title }, { count })] });
  if (column.holds === 'nothing') return refuse('empty');
  const different = [...new Set<number | boolean | string | null>(column.values)].filter((value) => value !== null);
  if (different.length < 2) return refuse('constant');
  if (column.holds === 'numbers') return { covariates: [{ name, unit, kind: 'quantity', contrast: null, values: column.values }], unused: [] };
  if (column.holds === 'yesNo') return { covariates: [{ name, unit: null, kind: 'yesNo', contrast: null, values: column.values.map((value) => (value === null ? null : Number(value))) }], unused: [] };
  const { values } = column;
  const everyRowItsOwn = different.length > 2 && different.length === values.filter((value) => value !== null).length;
  if (different.length > mostWords || everyRowItsOwn) return refuse('manyWords', different.length);
  const [reference, ...others] = [...new Set(values.filter((value) => value !== null))].toSorted();
  return { covariates: others.map((word) => ({ name, unit: null, kind: 'yesNo', contrast: { word, reference }, values: values.map((value) => (value === null ? null : Number(value === word))) })), unused: [] };
}

function firstQuantity(covariates: readonly OutcomeCovariate[], cut: number | null): OutcomeGrouping | null {
  const first = covariates.find(({ kind }) => kind === 'quantity');
  return first ? { by: 'cut', name: first.name, unit: first.unit, values: first.values, cut } : null;
}

function groupingOf(column: TableColumn, cut: number | null, path: string): OutcomeGrouping {
  const { title, name, unit } = column;
  if (column.holds === 'nothing') throw new AmyloscopeError('invalidInput', {
    en: `${path}: column "${title}" is empty and cannot part the patients. Choose another with --group.`,
    fr: `${path} : la colonne "${title}" est vide et ne peut séparer les patients. Choisissez-en une autre avec --group.`,
  });
  if (column.holds === 'numbers') return { by: 'cut', name, unit, values: column.values, cut };
  if (cut !== null) throw new AmyloscopeError('invalidInput', {
    en: `${path}: column "${title}" holds words, which --cut ${cut} cannot part. Leave --cut away, or choose a quantity with --group.`,
    fr: `${path} : la colonne "${title}" contient des mots, que --cut ${cut} ne peut séparer. Retirez --cut, ou choisissez une grandeur avec --group.`,
  });
  if (column.holds === 'yesNo') return { by: 'yesNo', name, values: column.values };
  const { values } = column;
  const count = new Set(values.filter((value) => value !== null)).size;
  if (count > mostWords) throw new AmyloscopeError('invalidInput', {
    en: `${path}: column "${title}" holds ${count} different words; at most ${mostWords} groups can be told apart in a figure. Group the words, or choose another column with --group.`,
    fr: `${path} : la colonne "${title}" contient ${count} mots différents ; ${mostWords} groupes au plus se distinguent sur une figure. Regroupez les mots, ou choisissez une autre colonne avec --group.`,
  });
  return { by: 'column', name, values };
}
