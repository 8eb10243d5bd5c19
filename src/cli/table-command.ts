import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Text } from '../measurement/language.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { TextTable } from '../report/table-page.ts';
import { type UnusedLine, unusedTexts } from '../report/unused-panel.ts';
import { print, say, type Format, type Terminal } from './terminal.ts';
import { textTable } from './text-table.ts';
import { writeFile } from './write-file.ts';

const unreadable: Text = { en: 'The table {path} cannot be read: {why}', fr: 'La table {path} est illisible : {why}' };

/** Reads the file that a command on a table was given. */
export async function readTableFile(path: string, terminal: Terminal): Promise<Uint8Array> {
  return readFile(path).catch((cause: Error) => {
    throw new AmyloscopeError('notFound', say(terminal, unreadable, { path, why: cause.message }), { cause });
  });
}

/** JSON with its infinities spelt out, which JSON itself would write as null. */
export function jsonOf(result: object): string {
  return JSON.stringify(result, (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value), 2);
}

/** What a command on a table has found, in every form. */
export interface TableResult {
  /** Name of the files. */
  readonly name: string;
  readonly page: string;
  readonly json: object;
  readonly csv: readonly string[];
  /** Sentences and tables for the terminal, in order. */
  readonly words: readonly (Text | TextTable)[];
  readonly unused: readonly UnusedLine[];
}

/** Writes page and JSON to a folder, and the result in the form asked for to the terminal. */
export async function presentTable(result: TableResult, { out, format }: { readonly out: string; readonly format: Format }, terminal: Terminal): Promise<void> {
  const json = jsonOf(result.json);
  const files = [await writeFile(out, `${result.name}.html`, [result.page]), await writeFile(out, `${result.name}.json`, [json])];
  if (format === 'json') return print(terminal, json);
  if (format === 'csv') return void terminal.output.write(result.csv.join(''));
  const unused = result.unused.length > 0 ? [`\n${say(terminal, unusedTexts.title)}${terminal.language === 'fr' ? ' :' : ':'} ${result.unused.length}`, unusedTable(result.unused, terminal)] : [];
  const words = result.words.map((part) => ('titles' in part ? `\n${wordsTable(part, terminal)}\n` : say(terminal, part)));
  return print(terminal, [...words, ...unused, '', ...files.map((file) => resolve(file))].join('\n'));
}

function wordsTable({ titles, rows }: TextTable, { language }: Terminal): string {
  return textTable(rows, titles.map((title, i) => ({ title: title[language], cell: (row) => row[i]?.[language] ?? '' })));
}

function unusedTable(unused: readonly UnusedLine[], { language }: Terminal): string {
  return textTable(unused, [
    { title: unusedTexts.row[language], align: 'right', cell: ({ row }) => String(row) },
    { title: unusedTexts.column[language], cell: ({ column }) => column },
    { title: unusedTexts.value[language], cell: ({ value }) => value },
    { title: unusedTexts.reason[language], cell: ({ reason }) => reason[language] },
    { title: unusedTexts.remedy[language], cell: ({ remedy }) => remedy[language] },
  ]);
}
