import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readInstance } from '../../src/dicom/read-instance.ts';
import type { Analysis } from '../../src/modalities/modality.ts';
import { hasDciodvfy, hasDcmtk, hasPoppler, hasPydicom } from '../report/installed-tools.ts';
import { errorsOf, remarksOf, strayReferences } from './fhir-validators.ts';
import { readObjects } from './read-objects.ts';
import { runCommand } from './run-command.ts';

/** Making a study takes some ten seconds of a free core, and more of a busy one. */
const patience = 400_000;
const folder = mkdtempSync(join(tmpdir(), 'amyloscope-report-spect-ct-'));
const reports = join(folder, 'reports');
const visit = join(folder, 'study', 'dicom', 'DT5-000001', 'visit1');
const spect = join(visit, 'spect-corrected.dcm');
let analysis: Analysis;
let written: Awaited<ReturnType<typeof runCommand>>;

beforeAll(async () => {
  await runCommand(['phantom', 'spect-ct', '--patients', '1', '--seed', '5', '--grade', '3', '--units', 'BQML', '--matrix', '48', '--ct-matrix', '128', '--workers', '1', '--out', join(folder, 'study')]);
  const paths = [spect, join(visit, 'ct')];
  written = await runCommand(['report', ...paths, '--to', 'pdf,dicom-sr,dicom-sc,fhir,csv,parquet', '--out', reports]);
  analysis = JSON.parse((await runCommand(['analyse', ...paths, '--format', 'json'])).output);
}, patience);
afterAll(() => rmSync(folder, { recursive: true }));

const pathOf = (ending: string) => join(reports, `${analysis.study.sopInstanceUids[0]}${ending}`);

