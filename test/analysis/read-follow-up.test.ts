import { describe, expect, test } from 'vitest';
import { readFollowUp } from '../../src/analysis/read-follow-up.ts';
import { readTestRetest } from '../../src/analysis/read-test-retest.ts';
import { simulatedPatient } from '../follow-up/simulated-patient.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, patient = 'P1') => readFollowUp(bytes(text), 'table.csv', patient);
const header = 'patient,date,quantity,value,unit';

test('the example of a digital patient is understood without rest', async () => {
  await expect(simulatedPatient()).toMatchFileSnapshot('../../docs/examples/follow-up.csv');
  const { history, leftOut, unreadColumns } = read(simulatedPatient(), 'SIM-1');
  expect([leftOut, unreadColumns, history.simulated]).toEqual([[], [], true]);
  expect(new Set(history.points.map(({ quantity }) => quantity)).size).toBe(10);
  expect(history.treatments.map(({ name }) => name)).toEqual(['tafamidis']);
  expect(history.events.map(({ event, happened }) => [event, happened])).toEqual([['diureticIntensification', true], ['heartFailureHospitalisation', false]]);
  expect(history.points[0]).toMatchObject({ quantity: 'heartToContralateralRatio', context: { tracer: '99mTc-DPD', uptakeTimeHours: 3, device: 'Symbia 1', method: 'planar 0.1.0', model: 'planar-chest 1.0.0' } });
});

test('a French spreadsheet with byte order mark, semicolons, decimal commas, units in headings and dates of its kind is understood', () => {
  const { history, leftOut } = read('\ufeffIPP;Date de l’examen;FEVG (%);SLG [%];SIV (cm);T1 natif (ms);Délai (min);Traitement\nP1;31/01/2024;56,5;-14,2;1,62;1118;;\nP1;02/07/2024;52;-13,1;1,7;;;tafamidis\nP1;45658;51;;;;;tafamidis\n');
  expect(leftOut).toEqual([]);
  expect(history.points.map(({ quantity, date, value }) => [quantity, date, value])).toEqual([
    ['ejectionFraction', '2024-01-31', 56.5], ['globalLongitudinalStrain', '2024-01-31', -14.2], ['septalThickness', '2024-01-31', expect.closeTo(16.2, 9)], ['nativeT1', '2024-01-31', 1118],
    ['ejectionFraction', '2024-07-02', 52], ['globalLongitudinalStrain', '2024-07-02', -13.1], ['septalThickness', '2024-07-02', 17],
    ['ejectionFraction', '2025-01-01', 51],
  ]);
  expect(history.treatments).toEqual([{ name: 'tafamidis', start: '2024-07-02', end: null }]);
});

