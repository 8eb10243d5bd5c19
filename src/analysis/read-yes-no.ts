import { plainHeading } from './heading.ts';

const yes: ReadonlySet<string> = new Set(['1', 'true', 'yes', 'y', 'positive', 'present', 'vrai', 'oui', 'o', 'positif', 'presente']);
const no: ReadonlySet<string> = new Set(['0', 'false', 'no', 'n', 'negative', 'absent', 'faux', 'non', 'negatif', 'absente']);

/**
 * Reads yes or no in English or French, 1 or 0 among them, and further words of one column.
 * @returns null for an empty cell, or one that says neither.
 * @example readYesNo('Oui') // true
 */
export function readYesNo(text: string, more: { readonly yes: readonly string[]; readonly no: readonly string[] } = { yes: [], no: [] }): boolean | null {
  const word = plainHeading(text);
  if (yes.has(word) || more.yes.includes(word)) return true;
  return no.has(word) || more.no.includes(word) ? false : null;
}
