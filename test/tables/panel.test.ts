import { describe, expect, test } from 'vitest';
import { readPanelTable } from '../../src/analysis/read-panel-table.ts';
import { visitScatter } from '../../src/measurement/spect-ct-visit-scatter.ts';
import { panelOf } from '../../src/tables/panel.ts';
import { tableReference } from './table-reference.ts';

interface Reference {
  readonly text: string;
  readonly tests: readonly { readonly n: number; readonly change: number; readonly interval: readonly [number, number]; readonly pStudent: number; readonly pWilcoxon: number; readonly standardised: number; readonly means: readonly [number, number] }[];
  readonly wilcoxonHolm: readonly number[];
  readonly wilcoxonBH: readonly number[];
  readonly studentHolm: readonly number[];
  readonly studentBH: readonly number[];
}

const reference = tableReference<Reference>('panel');
const bytes = (text: string) => new TextEncoder().encode(text);
const all = { markers: null, patient: null, siteNoise: [] };
const panel = panelOf(readPanelTable(bytes(reference.text), 'panel.csv', all).markers);

describe('a panel of four markers in twelve patients equals R 4', () => {
  test.each(reference.tests.map((expected, i) => [panel.markers[i].key, i, expected] as const))('%s: means, change, interval, p of both tests, and all adjusted', (_, i, expected) => {
    const { patients, means, change, standardised, student, wilcoxon } = panel.markers[i];
    if (change.status !== 'measured' || standardised.status !== 'measured') throw new Error('not measured');
    expect(patients).toHaveLength(expected.n);
    expected.means.forEach((value, at) => expect(means![at]).toBeCloseTo(value, 9));
    expect(change.value).toBeCloseTo(expected.change, 9);
    expected.interval.forEach((bound, at) => expect(change.interval95[at]).toBeCloseTo(bound, 7));
    expect(standardised.value).toBeCloseTo(expected.standardised, 8);
    expect([student!.p, student!.holm, student!.benjaminiHochberg]).toEqual([expected.pStudent, reference.studentHolm[i], reference.studentBH[i]].map((p) => expect.closeTo(p, 9)));
    expect([wilcoxon!.p, wilcoxon!.holm, wilcoxon!.benjaminiHochberg]).toEqual([expected.pWilcoxon, reference.wilcoxonHolm[i], reference.wilcoxonBH[i]].map((p) => expect.closeTo(p, 9)));
  });
});

test('a change is beyond noise from 1.96 standard deviations of a difference on', () => {
  const pairs = [{ patient: 'A', before: 10, after: 7, scatter: [0.6, 0.8] as const }, { patient: 'B', before: 10, after: 8.1, scatter: [0.6, 0.8] as const }, { patient: 'C', before: 10, after: 12.5, scatter: [0.6, 0.8] as const }, { patient: 'D', before: 10, after: 1, scatter: null }];
  const [{ patients, beyondNoise }] = panelOf([{ key: 'x', name: { en: 'x', fr: 'x' }, unit: null, pairs }]).markers;
  // hypot(0.6, 0.8) is 1, so the limit is 1.959964.
  expect(patients.map(({ limit, verdict }) => [limit, verdict])).toEqual([[expect.closeTo(1.959964, 6), 'fell'], [expect.closeTo(1.959964, 6), 'within'], [expect.closeTo(1.959964, 6), 'rose'], [null, 'unknown']]);
  expect(beyondNoise).toEqual({ fell: 1, rose: 1, judged: 3 });
});

test('one patient has changes against noise and no test', () => {
  const [marker] = panelOf(readPanelTable(bytes(reference.text), 'panel.csv', { ...all, patient: 'P4' }).markers).markers;
  expect(marker.patients.map(({ patient }) => patient)).toEqual(['P4']);
  expect(marker).toMatchObject({ change: { status: 'notMeasured', code: 'tooFew' }, student: null });
});

