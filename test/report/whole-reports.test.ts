import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { previousVisit } from '../../src/analysis/previous-visit.ts';
import { loadModalities } from '../../src/analysis/load-modalities.ts';
import type { SourceObject } from '../../src/dicom/source-object.ts';
import { writeSegmentation } from '../../src/dicom/write-segmentation.ts';
import { catalogue, type QuantityName } from '../../src/measurement/catalogue.ts';
import { echoLeftHeartQuantities } from '../../src/measurement/echo-left-heart-quantities.ts';
import { echoParasternalQuantities } from '../../src/measurement/echo-parasternal-quantities.ts';
import { echoStrainQuantities } from '../../src/measurement/echo-strain-quantities.ts';
import { qualityFrom } from '../../src/measurement/finding.ts';
import type { Measurement } from '../../src/measurement/measurement.ts';
import { spectCtQuantities } from '../../src/measurement/spect-ct-quantities.ts';
import { echoFinding } from '../../src/modalities/echo/findings.ts';
import { echo } from '../../src/modalities/echo/index.ts';
import type { Analysis, Region, Thumbnail } from '../../src/modalities/modality.ts';
import { bullsEyeShape } from '../../src/report/bulls-eye-shape.ts';
import { echoScores } from '../../src/modalities/echo/scores.ts';
import { captureOf } from '../../src/report/dicom-sc.ts';
import { segmentationsOf } from '../../src/report/dicom-seg.ts';
import { structuredReportOf } from '../../src/report/dicom-sr.ts';
import { fhirBundle } from '../../src/report/fhir-bundle.ts';
import { mainQuantities, modalityReport } from '../../src/report/modality-report.ts';
import { pdfReport } from '../../src/report/pdf-report.ts';
import type { ReportedScan } from '../../src/report/reported-scan.ts';
import { errorsOf } from '../cli/fhir-validators.ts';
import { sampleAnalysis } from '../store/sample-analysis.ts';
import { hasPoppler } from './installed-tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-whole-reports-'));
afterAll(() => rmSync(folder, { recursive: true }));

const measured = (quantity: QuantityName, value = 12.3): Measurement => ({ quantity, status: 'measured', value, unit: catalogue[quantity].unit, standardUncertainty: 1, interval95: [value - 2, value + 2], method: { name: 'rule', version: '1', parameters: {} }, model: null, sources: [] });
const missing = (quantity: QuantityName): Measurement => ({ quantity, status: 'notMeasured', code: 'noCalibration', reason: 'The size of a pixel is not known.', method: { name: 'rule', version: '1', parameters: {} }, model: null, sources: [] });
const apical: readonly QuantityName[] = ['leftVentricularEjectionFraction', 'leftVentricularEndDiastolicVolume', 'leftVentricularEndSystolicVolume', 'leftAtrialEndSystolicVolume', 'leftVentricularWallThickness'];
const allOfEcho = [...apical, ...Object.keys(echoStrainQuantities), ...Object.keys(echoLeftHeartQuantities), ...Object.keys(echoParasternalQuantities)] as QuantityName[];

const source = (number: number, rows = 60): SourceObject => ({
  patientName: 'A^B', patientId: 'P', patientBirthDate: null, patientSex: null, patientComments: null, studyInstanceUid: '1.2.3.1.9', studyDate: '20240229', studyTime: null, studyId: null, accessionNumber: null, referringPhysicianName: null, studyDescription: null,
  sopClassUid: '1.2.840.10008.5.1.4.1.1.3.1', sopInstanceUid: `1.2.3.${number}`, seriesInstanceUid: '1.2.3.1.8', modality: 'US', rows, columns: 80, numberOfFrames: 9, spacingMm: null, placement: null,
});
const ring = (name: string, number: number, frame: number): Region => ({ name, source: { sopInstanceUid: `1.2.3.${number}`, frame }, shape: 'polygon', points: [[10, 10], [30, 10], [30, 40], [10, 40]] });
const picture = (number: number, frame: number): Thumbnail => ({ source: { sopInstanceUid: `1.2.3.${number}`, frame }, label: { en: `View ${number}, end-diastole`, fr: `Coupe ${number}, télédiastole` }, rows: 60, columns: 80, scale: [1, 1], greyBase64: Buffer.alloc(60 * 80, 99).toString('base64') });

function scanOf(changes: Partial<Analysis>, more: Partial<ReportedScan> = {}): ReportedScan {
  const { analysis } = sampleAnalysis(1);
  const whole = { ...analysis, modality: 'echo', measurements: allOfEcho.map((name) => measured(name)), classification: null, regions: [], quality: qualityFrom([]), ...changes };
  return { analysis: whole, thumbnails: [], outlines: null, previous: null, sources: [source(1)], words: echo.words, language: 'en', writtenAt: new Date('2026-01-02T03:04:05Z'), ...more };
}

