import { resolve } from 'node:path';
import type { ScreeningResult } from '../analysis/screen-archive.ts';
import type { FindingWords } from '../measurement/finding.ts';
import type { Language, Text } from '../measurement/language.ts';
import { rankedColumns } from '../report/analysis-columns.ts';
import { csvLine } from '../report/csv.ts';
import { rankedCsv } from '../report/ranked-csv.ts';
import { screeningPage, wantsPicture } from '../report/screening-page.ts';
import { groupTexts, screeningTexts } from '../report/screening-texts.ts';
import { writeParquet } from '../report/write-parquet.ts';
import type { MeasurementStore } from '../store/measurement-store.ts';
import type { RankedGroup, RankedRow } from '../store/ranked-row.ts';
import { rankedColumns as shownColumns } from './scan-columns.ts';
import { print, say, type Format, type Terminal } from './terminal.ts';
import { textTable } from './text-table.ts';
import { writeFile } from './write-file.ts';

/** How many scans of the ranked list a terminal shows; all of them are in the files. */
const shownRows = 20;

const texts = {
  counts: {
    en: '{files} files: {scans} scans, {refused} files refused, {duplicates} duplicates, {known} of {knownPatients} known patients found.',
    fr: '{files} fichiers : {scans} examens, {refused} fichiers refusés, {duplicates} doublons, {known} des {knownPatients} patients connus trouvés.',
  },
  more: { en: '… and {count} more to look at.', fr: '… et {count} autres à regarder.' },
  nothing: { en: 'No abnormal or unsure scan that nobody has explored.', fr: 'Aucun examen anormal ou incertain non exploré.' },
  page: { en: 'Page: {path}', fr: 'Page : {path}' },
  tables: { en: 'Tables: {tables}', fr: 'Tables : {tables}' },
} as const satisfies Record<string, Text>;

export interface ScreeningFiles {
  readonly page: string;
  readonly ranked: string;
  readonly refused: string;
  /** The ranked list as Parquet, where it was asked for. */
  readonly parquet: string | null;
  readonly groupCounts: Readonly<Record<RankedGroup, number>>;
}

interface WriteRequest {
  readonly store: MeasurementStore;
  readonly result: ScreeningResult;
  readonly paths: readonly string[];
  readonly folder: string;
  readonly words: FindingWords;
  readonly language: Language;
  readonly parquet: boolean;
}

/** Writes the page and the tables of a screening. Pictures are fetched for the page alone. */
export async function writeScreening({ store, result, paths, folder, words, language, parquet: wantsParquet }: WriteRequest): Promise<ScreeningFiles> {
  const { screening, counts } = result;
  const groupCounts: Record<RankedGroup, number> = { abnormal: 0, unsure: 0, normal: 0, known: 0, refused: 0 };
  const ranked = await writeFile(folder, 'ranked.csv', rankedCsv(counting(store.rankedRows(screening, () => false), groupCounts)));
  const parquet = wantsParquet ? resolve(await writeFile(folder, 'ranked.parquet', writeParquet(store.rankedRows(screening, () => false), rankedColumns))) : null;
  const refused = await writeFile(folder, 'refused.csv', refusedCsv(store, result));
  const page = await writeFile(folder, 'screening.html', screeningPage({
    language, words, paths, counts, groupCounts,
    writtenAt: new Date(),
    storeLocation: store.location,
    rows: store.rankedRows(screening, wantsPicture),
    refusedFiles: store.refusedFiles(screening),
    duplicateFiles: store.duplicateFiles(screening),
  }));
  return { page: resolve(page), ranked: resolve(ranked), refused: resolve(refused), parquet, groupCounts };
}

async function* counting(rows: AsyncIterable<RankedRow>, counts: Record<RankedGroup, number>): AsyncGenerator<RankedRow> {
  for await (const row of rows) {
    counts[row.group] += 1;
    yield row;
  }
}

/** Every file without an analysis of its own, with the reason. */
async function* refusedCsv(store: MeasurementStore, { screening }: ScreeningResult): AsyncGenerator<string> {
  yield csvLine(['path', 'code', 'reason']);
  for await (const { path, code, reason } of store.refusedFiles(screening)) yield csvLine([path, code, reason]);
  for await (const { path, sameAs } of store.duplicateFiles(screening)) yield csvLine([path, 'duplicate', `The same object as ${sameAs}.`]);
}

interface PrintRequest {
  readonly store: MeasurementStore;
  readonly result: ScreeningResult;
  readonly files: ScreeningFiles;
  readonly format: Format;
  readonly terminal: Terminal;
}

/** Prints the ranked list: the first rows for a person, all of it for a program. */
export async function printScreening({ store, result, files, format, terminal }: PrintRequest): Promise<void> {
  const rows = store.rankedRows(result.screening, () => false);
  if (format === 'csv') for await (const line of rankedCsv(rows)) terminal.output.write(line);
  else if (format === 'json') await printJson(rows, store, result, files, terminal);
  else await printTable(rows, result, files, terminal);
}

/** Written piece by piece: an archive's list may be longer than a string can be. */
async function printJson(rows: AsyncIterable<RankedRow>, store: MeasurementStore, result: ScreeningResult, { page, ranked, refused, parquet, groupCounts }: ScreeningFiles, terminal: Terminal): Promise<void> {
  print(terminal, `{"finished":${result.finished},"counts":${JSON.stringify({ ...result.counts, ...groupCounts })},"files":${JSON.stringify({ page, ranked, refused, parquet })},`);
  await printList('scans', rows, ({ rank, group, known, analysis }) => ({ rank, group, known, analysis }), terminal);
  print(terminal, ',');
  await printList('refused', store.refusedFiles(result.screening), (file) => file, terminal);
  print(terminal, ',');
  await printList('duplicates', store.duplicateFiles(result.screening), (file) => file, terminal);
  print(terminal, '}');
}

async function printList<Item>(name: string, items: AsyncIterable<Item>, shape: (item: Item) => object, terminal: Terminal): Promise<void> {
  let before = `${JSON.stringify(name)}:[\n`;
  for await (const item of items) {
    terminal.output.write(before + JSON.stringify(shape(item)));
    before = ',\n';
  }
  terminal.output.write(before === ',\n' ? '\n]' : `${before}]`);
}

async function printTable(rows: AsyncIterable<RankedRow>, { counts }: ScreeningResult, { groupCounts, page, ranked, refused, parquet }: ScreeningFiles, terminal: Terminal): Promise<void> {
  const toLookAt = groupCounts.abnormal + groupCounts.unsure;
  const shown: RankedRow[] = [];
  for await (const row of rows) if (shown.push(row) >= Math.min(shownRows, toLookAt)) break;
  if (toLookAt === 0) print(terminal, say(terminal, texts.nothing));
  else print(terminal, textTable(shown.slice(0, toLookAt), shownColumns(terminal.language)));
  if (toLookAt > shownRows) print(terminal, say(terminal, texts.more, { count: toLookAt - shownRows }));
  print(terminal, `\n${Object.entries(groupCounts).map(([group, count]) => `${groupTexts[group as RankedGroup].name[terminal.language]}: ${count}`).join(' · ')}`);
  print(terminal, say(terminal, texts.counts, { ...counts, known: counts.knownPatientsFound }));
  print(terminal, say(terminal, texts.tables, { tables: [ranked, ...(parquet === null ? [] : [parquet]), refused].join(', ') }));
  print(terminal, say(terminal, texts.page, { path: page }));
  print(terminal, say(terminal, screeningTexts.research));
}
