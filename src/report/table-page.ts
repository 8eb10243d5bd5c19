import { fillText } from '../measurement/finding.ts';
import type { Language, Text } from '../measurement/language.ts';
import { html, inEveryLanguage, type Markup } from './markup.ts';
import { languageControls, pageFoot, pageHead } from './page-frame.ts';
import { screeningTexts } from './screening-texts.ts';

/** The frame of a page about a table. */
export interface TablePageFrame {
  readonly title: Text;
  /** What the page answers, in one sentence. */
  readonly subtitle: Text;
  /** What the table holds: how many patients, how many events. */
  readonly summary: Text;
  readonly language: Language;
  readonly writtenAt: Date;
  /** Path of the table. */
  readonly table: string;
  /** The methods behind the figures, at the foot of the page. */
  readonly methods: readonly (readonly [name: Text, value: string])[];
}

const tableText: Text = { en: 'Table:', fr: 'Table :' };

/** Writes a self-contained page about a table around its panels. */
export function tablePage(frame: TablePageFrame, panels: readonly (Markup | null)[]): string {
  const written = frame.writtenAt.toISOString().slice(0, 16).replace('T', ' ');
  const body = html`<header class="page">
<div class="title"><h1>Amyloscope <span>${inEveryLanguage(frame.title)}</span></h1><p>${inEveryLanguage(frame.subtitle)}</p></div>
<p class="research">${inEveryLanguage(screeningTexts.research)}</p>
<p class="summary">${inEveryLanguage(frame.summary)}</p>
<p class="about">${inEveryLanguage(screeningTexts.written)} ${written} UTC · ${inEveryLanguage(tableText)} ${frame.table}</p>
</header>
${languageControls}<main>
<div class="panels">${panels.flatMap((panel) => panel ?? [])}</div>
`;
  return pageHead(frame.title, frame.language) + body.markup + pageFoot(frame.methods);
}

/** A titled part of a page; `full` takes the width of the page. */
export function pagePanel(title: Text, content: readonly (Markup | null)[], width: 'half' | 'full' = 'half'): Markup {
  return html`<section class="group panel${width === 'full' ? ' full' : ''}"><div class="group-head"><h2>${inEveryLanguage(title)}</h2></div>${content.flatMap((part) => part ?? [])}</section>
`;
}

/** A sentence that says what figures mean. */
export function sense(text: Text): Markup {
  return html`<p class="sense">${inEveryLanguage(unbroken(text))}</p>`;
}

/** French parts some marks from their word by a space, at which no line may end. */
function unbroken({ en, fr }: Text): Text {
  return { en, fr: fr.replace(/ ([;:?!%»])/g, '\u00a0$1').replaceAll('« ', '«\u00a0') };
}

/** A remark on method, smaller than what figures mean. */
export function remark(text: Text): Markup {
  return html`<p class="note">${inEveryLanguage(unbroken(text))}</p>`;
}

/** A chart drawn once in each language; the page shows one. */
export function chartInEachLanguage(draw: (language: Language) => Markup): Markup {
  return html`<figure><div lang="en">${draw('en')}</div><div lang="fr">${draw('fr')}</div></figure>`;
}

/** A text written by one function in each language. */
export function inBoth(write: (language: Language) => string): Text {
  return { en: write('en'), fr: write('fr') };
}

/** A text with its places filled in each language, after words that are the same in all. */
export function filled(text: Text, parameters: (language: Language) => Readonly<Record<string, string | number>>, before = ''): Text {
  return inBoth((language) => before + fillText(text[language], parameters(language)));
}

/** A table in words: the first cell of each row names it. */
export interface TextTable {
  readonly titles: readonly Text[];
  readonly rows: readonly (readonly Text[])[];
}

/** Writes a table of texts. */
export function cellTable({ titles, rows }: TextTable): Markup {
  const head = titles.map((title) => html`<th scope="col">${inEveryLanguage(title)}</th>`);
  const lines = rows.map(([name, ...cells]) => html`<tr><th scope="row">${inEveryLanguage(name)}</th>${cells.map((cell) => html`<td>${inEveryLanguage(cell)}</td>`)}</tr>`);
  return html`<div class="scroll"><table class="figures cells"><thead><tr>${head}</tr></thead><tbody>${lines}</tbody></table></div>`;
}
