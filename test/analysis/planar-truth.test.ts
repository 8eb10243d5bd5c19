import { describe, expect, test } from 'vitest';
import { readPlanarTruth } from '../../src/analysis/planar-truth.ts';

const read = (text: string) => readPlanarTruth(Buffer.from(text), 'truth.csv');

test('a full table is read as written', () => {
  expect(read('file,patient,abnormal,peruginiGrade,heartToContralateralRatio\na.dcm,P1,1,3,1.92\n')).toEqual([
    { row: 2, file: 'a.dcm', patient: 'P1', abnormal: true, peruginiGrade: 3, heartToContralateralRatio: 1.92 },
  ]);
});

test('a French table with byte order mark, semicolons, accents and decimal commas is understood', () => {
  expect(read('\ufeffFichier;Identifiant patient;Anormal;Grade de Perugini;Rapport H/CL\r\na.dcm;P1;oui;2;1,52\r\nb.dcm;P2;non;;0,98\r\n')).toEqual([
    { row: 2, file: 'a.dcm', patient: 'P1', abnormal: true, peruginiGrade: 2, heartToContralateralRatio: 1.52 },
    { row: 3, file: 'b.dcm', patient: 'P2', abnormal: false, peruginiGrade: null, heartToContralateralRatio: 0.98 },
  ]);
});

test('empty cells and missing columns are unknown, not zero', () => {
  expect(read('patient,heartToContralateralRatio\nP1,\n')).toEqual([{ row: 2, file: null, patient: 'P1', abnormal: null, peruginiGrade: null, heartToContralateralRatio: null }]);
});

test('a grade says by itself whether a scan is abnormal', () => {
  expect(read('file,peruginiGrade\na,0\nb,1\nc,2\nd,3\n').map(({ abnormal }) => abnormal)).toEqual([false, false, true, true]);
});

describe('what cannot be understood is refused with row, column, value and remedy', () => {
  test.each([
    ['no column to tell scans by', 'abnormal\n1\n', /first row reads "abnormal".*headed file or patient.*Add it/],
    ['no column with an answer', 'file\na.dcm\n', /headed abnormal, peruginiGrade or heartToContralateralRatio/],
    ['a row without file and patient', 'file,abnormal\n,1\n', /row 2, column "file" holds "".*Fill it in/],
    ['an answer that is no answer', 'file,abnormal\na,0\nb,perhaps\n', /row 3, column "abnormal" holds "perhaps".*Write 1/],
    ['a grade between two', 'file,Perugini\na,1-2\n', /row 2, column "Perugini" holds "1-2".*0, 1, 2 or 3/],
    ['a ratio in percent', 'file,ratio\na,152\n', /row 2, column "ratio" holds "152".*below 50.*without unit or percent/],
    ['a ratio that is no number', 'file,ratio\na,1.5.2\n', /holds "1.5.2"/],
    ['a ratio of zero', 'file,ratio\na,0\n', /holds "0"/],
    ['a grade that contradicts the answer', 'file,abnormal,grade\na,1,1\n', /row 2, column "abnormal" holds "1".*grade 1 is not abnormal.*Correct one/],
    ['an empty file', '', /table is empty/],
  ])('%s', (_, text, message) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'invalidInput', message: expect.stringMatching(message) }));
  });
});
