import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readKnownPatients } from '../../src/analysis/known-patients.ts';
import { readTable } from '../../src/analysis/read-table.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const known = (text: string) => readKnownPatients(utf8(text), 'known.csv');

test('English headers and commas are understood', () =>
  expect(known('patientId,diagnosis\n007,ATTRwt\nB,\n')).toEqual([
    { patientId: '007', diagnosis: 'ATTRwt' },
    { patientId: 'B', diagnosis: null },
  ]));

test('French headers, semicolons, carriage returns and a byte order mark are understood', () =>
  expect(known('\ufeffNom;Identifiant patient;Diagnostic\r\nX; 12 ;"amylose ; TTR"\r\n')).toEqual([
    { patientId: '12', diagnosis: 'amylose ; TTR' },
  ]));

test('a table saved by a French spreadsheet as Windows-1252 is understood', () => {
  const bytes = Uint8Array.from(Buffer.from('Numéro patient;Diagnostic\n1;héréditaire\n', 'latin1'));
  expect(readKnownPatients(bytes, 'known.csv')).toEqual([{ patientId: '1', diagnosis: 'héréditaire' }]);
});

test('a table without a column of patients is refused with the header found and the one wanted', () =>
  expect(() => known('name,born\nA,1940\n')).toThrow(/"name", "born".*headed patientId/));

test('a row without a patient is refused by its number', () =>
  expect(() => known('patientId,diagnosis\nA,x\n\n,y\n')).toThrow(/row 4, column "patientId" is empty/));

test('an empty table is refused', () => expect(() => known('')).toThrow(/the table is empty/));

test('a quotation mark that is never closed is refused by its row', () =>
  expect(() => known('patientId\nA\n"B\n')).toThrow(/row 3 has a quotation mark that is never closed/));

const python = '/usr/bin/python3';
const hasPython = spawnSync(python, ['--version']).status === 0;

// Skipped, and listed as such, where Python is not installed: its csv module is the independent writer.
describe.runIf(hasPython)('tables written by the csv module of Python', () => {
  test.each([',', ';', '\t'])('come back cell by cell with "%s" between cells', (separator) => {
    const cell = fc.string({ unit: fc.constantFrom('a', '0', ' ', ',', ';', '\t', '"', '\n', 'é') });
    const rows = fc.sample(fc.array(fc.tuple(fc.constant('x'), cell, cell), { minLength: 1, maxLength: 4 }), { seed: 7, numRuns: 40 }).flat();
    const header = ['one', 'two', 'three'];
    const program = 'import csv, json, sys; csv.writer(sys.stdout, delimiter=sys.argv[1]).writerows(json.load(sys.stdin))';
    const written = execFileSync(python, ['-c', program, separator], { input: JSON.stringify([header, ...rows]), env: { PYTHONUTF8: '1' } });
    expect(readTable(new Uint8Array(written), 'x.csv').rows.map(({ cells }) => cells)).toEqual(rows);
  });
});
