import type { Language, Text } from '../measurement/language.ts';
import { formatInterval, formatNumber } from './format-number.ts';
import { inBoth } from './table-page.ts';

/** Writes numbers of one quantity, all with the same decimals and its unit. */
export interface QuantityFormat {
  readonly decimals: number;
  /** As a mark behind a number: `Septum (mm)` gives `15.2 mm`. */
  readonly unit: string | null;
}

/**
 * As many decimals as the scatter deserves: two digits of it.
 * @param scatter a standard deviation of the quantity; 0 when nothing is known.
 * @example quantityFormat(0.42, 'mm').decimals // 2
 */
export function quantityFormat(scatter: number, unit: string | null): QuantityFormat {
  return { decimals: scatter > 0 ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(scatter)))) : 2, unit };
}

/** The unit of a difference or a scatter: of percentages it is points, lest it be read as a share of the value. */
export function unitOfDifferences(unit: string | null): string | null {
  return unit === '%' ? 'points' : unit;
}

/** A number with its unit. */
export function quantityNumber(value: number, { decimals, unit }: QuantityFormat, language: Language): string {
  return [formatNumber(value, decimals, language), unit].filter(Boolean).join('\u00a0');
}

/** A value with its interval, and the unit once. */
export function quantityWithInterval(result: { readonly value: number; readonly interval95: readonly [number, number] }, format: QuantityFormat): Text {
  return inBoth((language) => `${quantityNumber(result.value, format, language)} (${formatInterval(result.interval95, format.decimals, language)})`);
}

/** A name that people gave, the same in every language. */
export function sameWords(words: string): Text {
  return { en: words, fr: words };
}

/** A count. */
export function countText(count: number): Text {
  return inBoth((language) => formatNumber(count, 0, language));
}