describe('what cannot be understood is left out with row, column, value, reason and remedy', () => {
  test.each([
    ['P1,2024-01-01,LVEF,about 50,%', 'value', 'about 50', 'not a number'],
    ['P1,2024-01-01,NT-proBNP,<5,ng/L', 'value', '<5', 'not a number'],
    ['P1,2024-01-01,LVEF,,%', 'value', '', 'no value'],
    ['P1,2024-01-01,LVEF,0.52,%', 'value', '0.52', 'outside 5 to 90 %'],
    ['P1,2024-01-01,NT-proBNP,100,mmol/L', 'value', '100', 'unit mmol/L is not known for this quantity, whose unit is ng/L'],
    ['P1,2024-01-01,NT-proBNP,"1,234",ng/L', 'value', '1,234', 'the comma may part thousands or decimals'],
    ['P1,2024-01-01,LVEX,50,%', 'quantity', 'LVEX', 'no such quantity'],
    ['P1,2024-02-30,LVEF,50,%', 'date', '2024-02-30', 'not a date'],
    ['P1,02/03/2024,LVEF,50,%', 'date', '02/03/2024', 'day and month cannot be told apart'],
    ['P1,,LVEF,50,%', '', 'P1 |  | LVEF | 50 | %', 'no date'],
    ['P1,2024-01-01,treatment,,', 'value', '', 'the treatment has no name'],
    ['P1,2024-01-01,treatment end,tafamidis,', 'value', 'tafamidis', 'a treatment ends that never began'],
    ['P1,2024-01-01,HF hospitalisation,perhaps,', 'value', 'perhaps', 'neither yes nor no'],
  ])('%s', (row, column, value, reason) => {
    const { leftOut, history } = read(`${header}\n${row}\nP1,2024-05-01,GLS,-14,%\n`);
    expect(leftOut).toMatchObject([{ row: 2, column, value, reason: { en: reason } }]);
    for (const language of ['en', 'fr'] as const) expect(leftOut[0].remedy[language].length + leftOut[0].reason[language].length).toBeGreaterThan(20);
    expect(history.points).toHaveLength(1);
  });
  test('a row without patient may be about this one, and is told', () => {
    const { leftOut, otherRows } = read(`${header}\n,2024-01-01,LVEF,50,%\nP1,2024-01-01,LVEF,51,%\nP2,2024-01-01,LVEF,51,%\n`);
    expect([leftOut, otherRows]).toMatchObject([[{ row: 2, reason: { en: 'no patient number: it may be about this patient' } }], 1]);
  });
  test('a duplicated row counts once and names the row it repeats', () => {
    const { leftOut, history } = read(`${header}\nP1,2024-01-01,LVEF,50,%\nP1,2024-01-01,LVEF,50,%\n`);
    expect(leftOut).toMatchObject([{ row: 3, reason: { en: 'the same as row 2 in every cell' } }]);
    expect(history.points).toHaveLength(1);
  });
  test('an uncertainty or a fact that is no number is left out, its value kept', () => {
    const { leftOut, history } = read('patient,date,quantity,value,SD,uptake time (min)\nP1,2024-01-01,H/CL,1.6,0,180\nP1,2025-01-01,H/CL,1.7,0.05,three\n');
    expect(leftOut.map(({ column, value }) => [column, value])).toEqual([['SD', '0'], ['uptake time (min)', 'three']]);
    expect(history.points.map(({ standardUncertainty, context }) => [standardUncertainty, context.uptakeTimeHours])).toEqual([[null, 3], [0.05, null]]);
  });
});

test('no row of a patient is lost: each is a value, a treatment, an event, or left out', () => {
  const rows = ['2024-01-01,LVEF,50', '2024-01-01,LVEF,x', '2024-02-01,treatment,tafamidis', '2024-03-01,treatment end,tafamidis', '2024-03-01,hospitalisation,oui', 'x,LVEF,50'];
  const { history, leftOut, rows: count } = read(`patient,date,quantity,value\n${rows.map((row) => `P1,${row}`).join('\n')}\nP2,2024-01-01,LVEF,50\n`);
  expect(history.treatments).toEqual([{ name: 'tafamidis', start: '2024-02-01', end: '2024-03-01' }]);
  expect(history.points.length + history.events.length + leftOut.length + 2).toBe(count);
});

test('strain without sign and values without unit are read, and the reading is told', () => {
  const { readings, history } = read('patient,date,quantity,value\nP1,2024-01-01,GLS,14\n');
  expect(history.points[0].value).toBe(-14);
  expect(readings).toEqual([{ remark: 'signAdded', quantity: 'globalLongitudinalStrain', rows: [2] }, { remark: 'unitAssumed', quantity: 'globalLongitudinalStrain', rows: [2] }]);
});

describe('a table that is not understood at all is refused', () => {
  test.each([
    ['date,quantity,value\n2024-01-01,LVEF,50\n', 'one column must be headed patient'],
    ['patient,quantity,value\nP1,LVEF,50\n', 'one column must be headed date'],
    ['patient,date,colour\nP1,2024-01-01,red\n', 'quantity and value'],
    ['patient,date,LVEF\nP2,2024-01-01,50\n', 'no row is about patient "P1"; the table knows "P2"'],
    ['', 'the table is empty'],
  ])('%j', (text, words) => expect(() => read(text)).toThrow(words));
});

describe('a test-retest table', () => {
  test('gives the within-subject SD of each quantity in it, equal rows being repeats', () => {
    const { noise } = readTestRetest(bytes('patient;FEVG (%);VEC (%)\nA;60;44\nA;62;45\nB;55;50\nB;55;50\n'), 'own.csv');
    // sqrt((2 + 0) / 2) and sqrt((0.5 + 0) / 2)
    expect(noise.map(({ quantity, figure, df }) => [quantity, figure[0], df])).toEqual([['ejectionFraction', 1, 2], ['extracellularVolume', 0.5, 2]]);
  });
  test('without any repeat is refused', () => {
    expect(() => readTestRetest(bytes('patient,quantity,value\nA,LVEF,60\nB,LVEF,60\n'), 'own.csv')).toThrow('No subject was measured twice');
  });
});
