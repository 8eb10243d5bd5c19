/** A cell of a table: text is guarded against formulas, numbers are written as they are, null is an empty cell. */
export type CsvCell = string | number | boolean | null;

/** A spreadsheet takes text that begins so for a formula and may run it. */
const formulaStart = /^[=+\-@\t\r]/;

/**
 * One line of a CSV file as RFC 4180 has it, ended by CR LF.
 *
 * Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers keep their point and their sign.
 * @example csvLine(['a,b', 1.5, null]) // '"a,b",1.5,\r\n'
 * Source: RFC 4180; OWASP, CSV injection.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = formulaStart.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
