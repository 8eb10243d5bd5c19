import { describe, expect, test } from 'vitest';
import { readOutcomeTable, type OutcomeChoices } from '../../src/analysis/read-outcome-table.ts';

const none: OutcomeChoices = { group: null, cut: null, covariates: null, ties: 'efron' };
const read = (text: string, choices: Partial<OutcomeChoices> = {}) => readOutcomeTable(new TextEncoder().encode(text), 'outcome.csv', { ...none, ...choices });

describe('a table as a hospital keeps it', () => {
  const french = 'Patient;Durée (mois);Décès;Septum (mm);Sexe\nA;12,5;oui;15,5;F\nB;30;non;12,0;H\n';

  test('is understood in French with semicolons, decimal commas, units and a byte order mark', () => {
    const { input, unused } = read(`\uFEFF${french}`);
    expect(input).toMatchObject({ timeUnit: 'months', patients: ['A', 'B'], starts: null, times: [12.5, 30], events: [true, false] });
    expect(input.covariates).toEqual([
      { name: 'Septum', unit: 'mm', kind: 'quantity', contrast: null, values: [15.5, 12] },
      { name: 'Sexe', unit: null, kind: 'yesNo', contrast: { word: 'H', reference: 'F' }, values: [0, 1] },
    ]);
    expect(unused).toEqual([]);
  });

  test('is the same in English with commas and points', () => {
    const english = read('patient,time (months),death,septum (mm),sex\nA,12.5,yes,15.5,F\nB,30,no,12.0,H\n').input;
    expect({ ...english, covariates: english.covariates.map(({ values }) => values) }).toMatchObject({ times: [12.5, 30], events: [true, false], covariates: [[15.5, 12], [0, 1]] });
  });

  test('may name the unit of time as the last word of the heading', () => {
    expect(read('id,follow_up_years,status,x\n1,2,0,1.5\n2,3,1,2.5\n').input.timeUnit).toBe('years');
  });

  test('may hold dates, which become months from the start of each patient', () => {
    const { input } = read('patient,start,end,event,x\nA,2024-01-01,2025-01-01,1,1.5\nB,2024-06-01,2024-07-01,0,2.5\n');
    expect(input.times).toEqual([expect.closeTo(366 / (365.25 / 12), 9), expect.closeTo(30 / (365.25 / 12), 9)]);
    expect([input.timeUnit, input.starts]).toEqual(['months', null]);
  });

  test('may hold dates as a spreadsheet numbers them', () => {
    const { input } = read('patient,début,fin,décès,x\nA,45292,45658,1,1.5\nB,45292,45323,0,2.5\n');
    expect(input.times[0]).toBeCloseTo(366 / (365.25 / 12), 9);
  });

  test('may hold several stretches a patient', () => {
    const { input } = read('patient,start,stop,event,x\nA,0,6,0,1.5\nA,6,12,1,2.5\nB,0,9,0,2\n');
    expect([input.starts, input.times, input.events]).toEqual([[0, 6, 0], [6, 12, 9], [false, true, false]]);
  });

  test('with dates of several stretches counts each from the first of its patient', () => {
    const { input } = read('patient,start,stop,event,x\nA,2024-01-01,2024-07-01,0,1\nA,2024-07-01,2025-01-01,1,2\nB,2020-01-01,2020-02-01,0,3\n');
    expect(input.starts).toEqual([0, expect.closeTo(182 / (365.25 / 12), 9), 0]);
  });
});

describe('what is not used is listed with row, column, value, reason and remedy', () => {
  const { input, unused } = read('patient,time,event,x,note,site\nA,5,1,1.5,aa,here\nB,,0,2,bb,here\nC,7,perhaps,3,cc,here\nD,0,1,4,dd,here\nA,5,1,1.5,aa,here\nE,9,0,about 4,ee,here\nF,8,1,6.5,ff,here\nG,8,1,7,gg,here\nH,9,0,,hh,here\nI,9,0,8,ii,here\n');
  const lines = unused.map(({ row, column, value, reason }) => [row, column, value, reason.en]);

  test('rows without time or event, repeated rows, text in numbers, columns of remarks', () => {
    expect(lines).toEqual([
      [1, 'note', 'note', expect.stringContaining('different words')],
      [1, 'site', 'site', 'the same in every row'],
      [3, 'time', '', 'no time'],
      [4, 'event', 'perhaps', 'neither event nor none'],
      [5, 'time', '0', expect.stringContaining('no time passed')],
      [6, '', '', 'the same as row 2 in every cell'],
      [7, 'x', 'about 4', 'not a number, in a column of numbers'],
    ]);
    expect(unused.every(({ reason, remedy }) => reason.fr !== '' && remedy.en !== '' && remedy.fr !== '')).toBe(true);
  });

  test('everything else is used', () => {
    expect(input.patients).toEqual(['A', 'E', 'F', 'G', 'H', 'I']);
    expect(input.covariates.map(({ values }) => values)).toEqual([[1.5, null, 6.5, 7, null, 8]]);
  });
});

describe('groups', () => {
  const table = 'patient,time,event,treatment,x,flag\nA,5,1,none,1.5,yes\nB,6,0,drug,2,no\nC,7,1,Drug,3,yes\n';
  test('are those of a column headed so', () => expect(read(table).input.grouping).toEqual({ by: 'column', name: 'treatment', values: ['none', 'drug', 'drug'] }));
  test('may be yes and no', () => expect(read(table, { group: 'flag' }).input.grouping).toEqual({ by: 'yesNo', name: 'flag', values: [true, false, true] }));
  test('may be parted at a cut', () => expect(read(table, { group: 'x', cut: 2 }).input.grouping).toMatchObject({ by: 'cut', name: 'x', cut: 2 }));
  test('are by the first quantity where nothing is said', () => expect(read(table.replace('treatment', 'therapy')).input.grouping).toMatchObject({ by: 'cut', name: 'x', cut: null }));
});

describe('a table that is not understood as a whole is refused with its remedy', () => {
  test.each([
    ['without a time', 'patient,event\nA,1\n', 'must be headed time'],
    ['without an event', 'patient,time\nA,1\n', 'must be headed event'],
    ['with events 1 and 2', 'patient,time,status\nA,5,1\nB,6,2\n', 'holds 1 and 2'],
    ['with a patient twice and no start', 'patient,time,event\nA,5,1\nA,6,0\n', 'patient "A" stands in rows 2, 3'],
    ['with an end date and no beginning', 'patient,end,event\nA,2024-01-01,1\n', 'no column says when follow-up began'],
    ['without a usable row', 'patient,time,event\nA,,1\n', 'no row has a time and an event'],
  ])('%s', (_, text, message) => expect(() => read(text)).toThrow(message));
  test('with a group that is not there', () => expect(() => read('patient,time,event,x\nA,5,1,2\n', { group: 'y' })).toThrow('there is no column "y"; the first row reads "patient", "time", "event", "x"'));
  test('with a cut of words', () => expect(() => read('patient,time,event,group\nA,5,1,a\nB,6,0,b\n', { cut: 3 })).toThrow('holds words, which --cut 3 cannot part'));
});
