import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'amyloscope-french-'));
  const table = (name: string, text: string) => writeFileSync(join(folder, name), text);
  table('empty.csv', '');
  table('one-reader.csv', 'patient,lecteur,valeur\nA,Anne,1\nB,Anne,2\n');
  table('no-date.csv', 'patient,GLS\nA,-12\n');
  table('no-truth.csv', 'patient,score\nA,1\n');
  table('words.csv', 'patient,a\nA,x\n');
  table('no-event.csv', 'patient,mois\nA,1\n');
  table('site.json', '{"aeTitle": "A", "nodes": {}}');
  table('not.json', 'aeTitle');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['agreement', ['empty.csv'], /tableau est vide/],
  ['agreement', ['one-reader.csv'], /un seul lecteur, Anne.*demande deux/],
  ['follow-up', ['no-date.csv', '--patient', 'A'], /doit s’intituler date/],
  ['accuracy', ['no-truth.csv'], /doit s’intituler truth/],
  ['associations', ['words.csv'], /corrélation en demande deux/],
  ['outcome', ['no-event.csv'], /colonne doit s’intituler/],
] as const)('%s refuses a table in French where French is spoken: %s', async (command, [name, ...options], words) => {
  const { code, messages } = await runCommand([command, join(folder, name), ...options], 'fr');
  expect(code).not.toBe(0);
  expect(messages).toMatch(words);
  expect(messages).toMatch(/^Erreur\u00a0?\s?:/);
});

test.each([['site.json', /ne nomme pas de système "archive"\. Il nomme\u00a0: aucun/], ['not.json', /n’est pas du JSON/], ['nowhere.json', /Ne peut être lu.*fichier de site/]] as const)('%s is refused as a site file in French', async (name, words) => {
  expect((await runCommand(['pacs', 'echo', 'archive', '--site', join(folder, name)], 'fr')).messages).toMatch(words);
});

test('the same refusal is in English where English is spoken', async () => {
  expect((await runCommand(['agreement', join(folder, 'empty.csv')])).messages).toMatch(/^Error: .*the table is empty/);
});
