/** What a cell that should hold a number was found to hold. */
export type NumberCell =
  | { readonly kind: 'number'; readonly value: number; readonly unit: string }
  | { readonly kind: 'empty' | 'notANumber' | 'ambiguousComma' };

const emptyWords = /^(|n\/?[ac]|nan|null|none|-+|–|—|nd|manquant|missing)$/i;
const numberThenUnit = /^([+-]?)(\d[\d\s.,]*|[.,]\d+)(?:e([+-]?\d+))?(?:\s*([\p{L}%µ°{].*))?$/iu;

/**
 * Reads a number as English and French people write it: `1234.5`, `1 234,5`, `1,234.5`, `-16`, with a unit behind it.
 *
 * A single comma before three digits, as in `1,234`, could be either and is refused unless the column decides.
 *
 * @param commaIsDecimal whether other cells of the column show that a comma parts decimals.
 * @example readNumber('1 234,5 ng/L', true) // { kind: 'number', value: 1234.5, unit: 'ng/L' }
 * @example readNumber('1,234', false) // { kind: 'ambiguousComma' }
 */
export function readNumber(text: string, commaIsDecimal: boolean): NumberCell {
  const trimmed = text.trim().replace(/^[−–](?=\s*\d)/, '-').replace(/^([+-])\s+/, '$1');
  if (emptyWords.test(trimmed)) return { kind: 'empty' };
  const match = numberThenUnit.exec(trimmed);
  if (!match) return { kind: 'notANumber' };
  const [, sign, written, exponent = '0', unit = ''] = match;
  const digits = written.replace(/\s+$/, '');
  if (/\s/.test(digits) && !/^\d{1,3}(\s\d{3})+([.,]\d+)?$/.test(digits)) return { kind: 'notANumber' };
  const compact = digits.replace(/\s/g, '');
  const decimal = decimalOf(compact, commaIsDecimal);
  if (decimal === null) return { kind: /^\d{1,3},\d{3}$/.test(compact) ? 'ambiguousComma' : 'notANumber' };
  return { kind: 'number', value: Number(`${sign}${decimal}e${exponent}`), unit: unit.trim() };
}

/** The digits with a decimal point, or null where they cannot be told. */
function decimalOf(digits: string, commaIsDecimal: boolean): string | null {
  if (/^\d*\.?\d+$|^\d+\.$/.test(digits)) return digits;
  if (/^\d{1,3}(,\d{3})+\.\d+$|^\d{1,3}(,\d{3}){2,}$/.test(digits)) return digits.replaceAll(',', '');
  if (/^\d{1,3}(\.\d{3})+,\d+$/.test(digits)) return digits.replaceAll('.', '').replace(',', '.');
  if (/^[1-9]\d{0,2},\d{3}$/.test(digits) && !commaIsDecimal) return null;
  return /^\d*,\d+$/.test(digits) ? digits.replace(',', '.') : null;
}

/** Whether a column shows that its commas part decimals: one cell has a comma that cannot part thousands. */
export function commaPartsDecimals(cells: readonly string[]): boolean {
  return cells.some((cell) => /^\D*(?:0,\d+|\d{4,},\d+|\d[\d\s]*,(?:\d{1,2}|\d{4,}))(?!\d|,|\.)\D*$/.test(cell.trim()));
}
