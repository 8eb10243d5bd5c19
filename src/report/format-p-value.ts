import type { Language } from '../measurement/language.ts';
import { formatNumber } from './format-number.ts';

/** Below this a p value says no more than that it is small. */
const smallest = 0.001;

/**
 * A p value with its sign of equality, with two decimals from 0.1 on and three below.
 * @param p 0 to 1.
 * @example formatPValue(0.0432, 'fr') // 'p = 0,043'
 */
export function formatPValue(p: number, language: Language): string {
  return p < smallest ? `p ${formatPCell(p, language)}` : `p = ${formatPCell(p, language)}`;
}

/**
 * A p value alone, for a column that is headed p.
 * @param p 0 to 1.
 * @example formatPCell(0.0004, 'en') // '< 0.001'
 */
export function formatPCell(p: number, language: Language): string {
  return p < smallest ? `< ${formatNumber(smallest, 3, language)}` : formatNumber(p, p < 0.0995 ? 3 : 2, language);
}
