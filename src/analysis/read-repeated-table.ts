import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import type { RepeatedMeasurements, ScatterFactor } from '../tables/repeated-measurements.ts';
import { namedColumn } from './find-column.ts';
import { plainHeading, splitHeading } from './heading.ts';
import { type MeasuredQuantity, onScale, type ScaleChoice } from './measurement-scale.ts';
import { readTable, type Table, type TableRow } from './read-table.ts';
import { factorOfHeadings, otherColumns, type RepeatedColumns, repeatedColumns } from './repeated-columns.ts';
import { tableColumn, type TableColumn, type UnusedCell, unusedCell } from './table-column.ts';
import { withoutDuplicates } from './without-duplicates.ts';

/** What a person asks of a table of repeated measurements beyond what its headings say. */
export interface RepeatedChoices extends ScaleChoice {
  /** Heading of the column that names readers; null: found by its heading. */
  readonly reader: string | null;
  /** Headings of the columns with measurements, or names in the column of quantities; null: all. */
  readonly columns: readonly string[] | null;
}

export interface RepeatedTable {
  readonly quantities: readonly MeasuredQuantity[];
  readonly unused: readonly UnusedCell[];
}

/** Measurements as they stand in the table. */
type Found = RepeatedMeasurements<number | string>;

const factorNames: readonly ScatterFactor[] = ['reader', 'acquisition', 'device', 'site'];

const cellTexts = {
  noPatient: { reason: { en: 'no patient', fr: 'pas de patient' }, remedy: { en: 'Name the patient.', fr: 'Nommez le patient.' } },
  noFactor: { reason: { en: 'the cell is empty', fr: 'la cellule est vide' }, remedy: { en: 'Fill it in; the measurement is used again.', fr: 'Remplissez-la ; la mesure sera utilisée.' } },
  noQuantity: { reason: { en: 'does not say what was measured', fr: 'ne dit pas ce qui a été mesuré' }, remedy: { en: 'Name the quantity.', fr: 'Nommez la grandeur.' } },
  noValue: { reason: { en: 'no value', fr: 'pas de valeur' }, remedy: { en: 'Fill it in, if there is one; the patient’s other values are used.', fr: 'Remplissez-la si elle existe ; les autres valeurs du patient sont utilisées.' } },
  textAmongNumbers: { reason: { en: 'text, beside columns of numbers', fr: 'du texte, à côté de colonnes de nombres' }, remedy: { en: 'Leave the column out with --columns, or write numbers.', fr: 'Écartez la colonne avec --columns, ou écrivez des nombres.' } },
  emptyColumn: { reason: { en: 'the column is empty', fr: 'la colonne est vide' }, remedy: { en: 'Fill it in, or remove it.', fr: 'Remplissez-la, ou supprimez-la.' } },
  notChosen: { reason: { en: 'not among the columns chosen, and not needed', fr: 'hors des colonnes choisies, et inutile ici' }, remedy: { en: 'Name it with --columns to use it.', fr: 'Nommez-la avec --columns pour l’utiliser.' } },
} as const satisfies Record<string, { readonly reason: Text; readonly remedy: Text }>;

/**
 * Reads a table of patients measured more than once. CSV, headings in English or French.
 *
 * Long: a row a measurement, with the columns patient and value (or one column for each quantity), and who or what
 * measured: reader, acquisition, device, site; a column of quantities parts a value column. Wide: a row a patient, a
 * column for each reader (or acquisition, or repeat, where all headings say so); without patients, each row is one.
 *
 * Rows that are the same in every cell are one row, unless repeats are told apart by nothing and others of them differ.
 *
 * @param path for messages.
 * @returns each quantity with its measurements, and every row, column and cell that takes no part, with the reason.
 * @throws AmyloscopeError `invalidInput` naming column, value and remedy when the table as a whole is not understood.
 */
export function readRepeatedTable(bytes: Uint8Array, path: string, choices: RepeatedChoices): RepeatedTable {
  const whole = readTable(bytes, path);
  const columns = repeatedColumns(whole, choices.reader, path);
  const long = columns.value !== -1 || factorNames.some((factor) => columns[factor] !== -1);
  if (long && columns.patient === -1) throw new AmyloscopeError('invalidInput', {
    en: `${path}: no column names the patient; the first row reads "${whole.header.join('", "')}". Head one with "patient".`,
    fr: `${path} : aucune colonne ne nomme le patient ; la première ligne est "${whole.header.join('", "')}". Intitulez-en une « patient ».`,
  });
  const { table, unused } = distinctRows(whole, columns);
  const read = long ? readLong(table, columns, choices, path) : readWide(table, columns, choices, path);
  const quantities = read.found.filter(({ values }) => values.length > 0).map((found) => onScale(found, choices, path));
  if (quantities.length === 0) throw new AmyloscopeError('invalidInput', {
    en: `${path}: no measurement was found; the first row reads "${whole.header.join('", "')}". Head the columns "patient", "reader" and "value", or give each reader a column.`,
    fr: `${path} : aucune mesure trouvée ; la première ligne est "${whole.header.join('", "')}". Intitulez les colonnes « patient », « lecteur » et « valeur », ou donnez une colonne à chaque lecteur.`,
  });
  return { quantities, unused: [...unused, ...read.unused].toSorted((a, b) => a.row - b.row) };
}

