import { describe, expect, test } from 'vitest';
import { type AccuracyChoices, readAccuracyTable } from '../../src/analysis/read-accuracy-table.ts';

const read = (text: string, choices: Partial<AccuracyChoices> = {}) => readAccuracyTable(new TextEncoder().encode(text), 'scores.csv', { scores: null, low: [], thresholds: [], ...choices });
const french = 'Identifiant;Vérité;GLS (%);H/CL;Lecteur\nA;malade;-10,5;1,62;oui\nB;sain;-18,0;1,1;non\nC;sain;;1,2 ;oui\n';

test('a French table with decimal commas, units and missing cells is understood', () => {
  const { input, unused } = read(french);
  expect(input.patients).toEqual(['A', 'B', 'C']);
  expect(input.diseased).toEqual([true, false, false]);
  expect(input.scores).toEqual([
    { name: 'GLS', unit: '%', values: [-10.5, -18, null], diseasedWhen: 'high', threshold: null },
    { name: 'H/CL', unit: null, values: [1.62, 1.1, 1.2], diseasedWhen: 'high', threshold: null },
    { name: 'Lecteur', unit: null, values: [1, 0, 1], diseasedWhen: 'high', threshold: null },
  ]);
  expect(unused).toEqual([]);
});

test('direction and threshold are those a person states, by heading with or without unit', () => {
  const { scores } = read(french, { scores: ['GLS', 'H/CL'], low: ['GLS (%)'], thresholds: [{ score: 'h/cl', value: 1.5 }] }).input;
  expect(scores.map(({ name, diseasedWhen, threshold }) => [name, diseasedWhen, threshold])).toEqual([['GLS', 'low', null], ['H/CL', 'high', 1.5]]);
});

test('a threshold without a name is that of the only score', () => {
  expect(read(french, { scores: ['H/CL'], thresholds: [{ score: '', value: 1.5 }] }).input.scores[0].threshold).toBe(1.5);
  expect(() => read(french, { thresholds: [{ score: '', value: 1.5 }] })).toThrow('threshold 1.5 could be that of "GLS (%)" or "H/CL" or "Lecteur"');
});

test('cases without a truth, columns of words and other units are listed as not used', () => {
  const { input, unused } = read('patient,truth,septum (mm),remark\nA,1,15,x y\nB,?,14,y z\nC,0,1.2 cm,z\nD,0,11,w\n');
  expect(unused.map(({ row, column, value, reason }) => [row, column, value, reason.en])).toEqual([
    [1, 'remark', 'remark', 'a column of words is no score'],
    [3, 'truth', '?', 'neither diseased nor healthy'],
    [4, 'septum (mm)', '1.2 cm', 'in cm, where the column is in mm'],
  ]);
  expect([input.patients, input.scores[0].values]).toEqual([['A', 'C', 'D'], [15, null, 11]]);
});

describe('a table that is not understood as a whole is refused with its remedy', () => {
  test.each([
    ['without a truth', 'patient,x\nA,1.5\n', {}, 'must be headed truth'],
    ['without a score', 'patient,truth\nA,1\n', {}, 'no column holds a score'],
    ['with a score that is not there', french, { scores: ['EF'] }, 'there is no column "EF"'],
    ['with a threshold of a column that is no score of the run', french, { scores: ['GLS'], thresholds: [{ score: 'H/CL', value: 1.5 }] }, 'column "H/CL" is no score of this run'],
  ])('%s', (_, text, choices, message) => expect(() => read(text, choices)).toThrow(message));
});