async function printed(scan: ReportedScan): Promise<{ readonly pages: string; readonly said: string }> {
  const path = join(folder, 'page.pdf');
  writeFileSync(path, await pdfReport(scan));
  return { pages: /Pages: +(\d+)/.exec(spawnSync('pdfinfo', [path], { encoding: 'utf8' }).stdout)![1], said: spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).stdout.replaceAll(/\s+/g, ' ') };
}

test('every shipped modality has a report, with an answer for every label and limits in both languages', async () => {
  for (const modality of await loadModalities()) {
    const { answers, limits, title } = modalityReport({ modality: modality.name });
    for (const { en, fr } of [...Object.values(answers), ...limits, title]) expect(Math.min(en.length, fr.length)).toBeGreaterThan(5);
  }
});

test.skipIf(!hasPoppler)('five views, every number, a phenotype and every finding fit one page in French, to the last word (skipped where poppler is not installed)', async () => {
  const findings = Object.entries(echo.words.findings).filter(([, { severity }]) => severity === 'warning').slice(0, 6).map(([code]) => echoFinding(code as Parameters<typeof echoFinding>[0]));
  const strainCurves = [{ view: 'a4c', sopInstanceUid: '1.2.3.1', frames: [1, 2, 3], timesMs: null, endocardial: [0, -12, 0], segments: [null, null, null, null, null, null] }];
  const scan = scanOf({
    quality: qualityFrom(findings), strainCurves, bullsEye: { quantity: 'globalLongitudinalStrain', unit: '%', segments: Array.from({ length: 18 }, (_, i) => (i === 4 ? null : -i)) },
    regions: ['leftVentricle', 'myocardium', 'leftAtrium', 'rightVentricle', 'aorticRoot'].flatMap((name) => [1, 2, 3, 4, 5].map((number) => ring(name, number, 1))),
    classification: {
      label: 'unsure', probabilities: { amyloid: 0.5, hypertrophic: 0.3, hypertensive: 0.15, normal: 0.05 }, unsure: true, unsureReasons: ['betweenPhenotypes'], recommendation: [],
      drivers: [{ quantity: 'leftVentricularSeptalThickness', value: 15.6, weight: 1.2 }, { quantity: 'leftAtrialVolumeIndex', value: 17, weight: -0.9 }],
    },
    scores: echoScores(new Map((['relativeApicalStrain', 'apexToBaseRatio', 'septalApicalToBasalRatio'] as const).map((name) => [name, { name, value: 2.05, unit: '1', origin: 'measured', interval95: null }]))),
  }, { language: 'fr', thumbnails: [1, 2, 3, 4, 5].flatMap((number) => [picture(number, 1), picture(number, 2)]) });
  const { pages, said } = await printed(scan);
  expect(pages).toBe('1');
  for (const words of ['Incertain : à relire par un cardiologue', 'Phénotype : amylose 50 %, CMH 30 %', 'Pour l’amylose : septum 15,6 mm. Contre : OG indexée 17 mL/m²', 'Épargne apicale, apex sur base 2,05', 'Coupe 5', 'gris : non mesuré', 'images', 'Masse VG par la formule du cube', 'chez des patients', '1.2.3.1.9']) expect(said).toContain(words);
});

test.skipIf(!hasPoppler)('numbers without a value stand together by their reason, and a main number says why (skipped where poppler is not installed)', async () => {
  const { said } = await printed(scanOf({ measurements: [...apical.slice(0, 1).map((name) => measured(name)), ...apical.slice(1).map(missing), missing('mechanicalDispersion'), missing('peakSystolicStrainRate')] }));
  expect(said).toContain('not measured: The size of a pixel is not known.');
  expect(said).toMatch(/Not measured: Mechanical dispersion, four-chamber view; Peak systolic strain rate, four-chamber view \(The size of a pixel is not known\)\./);
});

test('of each list of main numbers the first that was measured is shown', () => {
  expect(mainQuantities({ modality: 'echo', measurements: [missing('leftVentricularEjectionFractionBiplane'), measured('leftVentricularEjectionFraction'), missing('globalLongitudinalStrain'), missing('longitudinalStrainTracked')] })).toEqual(['leftVentricularEjectionFraction', 'globalLongitudinalStrain']);
});

