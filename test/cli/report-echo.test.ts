import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MeasuredValue } from '../../src/measurement/measurement.ts';
import type { Analysis } from '../../src/modalities/modality.ts';
import { hasDciodvfy, hasDcmtk, hasPoppler, hasPydicom } from '../report/installed-tools.ts';
import { errorsOf, remarksOf, strayReferences } from './fhir-validators.ts';
import { type GroupRead, readObjects } from './read-objects.ts';
import { runCommand } from './run-command.ts';

/** Making and following six loops takes half a minute of a free core. */
const patience = 400_000;
const folder = mkdtempSync(join(tmpdir(), 'amyloscope-report-echo-'));
const reports = join(folder, 'reports');
let later: Analysis;
let written: Awaited<ReturnType<typeof runCommand>>;

beforeAll(async () => {
  const loops = join(folder, 'loops');
  await runCommand(['phantom', 'echo', '--patients', '1', '--seed', '3', '--heart', 'amyloid', '--visits', '2', '--frame-rate', '40', '--workers', '1', '--out', loops]);
  written = await runCommand(['report', join(loops, 'dicom'), '--to', 'pdf,dicom-sr,dicom-sc,fhir,csv', '--out', reports], 'fr');
  const inputs = join(folder, 'inputs.csv');
  writeFileSync(inputs, 'patientId;E/e′;RWT;âge\nDE3-000001;14,5;0,6;82\n');
  later = JSON.parse((await runCommand(['analyse', join(loops, 'dicom', 'DE3-000001', 'visit2'), '--inputs', inputs, '--format', 'json'])).output);
}, patience);
afterAll(() => rmSync(folder, { recursive: true }));

const pathOf = (ending: string) => join(reports, `${later.study.sopInstanceUids[0]}${ending}`);
const measured = (quantity: string): MeasuredValue => later.measurements.find((one): one is MeasuredValue => one.quantity === quantity && one.status === 'measured')!;

test('both visits are reported in every form, three views as one scan', () => {
  expect([written.code, written.messages]).toEqual([0, '']);
  expect(later.study.sopInstanceUids).toHaveLength(3);
  expect(readdirSync(reports)).toHaveLength(2 * 5 + 1);
});

test('scores are made of a table of inputs and of what was measured, and say what they lack', () => {
  const score = (name: string) => later.scores?.find((one) => one.name === name);
  expect(score('amyli')).toMatchObject({ value: 0.6 * 14.5, verdict: 'raised', inputs: [{ value: 0.6, origin: 'given' }, { value: 14.5, origin: 'given' }] });
  const { value, interval95 } = measured('relativeApicalLongitudinalStrain');
  expect(score('relaps')).toMatchObject({ value, interval95, inputs: [{ origin: 'measured' }] });
  expect(score('tAmylo')).toMatchObject({ status: 'notMeasured', missing: expect.arrayContaining(['septalThicknessMm', 'carpalTunnel']) });
});

test.skipIf(!hasDciodvfy).each(['-sr.dcm', '-seg.dcm', '-sc.dcm'])('dciodvfy finds no error in %s (skipped where dicom3tools are not installed)', (ending) => {
  const { stderr, stdout } = spawnSync('dciodvfy', [pathOf(ending)], { encoding: 'utf8' });
  expect((stderr + stdout).split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
});

test.skipIf(!hasDcmtk)('dsrdump of DCMTK reads every number of the structured report (skipped where DCMTK is not installed)', () => {
  const { stdout, status } = spawnSync('dsrdump', [pathOf('-sr.dcm')], { encoding: 'utf8', maxBuffer: 1e8 });
  expect(status).toBe(0);
  const numbers = [...stdout.matchAll(/NUM:.*="([^"]+)"/g)].map(([, value]) => value);
  const stated = later.measurements.flatMap((one) => (one.status === 'measured' ? [one.value, one.interval95[0], one.interval95[1], one.standardUncertainty] : []));
  expect(numbers.toSorted()).toEqual(stated.map((value) => String(Number(value.toPrecision(9)))).toSorted());
});

/** Area of a closed line by the shoelace rule. */
function areaOf(points: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i + 3 < points.length; i += 2) sum += points[i] * points[i + 3] - points[i + 2] * points[i + 1];
  return Math.abs(sum) / 2;
}

