import { describe, expect, test } from 'vitest';
import type { LabelledScans } from '../../src/analysis/match-planar-truth.ts';
import type { PlanarTruth } from '../../src/analysis/planar-truth.ts';
import { validatePlanar } from '../../src/analysis/validate-planar.ts';
import type { Analysis } from '../../src/modalities/modality.ts';
import { sampleAnalysis, type SampleChoice } from '../store/sample-analysis.ts';

const scan = (number: number, choice: SampleChoice = {}): Analysis => sampleAnalysis(number, choice).analysis;
const truth = (row: number, known: Partial<PlanarTruth>): PlanarTruth => ({ row, file: null, patient: null, abnormal: null, peruginiGrade: null, heartToContralateralRatio: null, ...known });
const found = (analyses: readonly Analysis[], more: Partial<LabelledScans> = {}): LabelledScans => ({ folder: '/archive', analyses, refusedFiles: [], duplicateFiles: [], ...more });
const validate = (truths: readonly PlanarTruth[], scans: LabelledScans) => validatePlanar(truths, scans, 'truth.csv');

/** Four abnormal and four normal scans: one abnormal is missed, one normal is unsure with a probability above one half. */
const eight = {
  scans: found([
    scan(1, { label: 'abnormal', probability: 0.99, ratio: 2 }), scan(2, { label: 'abnormal', probability: 0.95, ratio: 1.9 }),
    scan(3, { label: 'abnormal', probability: 0.9, ratio: 1.8 }), scan(4, { label: 'normal', probability: 0.05, ratio: 1.1 }),
    scan(5, { label: 'normal', probability: 0.01, ratio: 1 }), scan(6, { label: 'normal', probability: 0.02, ratio: 1.05 }),
    scan(7, { label: 'normal', probability: 0.03, ratio: 0.95 }), scan(8, { label: 'unsure', probability: 0.6, ratio: 1.4 }),
  ]),
  truths: Array.from({ length: 8 }, (_, i) => truth(i + 2, { file: `${i + 1}.dcm`, abnormal: i < 4, heartToContralateralRatio: [2.1, 1.9, 1.7, 1.1, 1, 1.05, 1, 1.4][i] })),
};

describe('detection', () => {
  const { detection } = validate(eight.truths, eight.scans);

  test('decides every scan by the threshold in one way of counting', () =>
    expect(detection.decided.table).toEqual({ truePositives: 3, falseNegatives: 1, falsePositives: 1, trueNegatives: 3 }));
  test('counts unsure scans as abnormal in another', () =>
    expect(detection.unsureAsAbnormal.table).toEqual({ truePositives: 3, falseNegatives: 1, falsePositives: 1, trueNegatives: 3 }));
  test('leaves unsure scans out in the third', () =>
    expect(detection.unsureLeftOut.table).toEqual({ truePositives: 3, falseNegatives: 1, falsePositives: 0, trueNegatives: 3 }));
  test('says how many of each kind are unsure', () => expect([detection.unsurePositives, detection.unsureNegatives]).toEqual([0, 1]));
  test('has the area that counting pairs by hand gives', () => {
    // 16 pairs; the missed scan (0.05) is below the unsure one (0.6) alone, so 15 are ordered rightly.
    expect(detection.auc).toMatchObject({ status: 'measured', value: 15 / 16, positives: 4, negatives: 4 });
  });
});

test('the ratio is compared as Amyloscope less truth, with the share of intervals that hold the truth', () => {
  const { ratio } = validate(eight.truths, eight.scans);
  // Differences by hand: -0.1, 0, 0.1, 0, 0, 0, -0.05, 0.
  expect(ratio.blandAltman).toMatchObject({ status: 'measured', value: expect.closeTo(-0.05 / 8, 12), pairs: 8 });
  expect(ratio.medianAbsoluteError).toBe(0);
  expect(ratio.covered).toMatchObject({ successes: 8, total: 8 });
});

test('the grade is compared over the scans whose grade is known', () => {
  const graded = [truth(2, { file: '1.dcm', peruginiGrade: 2 }), truth(3, { file: '2.dcm', peruginiGrade: 3 }), truth(4, { file: '3.dcm' })];
  const { grade } = validate(graded, eight.scans);
  // Every sample is of grade 2.
  expect(grade.confusion).toEqual([[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 1, 0]]);
  expect(grade.exact).toMatchObject({ successes: 1, total: 2 });
});

