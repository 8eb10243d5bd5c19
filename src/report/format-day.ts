import type { Language } from '../measurement/language.ts';

/**
 * A calendar day as a reader of the language expects it, without a place to break the line.
 * @param day ISO 8601, e.g. `2025-03-31`.
 * @example formatDay('2025-03-01', 'en') // '1\u00a0Mar\u00a02025'
 */
export function formatDay(day: string, language: Language): string {
  const date = new Date(`${day}T00:00:00Z`);
  const words = date.toLocaleDateString(language === 'fr' ? 'fr-FR' : 'en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return words.replaceAll(' ', '\u00a0');
}