test.skipIf(!hasPydicom)('pydicom reads every value, and finds volumes beside the chamber and frame they were measured on (skipped where pydicom is not installed)', () => {
  const read = readObjects(pathOf('-sr.dcm'), [pathOf('-seg.dcm')]);
  expect(read.procedure).toBe('Echocardiography');
  const byName = new Map(read.groups.flatMap((group) => Object.entries(group.numbers).map(([name, one]) => [name, { group, ...one }] as const)));
  expect(byName.size).toBe(later.measurements.length);
  const volumes = [['Left ventricular end diastolic volume single plane 4C (MOD)', 'leftVentricularEndDiastolicVolume', '87878005', 0], ['Left ventricular end systolic volume single plane 4C (MOD)', 'leftVentricularEndSystolicVolume', '87878005', 1], ['Left atrial end systolic volume single plane 4C (MOD)', 'leftAtrialEndSystolicVolume', '82471001', 1]] as const;
  for (const [name, quantity, finding, source] of volumes) {
    const { value, unit, interval95, standardUncertainty, sources } = measured(quantity);
    const { group, value: [number, written], properties } = byName.get(name)!;
    expect([number, written, properties]).toEqual([value, unit, [...interval95, standardUncertainty]]);
    expect(group).toMatchObject({ template: '1410', finding, coordinates: [{ type: 'POLYLINE', object: sources[source].sopInstanceUid, frame: sources[source].frame }] });
  }
  expect(byName.get('Global longitudinal strain by speckle, endocardial')!.value).toEqual([measured('globalLongitudinalStrain').value, '%']);
});

test.skipIf(!hasPydicom)('the segmentation holds cavity, wall and atrium of both frames of every view, where the coordinates lie (skipped where pydicom is not installed)', () => {
  const { groups, segmentations: [{ frames, study }] } = readObjects(pathOf('-sr.dcm'), [pathOf('-seg.dcm')]);
  expect(study).toBe(later.study.studyInstanceUid);
  expect(new Set(frames.map(({ code }) => code))).toEqual(new Set(['87878005', '49848007', '82471001']));
  expect(new Set(frames.map(({ source, frame }) => `${source} ${frame}`)).size).toBe(6);
  const drawn = groups.flatMap((group: GroupRead) => group.coordinates.map((one) => ({ ...one, finding: group.finding })));
  expect(drawn).toHaveLength(12);
  for (const { object, frame, finding, points } of drawn) {
    const mask = frames.find((one) => one.source === object && one.frame === frame && one.code === finding)!;
    // The coordinates hold the longest line of the region; a mask follows it to half a pixel, and may hold a speck more.
    expect(Math.abs(mask.pixels - areaOf(points)) / mask.pixels).toBeLessThan(0.06);
  }
});

test('the FHIR bundle is valid by two validators, is of cardiac ultrasound, and tells the change since the visit before', () => {
  const bundle = JSON.parse(readFileSync(pathOf('.fhir.json'), 'utf8'));
  expect(errorsOf(bundle)).toEqual([]);
  expect(remarksOf(bundle.entry)).toEqual([]);
  expect(strayReferences(bundle)).toEqual([]);
  const [{ resource: report }] = bundle.entry;
  expect(report).toMatchObject({ category: [{ coding: [{ code: 'CUS' }] }], code: { coding: [{ code: '40701008', system: 'http://snomed.info/sct' }] } });
  expect(report.conclusion).toMatch(/Changement depuis le 6\sjanv\.\s2025\s: Strain longitudinal global .*bruit/);
  const withCodes = bundle.entry.flatMap(({ resource }: { resource: { valueQuantity?: object; code: { coding: readonly { system: string; code: string }[] } } }) => (resource.valueQuantity ? [resource.code.coding[0]] : []));
  // LOINC has a code for exactly these.
  expect(withCodes.filter(({ system }: { system: string }) => system === 'http://loinc.org').map(({ code }: { code: string }) => code).toSorted()).toEqual(expect.arrayContaining(['79986-6', '79993-2', '79999-9', '80004-5']));
});

test.skipIf(!hasPoppler)('the PDF is one page with both moments of each view, the main numbers with definition, and the change since the visit before (skipped where poppler is not installed)', () => {
  const path = pathOf('.pdf');
  expect(spawnSync('pdfinfo', [path], { encoding: 'utf8' }).stdout).toMatch(/Pages: +1\n/);
  const said = spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).stdout.replaceAll(/\s+/g, ' ');
  const strain = measured('globalLongitudinalStrain').value.toFixed(1).replace('.', ',').replace('-', '−');
  const expected = ['RÉSERVÉ À LA RECHERCHE', 'SIMULÉ', 'Quatre cavités, télédiastole', 'Trois cavités, télésystole', `${strain} %`, 'Changement depuis le 6 janv. 2025', 'Strain par segment', 'divisé par le télédiastolique', 'de la même méthode', later.study.studyInstanceUid];
  for (const words of expected) expect(said).toContain(words);
});
