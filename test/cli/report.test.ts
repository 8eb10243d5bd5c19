import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataSet } from '../../src/dicom/data-set.ts';
import { numberValue, sequenceItems } from '../../src/dicom/element-values.ts';
import { parseDataSet } from '../../src/dicom/parse-data-set.ts';
import { readInstance } from '../../src/dicom/read-instance.ts';
import type { MeasuredValue } from '../../src/measurement/measurement.ts';
import type { Analysis, Region } from '../../src/modalities/modality.ts';
import { hasDciodvfy, hasDcmtk, hasPoppler, hasPydicom, python } from '../report/installed-tools.ts';
import { errorsOf, type FhirEntry, remarksOf, strayReferences } from './fhir-validators.ts';
import { runCommand } from './run-command.ts';
import { writeSmallCohort } from './small-cohort.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-report-'));
const scan = join(folder, 'scans', '1.dcm');
const reports = join(folder, 'reports');
let analysis: Analysis;
let written: Awaited<ReturnType<typeof runCommand>>;
const pathOf = (ending: string, from = reports) => join(from, `${analysis.study.sopInstanceUids[0]}${ending}`);

beforeAll(async () => {
  writeSmallCohort(folder, 2);
  analysis = JSON.parse((await runCommand(['analyse', scan, '--format', 'json'])).output);
  written = await runCommand(['report', scan, '--to', 'pdf,dicom-sr,dicom-sc,fhir,csv,parquet', '--out', reports], 'fr');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

const measured = (quantity: string) => analysis.measurements.find((one): one is MeasuredValue => one.quantity === quantity && one.status === 'measured')!;

test('each form is a file named by the first image of its scan, and a structured report brings its segmentation', () => {
  expect([written.code, written.messages]).toEqual([0, '']);
  const uid = analysis.study.sopInstanceUids[0];
  expect(readdirSync(reports).sort()).toEqual([`${uid}-sc.dcm`, `${uid}-seg.dcm`, `${uid}-sr.dcm`, `${uid}.fhir.json`, `${uid}.pdf`, 'scans.csv', 'scans.parquet']);
  expect(written.output.trim().split('\n').sort()).toEqual(readdirSync(reports).map((name) => join(reports, name)).sort());
});

test.skipIf(!hasDciodvfy).each([['-sr.dcm', 'EnhancedSR'], ['-seg.dcm', 'Segmentation'], ['-sc.dcm', 'SCImage']])('dciodvfy finds no error in %s (skipped where dicom3tools are not installed)', (ending, kind) => {
  const { stderr, stdout } = spawnSync('dciodvfy', [pathOf(ending)], { encoding: 'utf8' });
  expect(stderr + stdout).toContain(kind);
  expect((stderr + stdout).split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
});

test.skipIf(!hasDcmtk)('dsrdump of DCMTK reads every number of the structured report (skipped where DCMTK is not installed)', () => {
  const { stdout, status } = spawnSync('dsrdump', [pathOf('-sr.dcm')], { encoding: 'utf8' });
  expect(status).toBe(0);
  const numbers = [...stdout.matchAll(/NUM:.*="([^"]+)"/g)].map(([, value]) => value);
  const stated = analysis.measurements.flatMap((one) => (one.status === 'measured' ? [one.value, one.interval95[0], one.interval95[1], one.standardUncertainty] : []));
  expect(numbers).toEqual(expect.arrayContaining(stated.map((value) => String(Number(value.toPrecision(9))))));
  expect(numbers).toHaveLength(stated.length);
});

interface ReadByPydicom {
  readonly numbers: Record<string, { value: [number, number, string]; properties: Record<string, [number, number, string]> }>;
  readonly ratioOfCoordinates: number;
  readonly masks: readonly { label: string; frame: number; source: string; pixels: number; mean: number }[];
  readonly texts: readonly string[];
  readonly codes: Record<string, string>;
  readonly referenced: readonly string[];
  readonly segmentation: string;
  readonly sameStudy: readonly (readonly boolean[])[];
}

function readByPydicom(): ReadByPydicom {
  const { stdout, stderr } = spawnSync(python, [join(import.meta.dirname, 'read-reports.py'), scan, pathOf('-sr.dcm'), pathOf('-seg.dcm')], { encoding: 'utf8' });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Area inside a region by formula: pi r squared, or the shoelace rule. */
function areaOf(region: Region): number {
  if (region.shape === 'circle') return Math.PI * region.radius ** 2;
  return Math.abs(region.points.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = region.points[(i + 1) % region.points.length];
    return sum + x * nextY - nextX * y;
  }, 0)) / 2;
}

const labels: Readonly<Record<string, string>> = { heartCircle: 'Circle on the heart', contralateralCircle: 'Contralateral circle', heart: 'Heart', sternum: 'Sternum', kidneys: 'Kidney', bladder: 'Urinary bladder' };

test.skipIf(!hasPydicom)('pydicom reads every value, region and reference back (skipped where pydicom is not installed)', () => {
  const read = readByPydicom();
  for (const [name, quantity] of [['Heart-to-contralateral ratio', 'heartToContralateralRatio'], ['Heart-to-bone ratio', 'heartToBoneRatio'], ['Heart-to-whole-body ratio', 'heartToWholeBodyRatio'], ['Perugini grade', 'peruginiGrade'], ['Probability of abnormal cardiac uptake', 'abnormalUptakeProbability']]) {
    const { value, unit, interval95: [lower, upper], standardUncertainty } = measured(quantity);
    expect(read.numbers[name].value[0]).toBe(value);
    expect(read.numbers[name].value[2]).toBe(unit);
    expect(Object.values(read.numbers[name].properties).map(([number]) => number)).toEqual([lower, upper, standardUncertainty]);
  }
  expect(read.codes).toMatchObject({ 'Answer about cardiac uptake': 'Abnormal', 'Language of Content Item and Descendants': 'French' });
  expect(read.texts).toEqual(expect.arrayContaining([analysis.classification!.recommendation.map(({ text, source }) => `${text.fr} [${source}]`)[0], expect.stringContaining('SIMULÉ')]));
  expect(read.referenced).toEqual([analysis.study.sopInstanceUids[0], read.segmentation]);
  expect(read.sameStudy.flat()).not.toContain(false);
});

test.skipIf(!hasPydicom)('the coordinates and the masks lie where the ratio was measured (skipped where pydicom is not installed)', () => {
  const { ratioOfCoordinates, masks } = readByPydicom();
  const ratio = measured('heartToContralateralRatio').value;
  expect(ratioOfCoordinates / ratio).toBeCloseTo(1, 1);
  const meanOf = (label: string) => masks.find((one) => one.label === label && one.frame === 1)!.mean;
  expect(meanOf('Circle on the heart') / meanOf('Contralateral circle')).toBeCloseTo(ratioOfCoordinates, 9);
  for (const { label, frame, source, pixels } of masks) {
    const drawn = analysis.regions.filter((region) => labels[region.name] === label && region.source.frame === frame && region.source.sopInstanceUid === source);
    const area = drawn.reduce((sum, region) => sum + areaOf(region), 0);
    // A mask follows its outline to half a pixel.
    expect(Math.abs(pixels - area)).toBeLessThan(0.5 * Math.sqrt(4 * Math.PI * area));
  }
  expect(new Set(masks.map(({ label }) => label))).toEqual(new Set(Object.values(labels)));
});

/** Every number of a tree of content items. */
function numbersIn(node: DataSet): readonly (number | null)[] {
  const own = sequenceItems(node, 'MeasuredValueSequence').map((item) => numberValue(item, 'FloatingPointValue'));
  return [...own, ...sequenceItems(node, 'ContentSequence').flatMap(numbersIn)];
}

test('our own reader reads the objects, and analysing a folder with them finds the scan alone', async () => {
  for (const [ending, modality] of [['-sr.dcm', 'SR'], ['-seg.dcm', 'SEG'], ['-sc.dcm', 'OT']]) {
    const instance = await readInstance(readFileSync(pathOf(ending)), ending);
    expect(instance).toMatchObject({ modality, studyInstanceUid: analysis.study.studyInstanceUid, patientId: analysis.study.patientId, studyDate: analysis.study.studyDate });
  }
  const stated = analysis.measurements.flatMap((one) => (one.status === 'measured' ? [one.value] : []));
  expect(numbersIn(parseDataSet(readFileSync(pathOf('-sr.dcm'))).dataSet)).toEqual(expect.arrayContaining(stated));
  const { code, output } = await runCommand(['analyse', scan, reports, '--format', 'json']);
  expect(code).toBe(4);
  expect(JSON.parse(output).study.files).toEqual([scan]);
});

test('the secondary capture says that no identity is burned in, and is a picture with colours', async () => {
  const instance = await readInstance(readFileSync(pathOf('-sc.dcm')), 'sc');
  expect(instance).toMatchObject({ photometricInterpretation: 'RGB', samplesPerPixel: 3 });
  expect(readFileSync(pathOf('-sc.dcm')).toString('latin1')).toMatch(/\x28\x00\x01\x03CS\x02\x00NO/);
});

test('the FHIR bundle is valid R4, its references stay within it, and it holds every number', () => {
  const bundle = JSON.parse(readFileSync(pathOf('.fhir.json'), 'utf8'));
  expect(errorsOf(bundle)).toEqual([]);
  // The validator does find what is wrong.
  const wrong = structuredClone(bundle);
  delete wrong.entry[0].resource.status;
  expect(errorsOf(wrong)).not.toEqual([]);
  expect(strayReferences(bundle)).toEqual([]);
  const kinds = bundle.entry.map(({ resource }: { resource: { resourceType: string } }) => resource.resourceType);
  expect(new Set(kinds)).toEqual(new Set(['DiagnosticReport', 'Patient', 'ImagingStudy', 'Device', 'Observation', 'Provenance']));
  const quantities = bundle.entry.flatMap(({ resource }: { resource: { valueQuantity?: { value: number; code: string } } }) => (resource.valueQuantity ? [[resource.valueQuantity.value, resource.valueQuantity.code]] : []));
  expect(quantities).toEqual(analysis.measurements.flatMap((one) => (one.status === 'measured' ? [[one.value, one.unit]] : [])));
});

test('a second validator finds every resource valid by its structure, its invariants and the kinds of its references', () => {
  const { entry } = JSON.parse(readFileSync(pathOf('.fhir.json'), 'utf8')) as { entry: FhirEntry[] };
  expect(remarksOf(entry)).toEqual([]);
  // It does find a value beside the reason why there is none, which invariant obs-6 forbids, and a reference to another kind.
  const wrong = JSON.parse(JSON.stringify(entry));
  const { resource } = wrong.find((one: FhirEntry) => 'valueQuantity' in one.resource);
  resource.dataAbsentReason = { text: 'unknown' };
  resource.subject.reference = resource.device.reference;
  resource.device.reference = entry.find((one) => one.resource.resourceType === 'Patient')!.fullUrl;
  expect(remarksOf(wrong)).toEqual([expect.stringMatching(/obs-6/)]);
  delete resource.dataAbsentReason;
  expect(remarksOf(wrong)).toEqual([expect.stringContaining('Invalid reference')]);
});

test.skipIf(!hasPoppler)('the PDF is one page that says the numbers, the answer, the advice and what it is not, in either language (skipped where poppler is not installed)', async () => {
  const english = join(folder, 'english');
  await runCommand(['report', scan, '--out', english]);
  const ratio = measured('heartToContralateralRatio');
  const { text } = analysis.classification!.recommendation[0];
  for (const [from, language, expected] of [
    [english, 'en', ['RESEARCH USE ONLY. NOT A MEDICAL DEVICE.', 'SIMULATED', 'Abnormal', ratio.value.toFixed(2), ratio.interval95.map((bound) => bound.toFixed(2)).join('–')]],
    [reports, 'fr', ['RÉSERVÉ À LA RECHERCHE. PAS UN DISPOSITIF MÉDICAL.', 'SIMULÉ', 'Anormal', ratio.value.toFixed(2).replace('.', ','), ratio.interval95.map((bound) => bound.toFixed(2).replace('.', ',')).join('–')]],
  ] as const) {
    const path = pathOf('.pdf', from);
    expect(spawnSync('pdfinfo', [path], { encoding: 'utf8' }).stdout).toMatch(/Pages: +1\n/);
    const said = spawnSync('pdftotext', [path, '-'], { encoding: 'utf8' }).stdout.replaceAll(/\s+/g, ' ');
    for (const words of [...expected, text[language].split(' ').slice(0, 6).join(' '), analysis.study.patientId, analysis.study.studyInstanceUid]) expect(said).toContain(words);
  }
});

test('the table has one line for each scan', () => {
  const lines = readFileSync(join(reports, 'scans.csv'), 'utf8').trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(String(measured('heartToContralateralRatio').value));
});

test('a form that does not exist, and a path without scans, are said to be so', async () => {
  expect(await runCommand(['report', scan, '--to', 'pdf,docx'])).toMatchObject({ code: 2, messages: expect.stringContaining('--to <forms>') });
  expect(await runCommand(['report', join(folder, 'truth.csv'), '--out', join(folder, 'none')])).toMatchObject({ code: 3, messages: expect.stringContaining('Nothing could be analysed.') });
});