/** Equal repeats of a table that does not number them are measurements; to drop them would make readers look worse. */
function distinctRows(whole: Table, columns: RepeatedColumns): { readonly table: Table; readonly unused: readonly UnusedCell[] } {
  const distinct = withoutDuplicates(whole);
  if (distinct.unused.length === 0 || columns.repeat !== -1) return distinct;
  if (columns.patient === -1) return { table: whole, unused: [] };
  const key = ({ cells }: TableRow): string => JSON.stringify((['patient', 'quantity', ...factorNames] as const).map((role) => cells[columns[role]]?.trim() ?? ''));
  const repeatsDiffer = new Set(distinct.table.rows.map(key)).size < distinct.table.rows.length;
  return repeatsDiffer ? { table: whole, unused: [] } : distinct;
}

interface Read {
  readonly found: readonly Found[];
  readonly unused: readonly UnusedCell[];
}

function readLong(whole: Table, columns: RepeatedColumns, choices: RepeatedChoices, path: string): Read {
  const factors = factorNames.filter((factor) => columns[factor] !== -1);
  const needed = ['patient', ...factors, ...(columns.quantity === -1 ? [] : ['quantity' as const])] as const;
  const unused: UnusedCell[] = [];
  const rows = whole.rows.filter(({ row, cells }) => {
    const empty = needed.find((role) => (cells[columns[role]] ?? '').trim() === '');
    if (empty) unused.push(unusedCell(cellTexts[empty === 'patient' ? 'noPatient' : empty === 'quantity' ? 'noQuantity' : 'noFactor'], { row, column: whole.header[columns[empty]], value: '' }));
    return !empty;
  });
  const table = { header: whole.header, rows };
  const valueColumns = columns.value === -1 ? chosenColumns(table, otherColumns(table, columns), choices, path) : [columns.value];
  const parts = columns.quantity === -1 ? [{ name: null, rows }] : quantitiesIn(table, columns.quantity, choices);
  const found = parts.flatMap(({ name, rows: own }) => valueColumns.flatMap((column) => {
    const part = tableColumn({ header: table.header, rows: own }, column);
    if (columns.value === -1 && part.holds === 'words' && valueColumns.length > 1) {
      unused.push(wholeColumn('textAmongNumbers', part.title));
      return [];
    }
    unused.push(...part.unused, ...emptyCells(part, own));
    return [measurementsOf(part, name, own, (role) => columns[role], factors)];
  }));
  return { found, unused };
}

function quantitiesIn({ rows }: Table, column: number, { columns }: RepeatedChoices): readonly { readonly name: string; readonly rows: readonly TableRow[] }[] {
  const parts = Map.groupBy(rows, ({ cells }) => plainHeading(cells[column]));
  const wanted = columns?.map(plainHeading);
  return [...parts].filter(([word]) => wanted?.includes(word) ?? true).map(([, own]) => ({ name: own[0].cells[column].trim(), rows: own }));
}

function measurementsOf(part: TableColumn, name: string | null, rows: readonly TableRow[], columnOf: (role: ScatterFactor | 'patient') => number, factors: readonly ScatterFactor[]): Found {
  const values = valuesOf(part);
  const kept = rows.flatMap(({ cells }, i) => (values[i] === null ? [] : [{ cells, value: values[i] }]));
  const words = (role: ScatterFactor | 'patient'): string[] => kept.map(({ cells }) => cells[columnOf(role)].trim());
  return { name: name ?? part.name, unit: part.unit, patients: words('patient'), factors: Object.fromEntries(factors.map((factor) => [factor, words(factor)])), values: kept.map(({ value }) => value) };
}

/** Yes and no are the numbers 1 and 0 here, so that a reader who gave no other grade stands beside one who did. */
function valuesOf(part: TableColumn): readonly (number | string | null)[] {
  if (part.holds === 'nothing') return [];
  return part.holds === 'yesNo' ? part.values.map((value) => (value === null ? null : Number(value))) : part.values;
}

