import type { Text } from '../measurement/language.ts';
import type { Analysis } from '../modalities/modality.ts';
import type { ScreeningCounts } from '../store/measurement-store.ts';
import type { DuplicateFile, RankedGroup, RankedRow, RefusedFile } from '../store/ranked-row.ts';
import { html, inEveryLanguage, type Markup } from './markup.ts';
import { pageControls, pageFoot, pageHead } from './page-frame.ts';
import { refusalTexts } from './refusal-texts.ts';
import { scanCard, type PageVoice } from './scan-card.ts';
import { scanTableHead, scanTableRow } from './scan-table.ts';
import { groupTexts, screeningTexts as texts } from './screening-texts.ts';

/** What a screening page is made of. Rows and files are read once, in order, so that any number of them fits. */
export interface ScreeningPageInput extends PageVoice {
  readonly writtenAt: Date;
  readonly paths: readonly string[];
  readonly storeLocation: string;
  readonly counts: ScreeningCounts;
  readonly groupCounts: Readonly<Record<RankedGroup, number>>;
  readonly rows: AsyncIterable<RankedRow> | Iterable<RankedRow>;
  readonly refusedFiles: AsyncIterable<RefusedFile> | Iterable<RefusedFile>;
  readonly duplicateFiles: AsyncIterable<DuplicateFile> | Iterable<DuplicateFile>;
}

const groups: readonly RankedGroup[] = ['abnormal', 'unsure', 'normal', 'known', 'refused'];

/** Pictures beyond these would make the page too heavy to open. */
const mostPictures = 250;

/** For which scans the page wants their pictures: the first abnormal and unsure ones. */
export function wantsPicture(group: RankedGroup, rank: number): boolean {
  return hasCards(group) && rank <= mostPictures;
}

function hasCards(group: RankedGroup): boolean {
  return group === 'abnormal' || group === 'unsure';
}

/**
 * Writes the ranked list of a screening as one self-contained HTML page, piece by piece.
 *
 * Scans to act on are cards with pictures; the others are rows of folded tables. The page asks nothing of any network and
 * holds every language.
 */
export async function* screeningPage(input: ScreeningPageInput): AsyncGenerator<string> {
  const seen: Seen = { methods: new Set(), models: new Set() };
  yield pageHead(texts.title, input.language);
  yield pageTop(input).markup;
  yield* rankedSections(input, seen);
  yield* fileTable({ id: 'refused-files', title: texts.refusedFiles, columns: [texts.file, texts.reason], count: input.counts.refused }, input.refusedFiles, refusedFileRow);
  yield* fileTable({ id: 'duplicates', title: texts.duplicates, columns: [texts.file, texts.sameAs], count: input.counts.duplicates }, input.duplicateFiles, duplicateFileRow);
  yield pageFoot([
    [texts.method, [...seen.methods].sort().join(', ')],
    [texts.models, [...seen.models].sort().join(', ')],
    [texts.store, input.storeLocation],
  ]);
}

/** Methods and models that took part, gathered on the way, for the foot of the page. */
interface Seen {
  readonly methods: Set<string>;
  readonly models: Set<string>;
}

function note({ measurements, models }: Analysis, seen: Seen): void {
  for (const { method } of measurements) seen.methods.add(`${method.name} ${method.version}`);
  for (const { name, version, sha256 } of models) seen.models.add(`${name} ${version} (SHA-256 ${sha256.slice(0, 12)})`);
}

function pageTop(input: ScreeningPageInput): Markup {
  const places = groups.map((group) => html`<a class="${group}" href="#${group}"><b>${input.groupCounts[group]}</b> ${inEveryLanguage(groupTexts[group].name)}</a>`);
  const written = input.writtenAt.toISOString().slice(0, 16).replace('T', ' ');
  return html`<header class="page">
<div class="title"><h1>Amyloscope <span>${inEveryLanguage(texts.title)}</span></h1><p>${inEveryLanguage(texts.subtitle)}</p></div>
<p class="research">${inEveryLanguage(texts.research)}</p>
<nav>${places}<a href="#refused-files"><b>${input.counts.refused}</b> ${inEveryLanguage(texts.refusedFiles)}</a></nav>
<p class="about">${inEveryLanguage(texts.written)} ${written} UTC · ${inEveryLanguage(texts.archive)}: ${input.paths.join(', ')} · ${input.counts.files} ${inEveryLanguage(texts.files)}, ${input.counts.scans} ${inEveryLanguage(texts.scans)}. ${inEveryLanguage(texts.reading)}</p>
</header>
${pageControls(regionLegend)}
<main>
`;
}

/** What the colours of the regions stand for. */
export const regionLegend: Markup = html`<span class="legend">${(['heartCircle', 'contralateralCircle', 'heart', 'sternum', 'excluded'] as const).map((name) => html`<span class="key-${name}">${inEveryLanguage(texts[name])}</span>`)}</span>`;

async function* rankedSections(input: ScreeningPageInput, seen: Seen): AsyncGenerator<string> {
  let at = 0;
  yield sectionStart(groups[at], input);
  for await (const row of input.rows) {
    while (groups[at] !== row.group) {
      yield sectionEnd(groups[at]);
      yield sectionStart(groups[++at], input);
    }
    note(row.analysis, seen);
    yield (hasCards(row.group) ? scanCard(row, input) : scanTableRow(row, input)).markup;
  }
  for (yield sectionEnd(groups[at++]); at < groups.length; at++) yield sectionStart(groups[at], input) + sectionEnd(groups[at]);
}

function sectionStart(group: RankedGroup, { groupCounts }: ScreeningPageInput): string {
  const { name, explanation } = groupTexts[group];
  const title = html`<h2>${inEveryLanguage(name)} <b>${groupCounts[group]}</b></h2><p>${inEveryLanguage(explanation)}</p>`;
  if (hasCards(group)) return html`<section class="group ${group}" id="${group}"><div class="group-head">${title}</div>\n`.markup;
  return html`<details class="group ${group}" id="${group}"><summary>${title}</summary><table class="list">${scanTableHead()}<tbody>\n`.markup;
}

function sectionEnd(group: RankedGroup): string {
  return hasCards(group) ? '</section>\n' : '</tbody></table></details>\n';
}

interface FileTable {
  readonly id: string;
  readonly title: Text;
  readonly columns: readonly Text[];
  readonly count: number;
}

async function* fileTable<Row>({ id, title, columns, count }: FileTable, rows: AsyncIterable<Row> | Iterable<Row>, draw: (row: Row) => Markup): AsyncGenerator<string> {
  if (count === 0) return;
  yield html`<details class="group files" id="${id}"><summary><h2>${inEveryLanguage(title)} <b>${count}</b></h2></summary><table class="list"><thead><tr>${columns.map((column) => html`<th scope="col">${inEveryLanguage(column)}</th>`)}</tr></thead><tbody>\n`.markup;
  for await (const row of rows) yield draw(row).markup;
  yield '</tbody></table></details>\n';
}

function refusedFileRow({ path, code, reason }: RefusedFile): Markup {
  const name = refusalTexts[code as keyof typeof refusalTexts];
  return html`<tr data-key="${path.toLowerCase()}"><th scope="row" class="wide files">${path}</th><td class="wide">${name ? inEveryLanguage(name) : code}. <small>${reason}</small></td></tr>\n`;
}

function duplicateFileRow({ path, sameAs }: DuplicateFile): Markup {
  return html`<tr data-key="${path.toLowerCase()}"><th scope="row" class="wide files">${path}</th><td class="wide files">${sameAs}</td></tr>\n`;
}