describe('noise of a marker', () => {
  const read = (heading: string, rows: readonly string[], siteNoise: Parameters<typeof readPanelTable>[2]['siteNoise'] = []) => readPanelTable(bytes([`patient,date,${heading}`, ...rows].join('\n')), 'x.csv', { ...all, siteNoise }).markers[0].pairs[0].scatter!;
  test('comes from two visits of digital patients, as a share of the first value', () => {
    const { share } = visitScatter.myocardialSuvMean;
    expect(read('myocardialSuvMean', ['P,2025-01-01,6', 'P,2025-07-01,4'])).toEqual([expect.closeTo(6 * share, 9), expect.closeTo(6 * share, 9)]);
    expect(read('bloodSuvMean', ['P,2025-01-01,2', 'P,2025-07-01,1'])[0]).toBeCloseTo(2 * visitScatter.bloodSuvMean.share, 9);
  });
  test('of a volume is never below that of hearts without uptake', () => {
    expect(read('volumeOfInvolvement', ['P,2025-01-01,0', 'P,2025-07-01,30'])).toEqual([visitScatter.volumeOfInvolvement.least, visitScatter.volumeOfInvolvement.least]);
  });
  test('is what was stated with the value where that is larger', () => {
    // Half of 3.92 over 1.96 is 1.
    expect(read('boneSuvPeak,boneSuvPeakLower95,boneSuvPeakUpper95', ['P,2025-01-01,6,4.040036,7.959964', 'P,2025-07-01,4,2.040036,5.959964'])).toEqual([expect.closeTo(1, 6), expect.closeTo(1, 6)]);
  });
  test('is not taken from intervals that are about the truth', () => {
    const { share } = visitScatter.myocardialSuvMean;
    expect(read('myocardialSuvMean,myocardialSuvMeanLower95,myocardialSuvMeanUpper95', ['P,2025-01-01,6,4,8', 'P,2025-07-01,4,2,6'])[0]).toBeCloseTo(6 * share, 9);
  });
});

describe('visits', () => {
  test('are the first and the last date, the ones between and single ones are listed', () => {
    const { markers, days, unused } = readPanelTable(bytes('patient;date;SUVmean\nA;01/02/2025;6,5\nA;13/06/2025;5,5\nA;01/09/2025;4,5\nB;01/02/2025;7,0'), 'x.csv', all);
    expect(markers[0].pairs).toMatchObject([{ patient: 'A', before: 6.5, after: 4.5 }]);
    expect(days).toEqual(['2025-02-01', '2025-09-01']);
    expect(unused.map(({ row, reason }) => [row, reason.en])).toEqual([[3, expect.stringContaining('between')], [5, expect.stringContaining('one visit')]]);
  });
  test('of different tracers, or delays more than half an hour apart, are not compared', () => {
    const { markers, unused } = readPanelTable(bytes('patient,visit,tracer,uptakeTimeHours,SUVmean\nA,avant,99mTc-DPD,3,6\nA,après,99mTc-PYP,3,4\nB,before,99mTc-DPD,3,6\nB,after,99mTc-DPD,2.2,4\nC,before,99mTc-DPD,3,6\nC,after,99mTc-DPD,3.4,4'), 'x.csv', all);
    expect(markers[0].pairs.map(({ patient }) => patient)).toEqual(['C']);
    expect(unused.map(({ row, reason }) => [row, reason.en])).toEqual([[3, expect.stringContaining('tracer')], [5, expect.stringContaining('uptakeTimeHours')]]);
  });
  test('that cannot be found, and tables without a known marker, are refused with what to do', () => {
    expect(() => readPanelTable(bytes('patient,SUVmean\nA,6'), 'x.csv', all)).toThrow('patient and either date or visit');
    expect(() => readPanelTable(bytes('patient,date,shoe\nA,2025-01-01,6'), 'x.csv', all)).toThrow('Name the columns with --markers');
    expect(() => readPanelTable(bytes(reference.text), 'x.csv', { ...all, patient: 'P99' })).toThrow('no row is about patient "P99"');
  });
  test('columns of a site’s own can be named', () => {
    expect(readPanelTable(bytes('patient,date,shoe (EU)\nA,2025-01-01,42\nA,2025-07-01,41'), 'x.csv', { ...all, markers: ['shoe'] }).markers).toMatchObject([{ key: 'shoe', unit: 'EU', pairs: [{ before: 42, after: 41, scatter: null }] }]);
  });
});