describe('a segmentation', () => {
  const scan = scanOf({ regions: [ring('leftVentricle', 1, 1), ring('leftVentricle', 2, 3), ring('septumLine', 1, 1)] }, { sources: [source(1), source(2, 90)] });
  test('is one object for each size of image, and holds no region without a code', () => {
    const written = segmentationsOf(scan);
    expect(written.map(({ sources, segments }) => [sources[0].rows, segments.map(({ label }) => label)])).toEqual([[60, ['Left ventricle']], [90, ['Left ventricle']]]);
    expect(new Set(written.map(({ sopInstanceUid }) => sopInstanceUid)).size).toBe(2);
    for (const one of written) expect(writeSegmentation(one).length).toBeGreaterThan(1000);
  });
  test('leaves a hole empty that is drawn the other way round', () => {
    const [left, top, right, bottom] = [10, 10, 30, 40];
    const hole: Region = { name: 'leftVentricle', source: { sopInstanceUid: '1.2.3.1', frame: 1 }, shape: 'polygon', points: [[15, 15], [15, 35], [25, 35], [25, 15]] };
    const [{ segments: [{ frames: [{ shapes }] }] }] = segmentationsOf(scanOf({ regions: [ring('leftVentricle', 1, 1), hole] }));
    const bits = Buffer.from(writeSegmentation({ ...segmentationsOf(scanOf({ regions: [ring('leftVentricle', 1, 1), hole] }))[0] }));
    expect(shapes).toHaveLength(2);
    // One bit a pixel at the end of the file: 20 x 30 less 10 x 20.
    const pixels = bits.subarray(bits.length - (60 * 80) / 8);
    expect(pixels.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)).toBe((right - left) * (bottom - top) - 10 * 20);
  });
});

test('a refused SPECT/CT is reported with its reason in every form', async () => {
  const names = Object.keys(spectCtQuantities) as QuantityName[];
  const scan = scanOf({ modality: 'spect-ct', measurements: names.map(missing), quality: qualityFrom([{ code: 'noCt', severity: 'refusal', message: 'There is no CT.', parameters: {} }]) }, { sources: [{ ...source(1), modality: 'NM' }] });
  expect(segmentationsOf(scan)).toEqual([]);
  expect(JSON.stringify(structuredReportOf(scan, []))).toContain('The size of a pixel is not known.');
  expect(captureOf(scan).rows).toBeLessThan(300);
  expect(errorsOf(fhirBundle(scan))).toEqual([]);
  expect((await pdfReport(scan)).toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
});

describe('the visit before', () => {
  const visit = (studyDate: string | null, patientId: string, names: readonly QuantityName[], modality = 'echo'): Analysis => {
    const { analysis } = scanOf({ modality, measurements: names.map((name) => measured(name)) });
    return { ...analysis, study: { ...analysis.study, studyDate, patientId } };
  };
  const now = visit('2025-06-01', 'P', apical);
  test('is the latest earlier one of the same patient and modality, of several on a day the one with most in common', () => {
    const [older, single, whole, after] = [visit('2023-01-01', 'P', apical), visit('2024-01-01', 'P', apical.slice(0, 1)), visit('2024-01-01', 'P', apical), visit('2026-01-01', 'P', apical)];
    expect(previousVisit(now, [older, single, whole, after, now])).toBe(whole);
  });
  test('is none of another patient, another modality, the same day, without a day, or with nothing in common', () => {
    expect(previousVisit(now, [visit('2024-01-01', 'Q', apical), visit('2024-01-01', 'P', apical, 'planar'), visit('2025-06-01', 'P', apical), visit(null, 'P', apical), visit('2024-01-01', 'P', ['relativeWallThickness'])])).toBeNull();
    expect(previousVisit(visit('2025-06-01', '', apical), [visit('2024-01-01', '', apical)])).toBeNull();
  });
});

describe('a bull’s-eye', () => {
  const middle = (count: number, segment: number) => {
    const { from, to } = bullsEyeShape(count)[segment - 1];
    return [Math.cos((from + to) / 2), Math.sin((from + to) / 2)].map((one) => Math.round(100 * one) / 100);
  };
  test.each([17, 18])('of %d segments has anterior up, septum at the left and inferior down', (count) => {
    expect(bullsEyeShape(count)).toHaveLength(count);
    expect(middle(count, 1)).toEqual([0, 1]);
    expect(middle(count, 2)[0]).toBeLessThan(0);
    expect(middle(count, 3)[0]).toBeLessThan(0);
    expect(middle(count, 4)).toEqual([-0, -1]);
    expect(middle(count, 13)).toEqual([0, 1]);
  });
  test.each([17, 18])('of %d segments fills its disc', (count) => {
    // Area of each part of a ring by formula; together pi.
    expect(bullsEyeShape(count).reduce((sum, { inner, outer, from, to }) => sum + ((to - from) / 2) * (outer ** 2 - inner ** 2), 0)).toBeCloseTo(Math.PI, 9);
  });
});