/** Words as they stand, also where they are yes and no: another reader may have said maybe. */
function wordsOf(part: TableColumn, { header, rows }: Table): readonly (string | null)[] {
  if (part.holds !== 'yesNo') return part.holds === 'words' ? part.values : [];
  const column = header.indexOf(part.title);
  return part.values.map((value, i) => (value === null ? null : rows[i].cells[column].trim()));
}

function emptyCells(part: TableColumn, rows: readonly TableRow[]): readonly UnusedCell[] {
  const known = new Set(part.unused.map(({ row }) => row));
  const values = valuesOf(part);
  return rows.flatMap(({ row }, i) => ((values[i] ?? null) === null && !known.has(row) ? [unusedCell(cellTexts.noValue, { row, column: part.title, value: '' })] : []));
}

function wholeColumn(code: keyof typeof cellTexts, title: string): UnusedCell {
  return unusedCell(cellTexts[code], { row: 1, column: title, value: title });
}

function chosenColumns(table: Table, others: readonly number[], { columns }: RepeatedChoices, path: string): readonly number[] {
  return columns?.map((name) => namedColumn(table, name, path)) ?? others;
}

function readWide(table: Table, columns: RepeatedColumns, choices: RepeatedChoices, path: string): Read {
  const others = otherColumns(table, columns);
  const chosen = chosenColumns(table, others, choices, path);
  const parts = chosen.map((column) => tableColumn(table, column));
  const numbers = parts.some(({ holds }) => holds === 'numbers') || parts.every(({ holds }) => holds !== 'words');
  const used = parts.filter(({ holds }) => holds !== 'nothing' && !(holds === 'words' && numbers));
  if (used.length < 2) throw new AmyloscopeError('invalidInput', {
    en: `${path}: repeated measurements need two columns of values or a column that names the readers; the first row reads "${table.header.join('", "')}". Head the columns "patient", "reader" and "value", or give each reader a column.`,
    fr: `${path} : des mesures répétées demandent deux colonnes de valeurs, ou une colonne qui nomme les lecteurs ; la première ligne est "${table.header.join('", "')}". Intitulez les colonnes « patient », « lecteur » et « valeur », ou donnez une colonne à chaque lecteur.`,
  });
  const unit = commonUnit(used, path);
  const factor = factorOfHeadings(used.map(({ title }) => title));
  const entries = used.flatMap((part) => (numbers ? valuesOf(part) : wordsOf(part, table)).flatMap((value, i) => (value === null ? [] : [{ value, level: part.name, patient: patientOf(table.rows[i], columns) }])));
  const kept = entries.filter(({ patient }) => patient !== '');
  return {
    found: [{ name: commonName(used), unit, patients: kept.map(({ patient }) => patient), factors: factor === 'repeat' ? {} : { [factor]: kept.map(({ level }) => level) }, values: kept.map(({ value }) => value) }],
    unused: [
      ...parts.flatMap((part) => (part.holds === 'nothing' ? [wholeColumn('emptyColumn', part.title)] : used.includes(part) ? [] : [wholeColumn('textAmongNumbers', part.title)])),
      ...others.filter((column) => !chosen.includes(column)).map((column) => wholeColumn('notChosen', table.header[column])),
      ...used.flatMap((part) => [...part.unused, ...emptyCells(part, table.rows)]),
      ...table.rows.filter((row) => patientOf(row, columns) === '').map(({ row }) => unusedCell(cellTexts.noPatient, { row, column: table.header[columns.patient], value: '' })),
    ],
  };
}

/** Without a column of patients each row is one, named by its number. */
function patientOf({ row, cells }: TableRow, { patient }: RepeatedColumns): string {
  return patient === -1 ? String(row) : (cells[patient] ?? '').trim();
}

function commonUnit(parts: readonly TableColumn[], path: string): string | null {
  const units = new Map(parts.flatMap(({ unit }) => (unit === null ? [] : [[unit.toLowerCase(), unit]])));
  if (units.size > 1) throw new AmyloscopeError('invalidInput', {
    en: `${path}: the columns are in ${[...units.values()].join(' and ')}. Readers can only be compared in one unit: convert, or choose columns with --columns.`,
    fr: `${path} : les colonnes sont en ${[...units.values()].join(' et ')}. Des lecteurs ne se comparent que dans une même unité : convertissez, ou choisissez des colonnes avec --columns.`,
  });
  return [...units.values()][0] ?? null;
}

/** What all headings begin with, as in `Septum A`, `Septum B`; empty where they share no word. */
function commonName(parts: readonly TableColumn[]): string {
  const [first, ...others] = parts.map(({ name }) => splitHeading(name).name.split(/\s+/));
  const shared = first.findIndex((word, i) => others.some((words) => words[i] !== word));
  return first.slice(0, Math.max(0, shared)).join(' ');
}
