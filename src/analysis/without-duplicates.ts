import type { Table } from './read-table.ts';
import { type UnusedCell, unusedCell } from './table-column.ts';

const duplicate = {
  reason: { en: 'the same as row {first} in every cell', fr: 'identique à la ligne {first} dans toutes ses cellules' },
  remedy: { en: 'Remove it; a true repetition needs a cell that tells it apart.', fr: 'Supprimez-la ; une vraie répétition demande une cellule qui la distingue.' },
};

/** A table with each row once, and the rows that repeat an earlier one. */
export function withoutDuplicates({ header, rows }: Table): { readonly table: Table; readonly unused: readonly UnusedCell[] } {
  const first = new Map<string, number>();
  const unused: UnusedCell[] = [];
  const kept = rows.filter(({ row, cells }) => {
    const key = JSON.stringify(header.map((_, column) => (cells[column] ?? '').trim()));
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, row);
    else unused.push(unusedCell(duplicate, { row, column: '', value: '' }, { first: earlier }));
    return earlier === undefined;
  });
  return { table: { header, rows: kept }, unused };
}
