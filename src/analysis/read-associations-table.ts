import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import type { AssociationMethod, AssociationsInput, Marker } from '../tables/associations.ts';
import { findColumn, namedColumn, type Spellings } from './find-column.ts';
import { readTable } from './read-table.ts';
import { tableColumn, type TableColumn, type UnusedCell, unusedCell } from './table-column.ts';
import { withoutDuplicates } from './without-duplicates.ts';

/** What a person asks of a table of markers beyond what its headings say. */
export interface AssociationsChoices {
  /** Headings of the markers, in the order in which they are shown; null: every column of numbers. */
  readonly markers: readonly string[] | null;
  /** Headings of quantities held constant. */
  readonly held: readonly string[];
  readonly method: AssociationMethod;
}

export interface AssociationsTable {
  readonly input: AssociationsInput;
  readonly unused: readonly UnusedCell[];
}

const patientSpellings: Spellings = ['patient', 'patientid', 'subject', 'subjectid', 'case', 'id', 'sujet', 'cas', 'identifiant', 'ipp', 'nip', 'dossier'];
/** More markers make a triangle that nobody can read. */
const mostMarkers = 40;

const columnTexts = {
  words: { reason: { en: 'text is no marker', fr: 'un texte n’est pas un marqueur' }, remedy: { en: 'Nothing to do, or code it as numbers.', fr: 'Rien à faire, ou codez-le en nombres.' } },
  empty: { reason: { en: 'the column is empty', fr: 'la colonne est vide' }, remedy: { en: 'Fill it in, or remove it.', fr: 'Remplissez-la, ou supprimez-la.' } },
} as const satisfies Record<string, { readonly reason: Text; readonly remedy: Text }>;

/**
 * Reads a table of markers: CSV, one row a patient, a column for each marker. Yes and no count as 1 and 0.
 *
 * @param path for messages.
 * @returns the markers, and every row, column and cell that takes no part, with the reason.
 * @throws AmyloscopeError `invalidInput` naming the column when fewer than two columns hold numbers, a column named does
 *   not, or there are too many.
 */
export function readAssociationsTable(bytes: Uint8Array, path: string, { markers, held, method }: AssociationsChoices): AssociationsTable {
  const whole = readTable(bytes, path);
  const patientColumn = findColumn(whole, patientSpellings);
  // Without patients two equal rows may be two patients.
  const { table, unused } = patientColumn === -1 ? { table: whole, unused: [] } : withoutDuplicates(whole);
  const heldColumns = held.map((name) => namedColumn(table, name, path));
  const markerColumns = markers?.map((name) => namedColumn(table, name, path)) ?? table.header.flatMap((title, i) => (i === patientColumn || title === '' || heldColumns.includes(i) ? [] : [i]));
  const columns = markerColumns.map((column) => tableColumn(table, column));
  const heldParts = heldColumns.map((column) => tableColumn(table, column));
  const wordy = (markers === null ? heldParts : [...columns, ...heldParts]).find(({ holds }) => holds === 'words' || holds === 'nothing');
  if (wordy) throw new AmyloscopeError('invalidInput', {
    en: `${path}: column "${wordy.title}" holds ${wordy.holds === 'words' ? 'text' : 'nothing'}; a correlation needs numbers. Leave it out, or code it as numbers.`,
    fr: `${path}\u00a0: la colonne "${wordy.title}" ${wordy.holds === 'words' ? 'contient du texte' : 'est vide'}\u202f; une corrélation demande des nombres. Laissez-la, ou codez-la en nombres.`,
  });
  const used = columns.flatMap(markerOf);
  if (used.length < 2) throw new AmyloscopeError('invalidInput', {
    en: `${path}: ${used.length === 1 ? 'only one column holds numbers' : 'no column holds numbers'}; the first row reads "${table.header.join('", "')}". A correlation needs two.`,
    fr: `${path}\u00a0: ${used.length === 1 ? 'une seule colonne contient des nombres' : 'aucune colonne ne contient de nombres'}\u202f; la première ligne est "${table.header.join('", "')}". Une corrélation en demande deux.`,
  });
  if (used.length > mostMarkers) throw new AmyloscopeError('invalidInput', {
    en: `${path}: ${used.length} columns hold numbers; at most ${mostMarkers} can be read in one figure. Choose with --markers.`,
    fr: `${path}\u00a0: ${used.length} colonnes contiennent des nombres\u202f; ${mostMarkers} au plus se lisent sur une figure. Choisissez avec --markers.`,
  });
  return {
    input: { patients: table.rows.map(({ row, cells }) => (cells[patientColumn] ?? '').trim() || `row ${row}`), markers: used, held: heldParts.flatMap(markerOf), method },
    unused: [...unused, ...columns.flatMap(unusedColumn), ...[...columns, ...heldParts].flatMap((column) => column.unused)].toSorted((a, b) => a.row - b.row),
  };
}

function markerOf(column: TableColumn): readonly Marker[] {
  const { name, unit } = column;
  if (column.holds === 'numbers') return [{ name, unit, values: column.values }];
  return column.holds === 'yesNo' ? [{ name, unit: null, values: column.values.map((value) => (value === null ? null : Number(value))) }] : [];
}

function unusedColumn({ holds, title }: TableColumn): readonly UnusedCell[] {
  const text = holds === 'words' ? columnTexts.words : holds === 'nothing' ? columnTexts.empty : null;
  return text ? [unusedCell(text, { row: 1, column: title, value: title })] : [];
}
