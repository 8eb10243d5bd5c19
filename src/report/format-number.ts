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

/**
 * A number with as many digits as tell it from its neighbours, for quantities of any size.
 * @param digits significant digits at most; zeros at the end are not written.
 * @example formatSignificant(0.012345, 'en') // '0.0123'
 */
export function formatSignificant(value: number, language: Language, digits = 3): string {
  // A whole part is written in full: 1234 as three digits would read 1230.
  const needed = Math.max(digits, Math.floor(Math.log10(Math.max(1, Math.abs(value)))) + 1);
  return value.toLocaleString(locales[language], { maximumSignificantDigits: Math.min(21, needed) }).replace('-', '−');
}

/**
 * A ratio with its 95 % interval, with as many decimals as the width of the interval deserves.
 * @example formatRatio({ value: 1.00021, interval95: [1.00011, 1.00031] }, 'en') // '1.00021 (1.00011–1.00031)'
 */
export function formatRatio(result: { readonly value: number; readonly interval95: readonly [number, number] }, language: Language): string {
  const half = Math.min(result.value - result.interval95[0], result.interval95[1] - result.value);
  const decimals = half > 0 ? Math.ceil(0.3 - Math.log10(half)) : 2;
  return formatWithInterval(result, Math.min(6, Math.max(result.value >= 10 ? 1 : 2, decimals)), language);
}