test.skipIf(!hasDciodvfy).each(['-sr.dcm', '-seg.dcm', '-sc.dcm'])('dciodvfy finds no error in %s (skipped where dicom3tools are not installed)', (ending) => {
  expect([written.code, written.messages]).toEqual([0, '']);
  const { stderr, stdout } = spawnSync('dciodvfy', [pathOf(ending)], { encoding: 'utf8', maxBuffer: 1e8 });
  expect((stderr + stdout).split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
});

test.skipIf(!hasDcmtk)('dsrdump of DCMTK reads every number of the structured report (skipped where DCMTK is not installed)', () => {
  const { stdout, status } = spawnSync('dsrdump', [pathOf('-sr.dcm')], { encoding: 'utf8', maxBuffer: 1e8 });
  expect(status).toBe(0);
  const numbers = [...stdout.matchAll(/NUM:.*="([^"]+)"/g)].map(([, value]) => value);
  const stated = analysis.measurements.flatMap((one) => (one.status === 'measured' ? [one.value, one.interval95[0], one.interval95[1], one.standardUncertainty] : []));
  expect(numbers.toSorted()).toEqual(stated.map((value) => String(Number(value.toPrecision(9)))).toSorted());
});

test.skipIf(!hasPydicom)('pydicom finds the markers of the wall in a volume that refers to its segment and series (skipped where pydicom is not installed)', async () => {
  const { procedure, groups, evidence, segmentations: [{ uid, frames }] } = readObjects(pathOf('-sr.dcm'), [pathOf('-seg.dcm')]);
  const { seriesInstanceUid, sopInstanceUid } = await readInstance(readFileSync(spect), spect);
  expect(procedure).toBe('SPECT');
  expect(evidence).toEqual(expect.arrayContaining([uid, sopInstanceUid]));
  const volumes = groups.filter(({ template }) => template === '1411');
  const names = new Map(frames.map(({ number, code }) => [number, code]));
  for (const { finding, references, series } of volumes) {
    const { object, segment } = references['Referenced Segment'];
    expect([object, names.get(segment!), series]).toEqual([uid, finding, seriesInstanceUid]);
  }
  const wall = volumes.find(({ finding }) => finding === '49848007')!;
  for (const [name, quantity] of [['Myocardium-to-blood ratio (TBR)', 'myocardiumToBloodRatio'], ['Cardiac pyrophosphate activity (CPA)', 'cardiacPyrophosphateActivity'], ['Myocardial SUVmax', 'myocardialSuvMax']] as const) {
    const found = analysis.measurements.find((one) => one.quantity === quantity)!;
    if (found.status === 'notMeasured') throw new Error(found.reason);
    expect(wall.numbers[name]).toEqual({ value: [found.value, found.unit], properties: [...found.interval95, found.standardUncertainty] });
  }
  expect(groups.flatMap(({ numbers }) => Object.keys(numbers))).toHaveLength(analysis.measurements.length);
});

test.skipIf(!hasPydicom)('each frame of the segmentation lies where its slice lies, and the heart is whole (skipped where pydicom is not installed)', async () => {
  const { segmentations: [{ frameOfReference, frames }] } = readObjects(pathOf('-sr.dcm'), [pathOf('-seg.dcm')]);
  const image = await readInstance(readFileSync(spect), spect);
  expect(frameOfReference).toBe(image.frameOfReferenceUid);
  for (const { position, source, frame, spacing } of frames) {
    expect(source).toBe(image.sopInstanceUid);
    image.planes![frame! - 1].position.forEach((at, axis) => expect(position![axis]).toBeCloseTo(at, 4));
    expect(spacing).toEqual(image.spacingMm);
  }
  expect(new Set(frames.map(({ code }) => code))).toEqual(new Set(['49848007', '87878005', 'RV-WALL', '53085002', '82471001', '73829009', '15825003', '64131007']));
  // Every slice from apex to base, not those of the pictures alone.
  const wall = frames.filter(({ code }) => code === '49848007');
  expect(wall.length).toBeGreaterThan(analysis.regions.filter(({ name }) => name === 'leftVentricularWall').length);
  const held = wall.map(({ frame }) => frame!).toSorted((a, b) => a - b);
  expect(held.at(-1)! - held[0] + 1).toBe(held.length);
});

test.skipIf(!hasPydicom)('the masks have the volume of the wall that was measured (skipped where pydicom is not installed)', async () => {
  const { segmentations: [{ frames }] } = readObjects(pathOf('-sr.dcm'), [pathOf('-seg.dcm')]);
  const voxel = (frames[0].spacing![0] * frames[0].spacing![1] * frames[0].thickness!) / 1000;
  const wallMl = frames.filter(({ code }) => code === '49848007').reduce((sum, { pixels }) => sum + pixels, 0) * voxel;
  // Total uptake is mean SUV times volume, so that both give the volume back.
  const valueOf = (quantity: string) => analysis.measurements.flatMap((one) => (one.quantity === quantity && one.status === 'measured' ? [one.value] : []))[0];
  expect(wallMl / (valueOf('totalMyocardialUptake') / valueOf('myocardialSuvMean'))).toBeCloseTo(1, 1);
});

test('the FHIR bundle is valid by two validators and of nuclear medicine', () => {
  const bundle = JSON.parse(readFileSync(pathOf('.fhir.json'), 'utf8'));
  expect(errorsOf(bundle)).toEqual([]);
  expect(remarksOf(bundle.entry)).toEqual([]);
  expect(strayReferences(bundle)).toEqual([]);
  expect(bundle.entry[0].resource).toMatchObject({ category: [{ coding: [{ code: 'NMS' }] }], code: { coding: [{ code: '105371005' }] } });
});

test.skipIf(!hasPoppler)('the PDF is one page with slices, markers with their definition, the answer and its limits (skipped where poppler is not installed)', () => {
  const path = pathOf('.pdf');
  expect(spawnSync('pdfinfo', [path], { encoding: 'utf8' }).stdout).toMatch(/Pages: +1\n/);
  const said = spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).stdout.replaceAll(/\s+/g, ' ');
  for (const words of ['Cardiac uptake on SPECT/CT', 'RESEARCH USE ONLY', 'SIMULATED', 'slice', 'Perugini grade', 'Volume of involvement (VOI)', 'exceeds the blood by the stated factor', 'no earlier visit at hand', 'Intervals hold the scatter between visits', analysis.study.studyInstanceUid]) expect(said).toContain(words);
});
