import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { SourceObject } from '../../src/dicom/source-object.ts';
import type { ContentItem } from '../../src/dicom/structured-report-to-write.ts';
import { writeCapture } from '../../src/dicom/write-capture.ts';
import { writeSegmentation } from '../../src/dicom/write-segmentation.ts';
import { writeStructuredReport } from '../../src/dicom/write-structured-report.ts';
import { qualityFrom, type Finding } from '../../src/measurement/finding.ts';
import type { Analysis, Region } from '../../src/modalities/modality.ts';
import { planarFinding, planarFindings, type PlanarFindingCode } from '../../src/modalities/planar/findings.ts';
import { recommendations } from '../../src/modalities/planar/recommendations.ts';
import { unsureReasons } from '../../src/modalities/planar/unsure-reasons.ts';
import { captureOf } from '../../src/report/dicom-sc.ts';
import { segmentationsOf } from '../../src/report/dicom-seg.ts';
import { structuredReportOf } from '../../src/report/dicom-sr.ts';
import { fhirBundle } from '../../src/report/fhir-bundle.ts';
import { pdfReport } from '../../src/report/pdf-report.ts';
import { dicomLab } from '../../src/report/region-colours.ts';
import type { ReportedScan } from '../../src/report/reported-scan.ts';
import { sampleAnalysis } from '../store/sample-analysis.ts';
import { hasDciodvfy, hasPoppler } from './installed-tools.ts';

const { Fhir } = createRequire(import.meta.url)('fhir');
const folder = mkdtempSync(join(tmpdir(), 'amyloscope-reported-'));
afterAll(() => rmSync(folder, { recursive: true }));

const source: SourceObject = {
  patientName: 'Łukasiewicz^Zoë', patientId: 'P1', patientBirthDate: '19430517', patientSex: 'F', patientComments: null,
  studyInstanceUid: '1.2.3.1.9', studyDate: '20240229', studyTime: '101500', studyId: '7', accessionNumber: 'A77', referringPhysicianName: null, studyDescription: null,
  sopClassUid: '1.2.840.10008.5.1.4.1.1.20', sopInstanceUid: '1.2.3.1', seriesInstanceUid: '1.2.3.1.8', modality: 'NM', rows: 60, columns: 40, numberOfFrames: 2, spacingMm: [4, 4], placement: null,
};

function scanOf(changes: Partial<Analysis> = {}, more: Partial<ReportedScan> = {}): ReportedScan {
  const { analysis, thumbnails } = sampleAnalysis(1, { label: 'unsure' });
  return { analysis: { ...analysis, ...changes }, thumbnails, outlines: null, previous: null, sources: [source], words: { findings: planarFindings, unsureReasons }, language: 'fr', writtenAt: new Date('2026-01-02T03:04:05Z'), ...more };
}

const circle = (name: string): Region => ({ name, source: { sopInstanceUid: '1.2.3.1', frame: 2 }, shape: 'circle', x: 20.5, y: 30.25, radius: 6 });

const every = (items: readonly ContentItem[]): readonly ContentItem[] => items.flatMap((item) => [item, ...every(item.items)]);

function errorsOf(bytes: Uint8Array, name: string): readonly string[] {
  const path = join(folder, `${name}.dcm`);
  writeFileSync(path, bytes);
  const { stderr, stdout } = spawnSync('dciodvfy', [path], { encoding: 'utf8' });
  return (stderr + stdout).split('\n').filter((line) => line.startsWith('Error'));
}

describe('a circle in a structured report', () => {
  const coordinates = (spacingMm: SourceObject['spacingMm']) => {
    const report = structuredReportOf(scanOf({ regions: [circle('heartCircle')] }, { sources: [{ ...source, spacingMm }] }), []);
    return every(report.items).flatMap(({ value }) => (value.type === 'SCOORD' ? [value] : []))[0];
  };
  test('is its centre and a point of its rim where pixels are square', () => expect(coordinates([4, 4])).toEqual({ type: 'SCOORD', graphic: 'CIRCLE', points: [20.5, 30.25, 26.5, 30.25] }));
  test('is an ellipse, the longer axis first, where they are not', () => {
    expect(coordinates([8, 4])).toEqual({ type: 'SCOORD', graphic: 'ELLIPSE', points: [14.5, 30.25, 26.5, 30.25, 20.5, 27.25, 20.5, 33.25] });
    expect(coordinates([4, 8])).toEqual({ type: 'SCOORD', graphic: 'ELLIPSE', points: [20.5, 18.25, 20.5, 42.25, 14.5, 30.25, 26.5, 30.25] });
  });
});

