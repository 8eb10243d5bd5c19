import type { Language } from '../measurement/language.ts';

/** What stands where there is no number. */
export const noNumber = '–';

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' };

/**
 * A number as a reader of the language expects it: decimal comma and narrow spaces between thousands in French.
 * A minus is written as such, not as a hyphen.
 * @param decimals always written, so that columns line up.
 * @example formatNumber(1234.5, 2, 'fr') // '1\u202f234,50'
 */
export function formatNumber(value: number, decimals: number, language: Language): string {
  return value.toLocaleString(locales[language], { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).replace('-', '−');
}

/** The bounds of an interval; parted by a word where a minus would run into the dash. */
export function formatInterval([lower, upper]: readonly [number, number], decimals: number, language: Language): string {
  const dash = lower >= 0 ? '–' : language === 'fr' ? ' à ' : ' to ';
  return formatNumber(lower, decimals, language) + dash + formatNumber(upper, decimals, language);
}

/**
 * A value with its 95 % interval.
 * @example formatWithInterval({ value: 1.5, interval95: [1.25, 1.75] }, 2, 'en') // '1.50 (1.25–1.75)'
 */
export function formatWithInterval(result: { readonly value: number; readonly interval95: readonly [number, number] }, decimals: number, language: Language): string {
  return `${formatNumber(result.value, decimals, language)} (${formatInterval(result.interval95, decimals, language)})`;
}
