import type { Text } from '../measurement/language.ts';

/** HTML that is safe to write out: made by `html`, which escapes everything else. */
export interface Markup {
  readonly markup: string;
}

type Part = Markup | string | number | null | readonly Markup[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Escapes text for HTML, inside elements and quoted attributes.
 * @example escapeHtml('<b>') // '&lt;b&gt;'
 */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]);
}

/** Writes HTML: texts and numbers are escaped, markup is taken as it is, lists are joined, null is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: strings.map((string, i) => string + (i < parts.length ? written(parts[i]) : '')).join('') };
}

function written(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}

/** Takes a string for markup. For what this project wrote itself, such as a style sheet or a drawn chart. */
export function trusted(markup: string): Markup {
  return { markup };
}

/** A text in every language; the page shows the one of its `lang`. */
export function inEveryLanguage({ en, fr }: Text): Markup {
  return en === fr ? html`${en}` : html`<span lang="en">${en}</span><span lang="fr">${fr}</span>`;
}
