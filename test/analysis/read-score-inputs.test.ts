import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inputsOf, readScoreInputs } from '../../src/analysis/read-score-inputs.ts';

const folder = mkdtempSync(join(tmpdir(), 'score-inputs-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  const path = join(folder, 'inputs.csv');
  writeFileSync(path, text);
  return readScoreInputs(path);
}

test('English headings are understood, with units and empty cells', () =>
  expect(read('patientId,date,E/e′,TAPSE (mm),carpalTunnel,sex\nA,2025-03-31,12.5,18,yes,M\nB,,,,,\n')).toEqual([
    { patientId: 'A', date: '2025-03-31', given: { mitralToAnnularRatio: 12.5, tricuspidExcursionMm: 18, carpalTunnel: 1, male: 1 } },
    { patientId: 'B', date: null, given: {} },
  ]));

test('French headings, semicolons and decimal commas are understood', () =>
  expect(read('IPP;Date examen;E/e′;Canal carpien;Sexe\n12;31/03/2025;12,5;non;femme\n')).toEqual([
    { patientId: '12', date: '2025-03-31', given: { mitralToAnnularRatio: 12.5, carpalTunnel: 0, male: 0 } },
  ]));

test('a slip is refused with its row, its column, what stands there and what is allowed', () => {
  expect(() => read('patientId,TAPSE\nA,18\nB,1.8\n')).toThrow(/row 3, column "TAPSE" is "1.8", but a number from 3 to 45 mm is allowed/);
  expect(() => read('patientId,TAPSE (cm)\nA,4\n')).toThrow(/"4" \(cm\), but a number from 3 to 45 mm/);
  expect(() => read('patientId,GLS\nA,14\n')).toThrow(/from -35 to -1 %/);
  expect(() => read('patientId,carpalTunnel\nA,perhaps\n')).toThrow(/row 2, column "carpalTunnel" is "perhaps", but yes, no, 1, 0/);
  expect(() => read('patientId,date,age\nA,02/03/2025,70\n')).toThrow(/row 2, column "date" is "02\/03\/2025", but a date is written/);
  expect(() => read('patientId,age\n,70\n')).toThrow(/row 2, column "patientId" is empty/);
});

test('a table without patients or inputs is refused with the columns that are read', () => {
  expect(() => read('name,age\nA,70\n')).toThrow(/"name", "age".*patientId.*mitralToAnnularRatio/);
  expect(() => read('patientId,height\nA,170\n')).toThrow(/patientId and at least one input/);
  expect(() => readScoreInputs(join(folder, 'none.csv'))).toThrow(/none.csv cannot be read/);
});

test('of one patient, values of that very day go before values of every day, and other days are left out', () => {
  const rows = read('patientId,date,age,tapse\nA,2025-01-01,70,20\nA,,71,21\nA,2026-01-01,72,22\nB,,50,25\n');
  expect(inputsOf(rows, 'A', '2025-01-01')).toEqual({ ageYears: 70, tricuspidExcursionMm: 20 });
  expect(inputsOf(rows, 'A', '2024-01-01')).toEqual({ ageYears: 71, tricuspidExcursionMm: 21 });
  expect(inputsOf(rows, 'A', null)).toEqual({ ageYears: 71, tricuspidExcursionMm: 21 });
  expect(inputsOf(rows, 'C', null)).toEqual({});
});

test('the table in the documents is read whole', () =>
  expect(readScoreInputs('docs/examples/echo-score-inputs.csv')).toEqual([
    { patientId: '4711', date: '2026-03-31', given: { ageYears: 82, male: 1, carpalTunnel: 1, lowQrsVoltage: 0, mitralToAnnularRatio: 14.5, tricuspidExcursionMm: 16 } },
  ]));
