import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import type { AccuracyInput, AccuracyScore } from '../tables/accuracy.ts';
import { findColumn, namedColumn, type Spellings } from './find-column.ts';
import { readTable, type Table } from './read-table.ts';
import { readYesNo } from './read-yes-no.ts';
import { tableColumn, type TableColumn, type UnusedCell, unusedCell } from './table-column.ts';
import { withoutDuplicates } from './without-duplicates.ts';

/** What a person asks of a table of scores beyond what its headings say. */
export interface AccuracyChoices {
  /** Headings of the scores; null: every column of numbers, or of yes and no. */
  readonly scores: readonly string[] | null;
  /** Headings of scores that are low in disease. */
  readonly low: readonly string[];
  /** Thresholds stated before looking at the data, by heading; an empty heading means the only score. */
  readonly thresholds: readonly { readonly score: string; readonly value: number }[];
}

export interface AccuracyTable {
  readonly input: AccuracyInput;
  readonly unused: readonly UnusedCell[];
}

const patientSpellings: Spellings = ['patient', 'patientid', 'idpatient', 'id', 'case', 'cas', 'subject', 'sujet', 'identifiant', 'identifiantpatient', 'ipp', 'nip'];
const truthSpellings: Spellings = ['truth', 'verite', 'reference', 'goldstandard', 'diagnosis', 'diagnostic', 'disease', 'diseased', 'maladie', 'malade', 'amyloidosis', 'amylose', 'abnormal', 'anormal', 'positive', 'positif', 'outcome'];
const truthWords = { yes: ['diseased', 'disease', 'abnormal', 'amyloidosis', 'attr', 'malade', 'maladie', 'anormal', 'amylose', 'pathologique'], no: ['healthy', 'normal', 'control', 'sain', 'saine', 'normale', 'temoin'] };

const texts = {
  noTruth: { reason: { en: 'neither diseased nor healthy', fr: 'ni malade ni sain' }, remedy: { en: 'Write 1 for diseased, 0 for healthy.', fr: 'Écrivez 1 pour malade, 0 pour sain.' } },
  words: { reason: { en: 'a column of words is no score', fr: 'une colonne de mots n’est pas un score' }, remedy: { en: 'Write numbers, or leave it.', fr: 'Écrivez des nombres, ou laissez-la.' } },
  empty: { reason: { en: 'the column is empty', fr: 'la colonne est vide' }, remedy: { en: 'Fill it in, or remove it.', fr: 'Remplissez-la, ou supprimez-la.' } },
} as const satisfies Record<string, { readonly reason: Text; readonly remedy: Text }>;

/**
 * Reads a table of scores: CSV with the truth of each case and one or more scores. Headings in English or French.
 *
 * @param path for messages.
 * @returns what the rows hold, and every row, column and cell that takes no part, with the reason.
 * @throws AmyloscopeError `invalidInput` naming column, value and remedy when the table as a whole is not understood.
 */
export function readAccuracyTable(bytes: Uint8Array, path: string, choices: AccuracyChoices): AccuracyTable {
  const { table: distinct, unused: duplicates } = withoutDuplicates(readTable(bytes, path));
  const truth = findColumn(distinct, truthSpellings);
  const patient = findColumn(distinct, patientSpellings);
  if (truth === -1) throw new AmyloscopeError('invalidInput', {
    en: `${path}: the first row reads "${distinct.header.join('", "')}", but a column must be headed truth. Add it, with 1 for diseased and 0 for healthy.`,
    fr: `${path} : la première ligne est "${distinct.header.join('", "')}", mais une colonne doit s’intituler truth (vérité). Ajoutez-la, avec 1 pour malade et 0 pour sain.`,
  });
  const known = distinct.rows.map(({ cells }) => readYesNo(cells[truth] ?? '', truthWords));
  const withoutTruth = distinct.rows.flatMap(({ row, cells }, i) => (known[i] === null ? [unusedCell(texts.noTruth, { row, column: distinct.header[truth], value: (cells[truth] ?? '').trim() })] : []));
  const table: Table = { header: distinct.header, rows: distinct.rows.filter((_, i) => known[i] !== null) };
  const wanted = choices.scores?.map((name) => namedColumn(table, name, path)) ?? table.header.flatMap((title, i) => (i === truth || i === patient || title === '' ? [] : [i]));
  const columns = wanted.map((column) => tableColumn(table, column));
  const scores = scoresOf(columns, table, choices, path);
  return {
    input: { patients: table.rows.map(({ row, cells }) => (cells[patient] ?? '').trim() || `row ${row}`), diseased: known.filter((one) => one !== null), scores },
    unused: [...duplicates, ...withoutTruth, ...columns.flatMap(unusedColumn)].toSorted((a, b) => a.row - b.row),
  };
}

function unusedColumn({ title, holds, unused }: TableColumn): readonly UnusedCell[] {
  if (holds === 'numbers' || holds === 'yesNo') return unused;
  return [unusedCell(texts[holds === 'nothing' ? 'empty' : 'words'], { row: 1, column: title, value: title })];
}

function scoresOf(columns: readonly TableColumn[], table: Table, { low, thresholds }: AccuracyChoices, path: string): readonly AccuracyScore[] {
  const usable = columns.filter((column) => column.holds === 'numbers' || column.holds === 'yesNo');
  if (usable.length === 0) throw new AmyloscopeError('invalidInput', {
    en: `${path}: no column holds a score. Add a column of numbers beside the truth.`,
    fr: `${path} : aucune colonne ne contient de score. Ajoutez une colonne de nombres à côté de la vérité.`,
  });
  const lowColumns = low.map((name) => table.header[namedColumn(table, name, path)]);
  const stated = new Map(thresholds.map(({ score, value }) => [score === '' ? onlyScore(usable, value, path) : table.header[namedColumn(table, score, path)], value]));
  const unmet = [...stated.keys(), ...lowColumns].find((title) => !usable.some((column) => column.title === title));
  if (unmet !== undefined) throw new AmyloscopeError('invalidInput', {
    en: `${path}: column "${unmet}" is no score of this run. Name one of "${usable.map(({ title }) => title).join('", "')}".`,
    fr: `${path} : la colonne "${unmet}" n’est pas un score de cette analyse. Nommez l’une de "${usable.map(({ title }) => title).join('", "')}".`,
  });
  return usable.map((column) => ({
    name: column.name,
    unit: column.unit,
    values: column.values.map((value) => (value === null ? null : Number(value))),
    diseasedWhen: lowColumns.includes(column.title) ? 'low' : 'high',
    threshold: stated.get(column.title) ?? null,
  }));
}

function onlyScore(usable: readonly TableColumn[], value: number, path: string): string {
  if (usable.length > 1) throw new AmyloscopeError('invalidInput', {
    en: `${path}: threshold ${value} could be that of "${usable.map(({ title }) => title).join('" or "')}". Write it as NAME=${value}.`,
    fr: `${path} : le seuil ${value} pourrait être celui de "${usable.map(({ title }) => title).join('" ou "')}". Écrivez-le NOM=${value}.`,
  });
  return usable[0].title;
}
