import type { Text } from '../measurement/language.ts';
import { html, inEveryLanguage, type Markup } from './markup.ts';

/** A row, column or cell of a table that no figure uses. */
export interface UnusedLine {
  /** As a spreadsheet counts. */
  readonly row: number;
  /** Empty for a whole row. */
  readonly column: string;
  readonly value: string;
  readonly reason: Text;
  readonly remedy: Text;
}

export const unusedTexts = {
  title: { en: 'Not used', fr: 'Non utilisé' },
  note: { en: 'All else that was asked for is in the figures above, where empty cells count as missing.', fr: 'Tout le reste de ce qui était demandé figure ci-dessus, où les cellules vides comptent comme manquantes.' },
  row: { en: 'Row', fr: 'Ligne' },
  column: { en: 'Column', fr: 'Colonne' },
  value: { en: 'Value', fr: 'Valeur' },
  reason: { en: 'Why', fr: 'Pourquoi' },
  remedy: { en: 'What to do', fr: 'Que faire' },
} as const satisfies Record<string, Text>;

/** Lists what of a table takes no part, why, and what to do; null when nothing. */
export function unusedPanel(unused: readonly UnusedLine[]): Markup | null {
  if (unused.length === 0) return null;
  const head = [unusedTexts.row, unusedTexts.column, unusedTexts.value, unusedTexts.reason, unusedTexts.remedy].map((title) => html`<th scope="col">${inEveryLanguage(title)}</th>`);
  const rows = unused.map(({ row, column, value, reason, remedy }) => html`<tr><td>${row}</td><td>${column}</td><td class="wide">${value}</td><td class="wide">${inEveryLanguage(reason)}</td><td class="wide">${inEveryLanguage(remedy)}</td></tr>`);
  return html`<details class="group panel full" open><summary><h2>${inEveryLanguage(unusedTexts.title)} <b>${unused.length}</b></h2><p>${inEveryLanguage(unusedTexts.note)}</p></summary><table class="list"><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></details>`;
}
