import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTable } from '../../src/analysis/read-table.ts';
import { runCommand } from './run-command.ts';
import { writeSmallCohort } from './small-cohort.ts';

const scans = 4;
let folder: string;
const at = (...names: string[]) => join(folder, ...names);
const store = () => ['--store', at('store')];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'amyloscope-cli-'));
  writeSmallCohort(folder, scans);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('analyse', () => {
  test('prints one analysis as the JSON object that others build on', async () => {
    const { code, output } = await runCommand(['analyse', at('scans', '1.dcm'), '--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      study: { patientId: 'P1', simulated: true, files: [at('scans', '1.dcm')] },
      modality: 'planar',
      quality: { status: 'accepted' },
      classification: { label: 'abnormal', unsure: false },
      software: { name: 'Amyloscope', intendedUse: 'Research use only. Not a medical device.' },
    });
  });
  test('prints many analyses as an array, names what it refused and ends with code 4', async () => {
    const { code, output, messages } = await runCommand(['analyse', at('scans'), '--format', 'json']);
    expect(code).toBe(4);
    expect(JSON.parse(output)).toHaveLength(scans);
    expect(messages).toContain('notes.txt');
  });
  test('says in words what to do next, each advice once', async () => {
    const { output } = await runCommand(['analyse', at('scans')]);
    expect(output.match(/monoclonal protein screen is mandatory/g)).toHaveLength(1);
    expect(output).toMatch(/Next for 2, 4: .*SPECT/);
  });
  test('ends with code 3 when nothing could be analysed', async () => expect((await runCommand(['analyse', at('scans', 'notes.txt')])).code).toBe(3));
  test('writes CSV with one line a scan', async () => {
    const { output } = await runCommand(['analyse', at('scans'), '--format', 'csv']);
    expect(readTable(Buffer.from(output), 'output').rows).toHaveLength(scans);
  });
});

describe('screen', () => {
  test('writes page and tables, prints the scans to look at and the path of the page', async () => {
    const { code, output } = await runCommand(['screen', at('scans'), '--out', at('out'), ...store()]);
    expect(code).toBe(0);
    expect(output).toContain(at('out', 'screening.html'));
    const { document } = parseHTML(readFileSync(at('out', 'screening.html'), 'utf8'));
    expect([...document.querySelectorAll('article.scan h3')].map((head) => head.textContent).sort()).toEqual(['P1', 'P3']);
    expect(document.querySelectorAll('article.scan .view')).toHaveLength(6);
    expect(readTable(readFileSync(at('out', 'ranked.csv')), 'ranked.csv').rows).toHaveLength(scans);
    expect(readTable(readFileSync(at('out', 'refused.csv')), 'refused.csv').rows.map(({ cells }) => cells[1])).toEqual(['notDicom']);
  });
  test('sets known patients apart', async () => {
    writeFileSync(at('known.csv'), 'IPP;diagnostic\r\nP3;ATTRwt\r\n');
    const { output } = await runCommand(['screen', at('scans'), '--out', at('out-known'), '--known', at('known.csv'), '--format', 'csv', ...store()]);
    const { header, rows } = readTable(Buffer.from(output), 'output');
    const known = rows.filter(({ cells }) => cells[header.indexOf('group')] === 'known');
    expect(known.map(({ cells }) => [cells[header.indexOf('patientId')], cells[header.indexOf('diagnosis')]])).toEqual([['P3', 'ATTRwt']]);
  });
  test('prints one JSON document with scans, refused files and counts', async () => {
    const { output } = await runCommand(['screen', at('scans'), '--out', at('out-json'), '--format', 'json', ...store()]);
    const printed = JSON.parse(output);
    expect(printed.counts).toMatchObject({ files: scans + 1, scans, abnormal: 2, normal: 2, refused: 0 });
    expect([printed.scans.length, printed.refused.length, printed.duplicates.length]).toEqual([scans, 1, 0]);
  });
  test('refuses an output folder that is a file, and leaves it as it was', async () => {
    const { code, messages } = await runCommand(['screen', at('scans'), '--out', at('known.csv'), ...store()]);
    expect(code).toBe(1);
    expect(messages).toContain('Choose another folder with --out');
    expect(existsSync(at('known.csv'))).toBe(true);
  });
});

describe('validate planar', () => {
  test('writes a page, its figures as JSON and the cases as CSV, from a French table', async () => {
    const { code, output } = await runCommand(['validate', 'planar', at('scans'), '--truth', at('truth.csv'), '--out', at('validation'), ...store()]);
    expect(code).toBe(0);
    expect(output).toMatch(/Area under the ROC curve: 1\.0000/);
    const figures = JSON.parse(readFileSync(at('validation', 'validation.json'), 'utf8'));
    expect(figures.detection).toMatchObject({ positives: 2, negatives: 2, auc: { value: 1 } });
    expect(readTable(readFileSync(at('validation', 'cases.csv')), 'cases.csv').rows).toHaveLength(scans);
    expect(parseHTML(readFileSync(at('validation', 'validation.html'), 'utf8')).document.querySelectorAll('svg.chart')).toHaveLength(6);
  });
  test('refuses a table that names a file that is not there, with its row', async () => {
    writeFileSync(at('bad.csv'), 'file,abnormal\n0.dcm,0\ngone.dcm,1\n');
    const { code, messages } = await runCommand(['validate', 'planar', at('scans'), '--truth', at('bad.csv'), '--out', at('bad'), ...store()]);
    expect([code, messages]).toEqual([2, expect.stringContaining('row 3 names file "gone.dcm"')]);
  });
  test('shows a wrong answer among the worst cases with its pictures', async () => {
    writeFileSync(at('wrong.csv'), 'file,abnormal\n0.dcm,1\n1.dcm,1\n2.dcm,0\n');
    await runCommand(['validate', 'planar', at('scans'), '--truth', at('wrong.csv'), '--out', at('wrong'), ...store()]);
    const { document } = parseHTML(readFileSync(at('wrong', 'validation.html'), 'utf8'));
    expect([...document.querySelectorAll('article.worst h3')].map((head) => head.textContent)).toEqual(['P0']);
    expect(document.querySelectorAll('article.worst image').length).toBe(2);
  });
});
