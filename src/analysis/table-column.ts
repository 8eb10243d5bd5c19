import { fillText } from '../measurement/finding.ts';
import type { Text } from '../measurement/language.ts';
import { splitHeading } from './heading.ts';
import { commaPartsDecimals, type NumberCell, readNumber } from './read-number.ts';
import { readYesNo } from './read-yes-no.ts';
import type { Table } from './read-table.ts';

/** A row or cell of a table that no figure uses, why, and what would change that. */
export interface UnusedCell {
  /** As a spreadsheet counts; the header is row 1. */
  readonly row: number;
  /** Heading of the column; empty for a whole row. */
  readonly column: string;
  readonly value: string;
  readonly reason: Text;
  readonly remedy: Text;
}

/** What a column was found to hold, one entry a row; null is an empty cell or one that was not understood. */
export type TableColumn = { readonly title: string; readonly name: string; readonly unit: string | null; readonly unused: readonly UnusedCell[] } & (
  | { readonly holds: 'numbers'; readonly values: readonly (number | null)[] }
  | { readonly holds: 'yesNo'; readonly values: readonly (boolean | null)[] }
  | { readonly holds: 'words'; readonly values: readonly (string | null)[] }
  | { readonly holds: 'nothing' }
);

/** A column is one of numbers when at least this share of its cells are; the others are then slips. */
const shareOfNumbers = 0.5;

/** Why a cell of a column is not used. */
const cellTexts = {
  notANumber: { reason: { en: 'not a number, in a column of numbers', fr: 'pas un nombre, dans une colonne de nombres' }, remedy: { en: 'Write the number alone, or leave the cell empty.', fr: 'Écrivez le nombre seul, ou laissez la cellule vide.' } },
  ambiguousComma: { reason: { en: 'the comma may part thousands or decimals', fr: 'virgule des milliers ou des décimales ?' }, remedy: { en: 'Write 1234 or 1.234.', fr: 'Écrivez 1234 ou 1.234.' } },
  otherUnit: { reason: { en: 'in {found}, where the column is in {unit}', fr: 'en {found}, alors que la colonne est en {unit}' }, remedy: { en: 'Convert it to {unit}.', fr: 'Convertissez-la en {unit}.' } },
} as const satisfies Record<string, { readonly reason: Text; readonly remedy: Text }>;

/**
 * Reads one column and tells from its cells whether it holds numbers, yes or no, or words.
 *
 * Numbers may have a decimal comma and a unit; 0 and 1 alone are no and yes. Words that differ in case alone are one. A
 * cell that does not fit a column of numbers is not used, and listed.
 */
export function tableColumn({ header, rows }: Table, column: number): TableColumn {
  const title = header[column];
  const heading = { title, ...splitHeading(title), unused: [] };
  const texts = rows.map(({ cells }) => (cells[column] ?? '').trim());
  const commaIsDecimal = commaPartsDecimals(texts);
  const numbers = texts.map((text) => readNumber(text, commaIsDecimal));
  const filled = texts.filter((_, i) => numbers[i].kind !== 'empty');
  if (filled.length === 0) return { ...heading, holds: 'nothing' };
  if (filled.every((text) => readYesNo(text) !== null)) return { ...heading, holds: 'yesNo', values: texts.map((text) => readYesNo(text)) };
  if (numbers.filter(({ kind }) => kind === 'number').length < shareOfNumbers * filled.length) {
    return { ...heading, holds: 'words', values: words(texts, numbers) };
  }
  const unit = heading.unit ?? numbers.flatMap((cell) => (cell.kind === 'number' && cell.unit !== '' ? [cell.unit] : []))[0] ?? null;
  return { ...heading, unit, holds: 'numbers', values: numbers.map((cell) => usedNumber(cell, unit)), unused: unusedNumbers(numbers, unit, (i) => ({ row: rows[i].row, column: title, value: texts[i] })) };
}

/** Words as they are first spelt; null where the cell is empty. */
function words(texts: readonly string[], numbers: readonly NumberCell[]): (string | null)[] {
  const spelling = new Map<string, string>();
  return texts.map((text, i) => {
    const key = text.toLowerCase();
    // Where a number is missing, "none" means that there is none; among words it is one, as of a treatment.
    if (numbers[i].kind === 'empty' && key !== 'none') return null;
    if (!spelling.has(key)) spelling.set(key, text);
    return spelling.get(key) ?? text;
  });
}

function isOtherUnit(unit: string, unitOfColumn: string | null): boolean {
  return unit !== '' && unit.toLowerCase() !== unitOfColumn?.toLowerCase();
}

function usedNumber(cell: NumberCell, unit: string | null): number | null {
  return cell.kind === 'number' && !isOtherUnit(cell.unit, unit) ? cell.value : null;
}

function unusedNumbers(numbers: readonly NumberCell[], unit: string | null, place: (i: number) => Pick<UnusedCell, 'row' | 'column' | 'value'>): UnusedCell[] {
  return numbers.flatMap((cell, i) => {
    if (cell.kind === 'empty') return [];
    if (cell.kind !== 'number') return [unusedCell(cellTexts[cell.kind], place(i))];
    return isOtherUnit(cell.unit, unit) ? [unusedCell(cellTexts.otherUnit, place(i), { found: cell.unit, unit: unit ?? '' })] : [];
  });
}

/** Says of one row or cell why it is not used. */
export function unusedCell({ reason, remedy }: { readonly reason: Text; readonly remedy: Text }, place: Pick<UnusedCell, 'row' | 'column' | 'value'>, parameters: Readonly<Record<string, string | number>> = {}): UnusedCell {
  const fill = ({ en, fr }: Text): Text => ({ en: fillText(en, parameters), fr: fillText(fr, parameters) });
  return { ...place, reason: fill(reason), remedy: fill(remedy) };
}
