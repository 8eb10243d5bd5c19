/** One column of a table on a terminal. */
export interface TextColumn<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  readonly align?: 'left' | 'right';
}

const gap = '  ';

/**
 * Lays rows out in columns as wide as their widest cell.
 * @example textTable([{ n: 5 }], [{ title: 'n', cell: (row) => String(row.n), align: 'right' }]) // 'n\n-\n5'
 */
export function textTable<Row>(rows: readonly Row[], columns: readonly TextColumn<Row>[]): string {
  const cells = rows.map((row) => columns.map(({ cell }) => onOneLine(cell(row))));
  const widths = columns.map(({ title }, i) => Math.max(title.length, ...cells.map((line) => line[i].length)));
  const lay = (line: readonly string[]) =>
    line.map((cell, i) => (columns[i].align === 'right' ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join(gap).trimEnd();
  return [lay(columns.map(({ title }) => title)), lay(widths.map((width) => '-'.repeat(width))), ...cells.map(lay)].join('\n');
}

/** Control characters of a hostile file must not reach the terminal. */
function onOneLine(cell: string): string {
  return cell.replace(/\p{Cc}+/gu, ' ');
}
