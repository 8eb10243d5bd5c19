import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { readTable, type Table, type TableRow } from './read-table.ts';

/** What a site knows of one scan. null where the table says nothing. */
export interface PlanarTruth {
  /** The row's number in the file as a spreadsheet shows it. */
  readonly row: number;
  readonly file: string | null;
  readonly patient: string | null;
  /** Cardiac uptake of Perugini grade 2 or more. Follows from the grade where the table leaves it empty. */
  readonly abnormal: boolean | null;
  readonly peruginiGrade: number | null;
  readonly heartToContralateralRatio: number | null;
}

type ColumnName = Exclude<keyof PlanarTruth, 'row'>;

/** The columns as people head them; compared without case, accents and punctuation. */
const columnNames: Readonly<Record<ColumnName, readonly string[]>> = {
  file: ['file', 'filename', 'path', 'fichier', 'nomdufichier', 'chemin'],
  patient: ['patient', 'patientid', 'idpatient', 'identifiant', 'identifiantpatient', 'ipp', 'nip'],
  abnormal: ['abnormal', 'positive', 'anormal', 'anormale', 'positif', 'fixationanormale'],
  peruginiGrade: ['peruginigrade', 'perugini', 'grade', 'gradedeperugini', 'gradeperugini'],
  heartToContralateralRatio: ['hearttocontralateralratio', 'hcl', 'ratio', 'rapport', 'rapporthcl', 'rapportcoeurcontralateral', 'rapportcoeurcontrolateral'],
};

const yes = ['1', 'true', 'yes', 'y', 'abnormal', 'positive', '+', 'vrai', 'oui', 'o', 'anormal', 'anormale', 'positif', 'positive'];
const no = ['0', 'false', 'no', 'n', 'normal', 'negative', '-', 'faux', 'non', 'normale', 'negatif'];

const lowestAbnormalGrade = 2;
/** No planar scan has a ratio near this; a larger number is a percentage or a slip. */
const highestRatio = 50;

/**
 * Reads a table of known answers for planar scans: CSV with the columns
 * `file,patient,abnormal,peruginiGrade,heartToContralateralRatio`, any of which may be missing or have empty cells as long
 * as a scan can be told (file or patient) and something is known of it. Headers may be English or French, decimals with
 * point or comma, cells parted by comma, semicolon or tab, with or without byte order mark.
 *
 * @param path for messages.
 * @throws AmyloscopeError `invalidInput` naming row, column, value and remedy when the table cannot be understood.
 */
export function readPlanarTruth(bytes: Uint8Array, path: string): readonly PlanarTruth[] {
  const table = readTable(bytes, path);
  const columns = findColumns(table, path);
  return table.rows.map((row) => readRow({ path, table, columns, row }));
}

type Columns = Readonly<Record<ColumnName, number>>;

interface RowContext {
  readonly path: string;
  readonly table: Table;
  readonly columns: Columns;
  readonly row: TableRow;
}

function findColumns({ header }: Table, path: string): Columns {
  const columns = Object.fromEntries(
    Object.entries(columnNames).map(([name, spellings]) => [name, header.findIndex((title) => spellings.includes(plain(title)))]),
  ) as Record<ColumnName, number>;
  const has = (...names: ColumnName[]) => names.some((name) => columns[name] !== -1);
  const found = `the first row reads "${header.join('", "')}"`;
  if (!has('file', 'patient')) {
    throw new AmyloscopeError('invalidInput', `${path}: ${found}, but one column must be headed file or patient. Add it, so that each row can be told from others.`);
  }
  if (!has('abnormal', 'peruginiGrade', 'heartToContralateralRatio')) {
    throw new AmyloscopeError('invalidInput', `${path}: ${found}, but at least one column must be headed abnormal, peruginiGrade or heartToContralateralRatio. Add what is known of the scans.`);
  }
  return columns;
}

function plain(title: string): string {
  return title.normalize('NFD').replaceAll('œ', 'oe').toLowerCase().replace(/[^a-z0-9]/g, '');
}

function readRow(context: RowContext): PlanarTruth {
  const file = cellOf(context, 'file') || null;
  const patient = cellOf(context, 'patient') || null;
  if (file === null && patient === null) throw rowFault(context, context.columns.file === -1 ? 'patient' : 'file', 'a row must name its file or its patient', 'Fill it in, or remove the row.');
  const peruginiGrade = readGrade(context);
  const stated = readAbnormal(context);
  const implied = peruginiGrade === null ? null : peruginiGrade >= lowestAbnormalGrade;
  if (stated !== null && implied !== null && stated !== implied) {
    throw rowFault(context, 'abnormal', `grade ${peruginiGrade} is ${implied ? 'abnormal' : 'not abnormal'}, abnormal meaning grade ${lowestAbnormalGrade} or more`, 'Correct one of the two, or leave one empty.');
  }
  return { row: context.row.row, file, patient, abnormal: stated ?? implied, peruginiGrade, heartToContralateralRatio: readRatio(context) };
}

function cellOf({ columns, row }: RowContext, column: ColumnName): string {
  return (row.cells[columns[column]] ?? '').trim();
}

function rowFault(context: RowContext, column: ColumnName, rule: string, remedy: string): AmyloscopeError {
  const title = context.table.header[context.columns[column]] ?? column;
  return new AmyloscopeError('invalidInput', `${context.path}: row ${context.row.row}, column "${title}" holds "${cellOf(context, column)}", but ${rule}. ${remedy}`);
}

function readAbnormal(context: RowContext): boolean | null {
  const word = cellOf(context, 'abnormal').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  if (word === '') return null;
  if (yes.includes(word)) return true;
  if (no.includes(word)) return false;
  throw rowFault(context, 'abnormal', 'it must be 1 or 0, yes or no, oui or non, or empty', 'Write 1 for grade 2 or more, else 0.');
}

function readGrade(context: RowContext): number | null {
  const text = cellOf(context, 'peruginiGrade');
  if (text === '') return null;
  if (/^[0-3]$/.test(text)) return Number(text);
  throw rowFault(context, 'peruginiGrade', 'it must be 0, 1, 2 or 3, or empty', 'Write one grade, or leave the cell empty where readers did not agree.');
}

function readRatio(context: RowContext): number | null {
  const text = cellOf(context, 'heartToContralateralRatio');
  if (text === '') return null;
  const value = /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
  if (value > 0 && value < highestRatio) return value;
  throw rowFault(context, 'heartToContralateralRatio', `it must be a ratio above 0 and below ${highestRatio}, or empty`, 'Write it as 1.52 or 1,52, without unit or percent.');
}