test('a scan refused by quality control and a file that cannot be read are listed and counted in no figure', () => {
  const refusal = { ...scan(2, { label: null }), quality: { status: 'refused', findings: [{ code: 'noHeart', severity: 'refusal', message: 'No heart.', parameters: {} }] } } as const;
  const scans = found([scan(1), refusal], { refusedFiles: [{ path: '/archive/broken.dcm', code: 'truncated', reason: 'Ends early.' }] });
  const result = validate([truth(2, { file: '1.dcm', abnormal: false }), truth(3, { file: '2.dcm', abnormal: true }), truth(4, { file: 'broken.dcm', abnormal: true })], scans);
  expect(result.refused.map(({ truth: { row }, reason }) => [row, reason])).toEqual([[3, 'No heart.'], [4, 'Ends early.']]);
  expect([result.detection.positives, result.detection.negatives]).toEqual([0, 1]);
});

test('scans the table does not name are counted', () => expect(validate([truth(2, { file: '1.dcm', abnormal: true })], eight.scans).withoutTruth).toBe(7));

test('the worst cases begin with the surest wrong answer', () => {
  const { worst } = validate(eight.truths.map((one) => (one.row === 2 ? { ...one, abnormal: false } : one)), eight.scans);
  expect(worst.slice(0, 2).map(({ validationCase }) => validationCase.truth.row)).toEqual([2, 5]);
  expect(worst[0].reasons).toContain('wrongAnswer');
});

describe('a row finds its scan', () => {
  const [one] = eight.scans.analyses;
  test.each([
    ['by full path', { file: '/archive/1.dcm' }],
    ['by path relative to the folder', { file: '1.dcm' }],
    ['by patient where the patient has one scan', { patient: 'P1' }],
  ])('%s', (_, known) => expect(validate([truth(2, { ...known, abnormal: true })], eight.scans).cases.map(({ analysis }) => analysis)).toEqual([one]));

  test('by the path of a duplicate', () => {
    const scans = found(eight.scans.analyses, { duplicateFiles: [{ path: '/archive/copy.dcm', sameAs: '/archive/1.dcm', sopInstanceUid: '1.2.3.1' }] });
    expect(validate([truth(2, { file: 'copy.dcm', abnormal: true })], scans).cases).toHaveLength(1);
  });
  test('once, when each of its files has a row', () => {
    const twoFiles = { ...one, study: { ...one.study, files: ['/archive/front.dcm', '/archive/back.dcm'] } };
    expect(validate([truth(2, { file: 'front.dcm', abnormal: true }), truth(3, { file: 'back.dcm', abnormal: true })], found([twoFiles])).cases).toHaveLength(1);
  });
});

describe('a row that finds no single scan is refused with its row and a remedy', () => {
  test.each([
    ['a file that is not there', [truth(2, { file: 'gone.dcm' })], /row 2 names file "gone\.dcm", but the folder holds no such file/],
    ['a patient who is not there', [truth(2, { patient: 'P99' })], /row 2 names patient "P99"/],
    ['two rows that disagree', [truth(2, { file: '1.dcm', abnormal: true }), truth(3, { patient: 'P1', abnormal: false })], /row 3 .* same scan as row 2/],
  ])('%s', (_, truths, message) => expect(() => validate(truths, eight.scans)).toThrow(message));

  test('a name that two files bear', () => {
    const other = { ...scan(9), study: { ...scan(9).study, files: ['/archive/deep/1.dcm'] } };
    const scans = found([{ ...scan(1), study: { ...scan(1).study, files: ['/archive/top/1.dcm'] } }, other]);
    expect(() => validate([truth(2, { file: '1.dcm' })], scans)).toThrow(/2 files bear this name/);
  });
  test('a patient with two scans', () => {
    const scans = found([scan(1, { patientId: 'P' }), scan(2, { patientId: 'P' })]);
    expect(() => validate([truth(2, { patient: 'P' })], scans)).toThrow(/has 2 scans. Name the file/);
  });
});