describe('a scan without regions, pictures or answer', () => {
  const refused = scanOf({ regions: [], classification: null, quality: qualityFrom([planarFinding('noHeart')]) }, { thumbnails: [] });
  test('has no segmentation', () => expect(segmentationsOf(refused)).toEqual([]));
  test.skipIf(!hasDciodvfy)('is still reported without error (skipped where dicom3tools are not installed)', () => {
    expect(errorsOf(writeStructuredReport(structuredReportOf(refused, [])), 'refused-sr')).toEqual([]);
    expect(errorsOf(writeCapture(captureOf(refused)), 'refused-sc')).toEqual([]);
  });
  test('is a valid FHIR bundle, and one page, also when its files are not at hand', async () => {
    const stored = { ...refused, sources: [] };
    expect(new Fhir().validate(fhirBundle(stored), { errorOnUnexpected: true }).valid).toBe(true);
    expect((await pdfReport(stored)).toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
  });
});

test('an object asked for again is another object, and the same moment gives the same bytes', () => {
  const scan = scanOf({ regions: [circle('heartCircle')] });
  const later = { ...scan, writtenAt: new Date('2026-01-02T03:04:06Z') };
  const write = (one: ReportedScan) => Buffer.from(writeSegmentation(segmentationsOf(one)[0])).toString('latin1');
  expect(write(scan)).toBe(write(scan));
  expect(segmentationsOf(scan)[0].sopInstanceUid).not.toBe(segmentationsOf(later)[0].sopInstanceUid);
  expect(segmentationsOf(scan)[0].segments[0].trackingUid).toBe(segmentationsOf(later)[0].segments[0].trackingUid);
});

test('what could not be measured has no number, and its reason', () => {
  const items = every(structuredReportOf(scanOf(), []).items);
  const bone = items.find(({ concept }) => concept?.value === 'H-BONE-RATIO')!;
  expect(bone.value).toMatchObject({ type: 'NUM', value: null });
  expect(bone.items.map(({ value }) => (value.type === 'TEXT' ? value.text : ''))).toContain('No rib in view.');
});

test.skipIf(!hasPoppler)('every finding, reason and advice at once still fits one page, and letters of all Europe are written (skipped where poppler is not installed)', async () => {
  // Pixels are read as counts, or not for one reason: a picture of the scan is never also called negative.
  const findings: readonly Finding[] = (Object.keys(planarFindings) as PlanarFindingCode[]).filter((code) => planarFindings[code].severity !== 'refusal' && code !== 'negativeValues').map((code) => planarFinding(code));
  const { classification } = scanOf().analysis;
  const full = scanOf({ quality: qualityFrom(findings), classification: { ...classification!, unsureReasons: Object.keys(unsureReasons), recommendation: Object.values(recommendations) } });
  const path = join(folder, 'full.pdf');
  writeFileSync(path, await pdfReport(full));
  expect(spawnSync('pdfinfo', [path], { encoding: 'utf8' }).stdout).toMatch(/Pages: +1\n/);
  const said = spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).stdout;
  expect(said).toContain('Łukasiewicz Zoë');
  // The last words of either side, and of the foot.
  for (const words of ['validés chez des patients', 'points.', '1.2.3.1.9']) expect(said).toContain(words);
});

test('colours are those of CIELab', () => {
  // CIELab of sRGB red, D65: L 53.24, a 80.09, b 67.20 (CIE 15; IEC 61966-2-1).
  const [l, a, b] = dicomLab([255, 0, 0]);
  expect((100 * l) / 65535).toBeCloseTo(53.24, 1);
  expect((255 * a) / 65535 - 128).toBeCloseTo(80.09, 1);
  expect((255 * b) / 65535 - 128).toBeCloseTo(67.2, 1);
});
