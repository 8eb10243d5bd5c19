import { AmyloscopeError } from '../measurement/amyloscope-error.ts';

/** A table as it stands in a CSV file. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** The row's number in the file as a spreadsheet shows it: the header is row 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** The marks that part cells, the likeliest first: French spreadsheets write semicolons. */
const separators = [',', ';', '\t'] as const;

/**
 * Reads a CSV file as spreadsheets write it: RFC 4180, with comma, semicolon or tab (whichever the first line has most
 * of), with or without byte order mark, UTF-8 or Windows-1252. Empty rows are left out.
 *
 * @throws AmyloscopeError `invalidInput` naming the row when a quoted cell never ends, or when there is no row at all.
 */
export function readTable(bytes: Uint8Array, path: string): Table {
  const text = decode(bytes);
  const rows = splitRows(text, likeliestSeparator(text), path).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const [first, ...others] = rows;
  if (!first) throw new AmyloscopeError('invalidInput', {
    en: `${path}: the table is empty. Its first row must name the columns.`,
    fr: `${path} : le tableau est vide. Sa première ligne doit nommer les colonnes.`,
  });
  return { header: first.cells.map((cell) => cell.trim()), rows: others };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function likeliestSeparator(text: string): string {
  const firstLine = text.trimStart().split(/\r?\n|\r/, 1)[0];
  const count = (separator: string) => firstLine.split(separator).length;
  return separators.reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

/** One cell: quoted, with "" for a quotation mark, or bare; and what ends it. */
function cellPattern(separator: string): RegExp {
  return new RegExp(`(?:"((?:[^"]|"")*)"([^${separator}\\r\\n]*)|([^${separator}\\r\\n]*))(${separator}|\\r\\n|\\n|\\r|$)`, 'y');
}

function splitRows(text: string, separator: string, path: string): readonly TableRow[] {
  const pattern = cellPattern(separator);
  const rows: TableRow[] = [];
  let cells: string[] = [];
  while (pattern.lastIndex < text.length) {
    const [, quoted, afterQuote = '', bare = '', end] = pattern.exec(text)!;
    if (quoted === undefined && bare.startsWith('"')) {
      const message = {
        en: `${path}: row ${rows.length + 1} has a quotation mark that is never closed. Close it, or double it where it is meant.`,
        fr: `${path} : la ligne ${rows.length + 1} a un guillemet jamais fermé. Fermez-le, ou doublez-le s’il est voulu.`,
      };
      throw new AmyloscopeError('invalidInput', message);
    }
    cells.push(quoted === undefined ? bare : quoted.replaceAll('""', '"') + afterQuote);
    if (end === separator && pattern.lastIndex < text.length) continue;
    if (end === separator) cells.push('');
    rows.push({ row: rows.length + 1, cells });
    cells = [];
  }
  return rows;
}
