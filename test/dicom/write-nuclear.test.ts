import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { NuclearImageToWrite } from '../../src/dicom/nuclear-image-to-write.ts';
import { readInstance } from '../../src/dicom/read-instance.ts';
import { uidFrom } from '../../src/dicom/uid-from.ts';
import { writeNuclear, writeNuclearViews } from '../../src/dicom/write-nuclear.ts';
import { allFrames } from './fixture.ts';
import { columns, counts, rows, scan } from './scan.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-'));
afterAll(() => rmSync(folder, { recursive: true }));

const installed = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
const hasDciodvfy = spawnSync('dciodvfy', ['-help']).error === undefined;
const hasPydicom = installed('/usr/bin/python3', '-c', 'import pydicom');

function written(image: NuclearImageToWrite): string {
  const path = join(folder, `${image.form}-${image.wholeBody}-${image.frames.length}-${image.patientPosition}.dcm`);
  writeFileSync(path, writeNuclear(image));
  return path;
}

const forms: readonly Partial<NuclearImageToWrite>[] = [
  {}, { wholeBody: true }, { form: 'secondaryCapture' }, { patientPosition: 'FFS' }, { wholeBody: true, spacingMm: null },
  { frames: [{ view: 'posterior', counts: counts(3) }] }, { tracer: '99mTc-PYP', simulated: false },
];

test.skipIf(!hasDciodvfy).each(forms)('dciodvfy finds no error in %o (skipped where dicom3tools are not installed)', (changes) => {
  const { stderr } = spawnSync('dciodvfy', [written(scan(changes))], { encoding: 'utf8' });
  expect(stderr).toMatch(/NMImage|SCImage/);
  expect(stderr.split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
});

test.skipIf(!hasPydicom)('pydicom reads the same facts and pixels (skipped where pydicom is not installed)', () => {
  const script = `
import json, sys, pydicom
d = pydicom.dcmread(sys.argv[1])
r = d.RadiopharmaceuticalInformationSequence[0]
print(json.dumps([str(d.PatientName), d.PatientAge, float(d.PatientWeight), d.CountsAccumulated, list(d.PatientOrientation), [float(s) for s in d.PixelSpacing],
  r.Radiopharmaceutical, r.RadiopharmaceuticalStartDateTime, [i.ViewCodeSequence[0].CodeMeaning for i in d.DetectorInformationSequence], list(d.DetectorVector),
  [int(f.sum()) for f in d.pixel_array], d.pixel_array.shape]))`;
  const { stdout } = spawnSync('/usr/bin/python3', ['-c', script, written(scan())], { encoding: 'utf8' });
  const sums = [counts(1), counts(2)].map((values) => values.reduce((sum, value) => sum + value, 0));
  expect(JSON.parse(stdout)).toEqual(['Digital^Élodie', '081Y', 61.2, sums[0] + sums[1], ['L', 'F'], [4.8, 4.8], '99mTc-DPD', '20260301223000.000',
    ['Anterior projection', 'Posterior projection'], [1, 2], sums, [2, rows, columns]]);
});

test('what is written is read back', async () => {
  const image = scan({ wholeBody: true });
  const read = await readInstance(writeNuclear(image), 'scan.dcm');
  expect(read).toMatchObject({
    sopClassUid: '1.2.840.10008.5.1.4.1.1.20', sopInstanceUid: image.sopInstanceUid, studyInstanceUid: image.studyInstanceUid, modality: 'NM', patientId: 'DIGITAL-1',
    patientSex: 'F', patientAgeYears: 81, patientHeightM: 1.62, patientWeightKg: 61.2, studyDate: '2026-03-02', spacingMm: [4.8, 4.8], lossy: false, numberOfFrames: 2,
    nuclear: {
      tracer: '99mTc-DPD', radionuclide: '99mTc', injectionTime: image.injectionTime, acquisitionTime: image.acquisitionTime, uptakeTimeHours: 3, injectedActivityMBq: 712.5,
      frameDurationSeconds: 600, wholeBody: true, imageKind: 'WHOLE BODY', orientation: { rowColumnDirections: ['L', 'F'], patientPosition: 'HFS' }, pixelsAreCounts: true,
      frames: [{ frame: 1, view: 'anterior', viewEvidence: 'code', detector: 1 }, { frame: 2, view: 'posterior', viewEvidence: 'code', detector: 2 }],
    },
  });
  expect(allFrames(read)).toEqual([counts(1), counts(2)]);
});

test('any counts and any tracer survive writing and reading', () => fc.assert(fc.asyncProperty(
  fc.uint16Array({ minLength: rows * columns, maxLength: rows * columns }),
  fc.constantFrom('99mTc-DPD', '99mTc-HMDP', '99mTc-PYP', '99mTc-MDP'),
  fc.integer({ min: 0, max: 10 * 60 }),
  async (values, tracer, minutes) => {
    const acquisitionTime = new Date(Date.UTC(2026, 0, 2, 1, 30) + minutes * 60_000);
    const read = await readInstance(writeNuclear(scan({ tracer, acquisitionTime, injectionTime: new Date(Date.UTC(2026, 0, 2, 1, 0)), frames: [{ view: 'anterior', counts: values }] })), 'x');
    expect(read.decode(1).values).toEqual(values);
    expect(read.nuclear).toMatchObject({ tracer, uptakeTimeHours: (minutes + 30) / 60 });
  },
), { seed: 5, numRuns: 40 }));

test('a digital patient is recognised as simulated, and a person is not', async () => {
  const read = await readInstance(writeNuclear(scan({ simulated: true })), 'x');
  expect(read.simulated).toBe(true);
  expect(read.equipment.manufacturer).toBe('Amyloscope digital patient');
  expect((await readInstance(writeNuclear(scan({ simulated: false })), 'x'))).toMatchObject({ simulated: false, equipment: { manufacturer: 'Maker' } });
});

test('each view in a file of its own keeps its view and gets its own instance UID', async () => {
  const files = await Promise.all(writeNuclearViews(scan()).map((bytes) => readInstance(bytes, 'x')));
  expect(files.map((file) => file.nuclear!.frames.map((frame) => frame.view))).toEqual([['anterior'], ['posterior']]);
  expect(files.map((file) => file.seriesDescription)).toEqual(['Thorax ANT', 'Thorax POST']);
  expect(files.map((file) => file.decode(1).values)).toEqual([counts(1), counts(2)]);
  expect(new Set(files.map((file) => file.sopInstanceUid)).size).toBe(2);
});

test('a patient lying feet first is stored turned by half a circle', async () => {
  const { nuclear } = await readInstance(writeNuclear(scan({ patientPosition: 'FFS' })), 'x');
  expect(nuclear?.orientation).toEqual({ rowColumnDirections: ['R', 'H'], patientPosition: 'FFS' });
});

test('frames of another size than the image are refused', () => {
  expect(() => writeNuclear(scan({ frames: [{ view: 'anterior', counts: new Uint16Array(7) }] }))).toThrow(/frames\[0\].counts has 7 values; 64 x 48 pixels take 3072/);
  expect(() => writeNuclear(scan({ frames: [] }))).toThrow(/at least one/);
});

test('a UID depends on its parts alone and is a valid UID', () => {
  expect(uidFrom('a', 1)).toBe(uidFrom('a', 1));
  expect(uidFrom('a', 1)).not.toBe(uidFrom('a1'));
  for (let i = 0; i < 200; i++) expect(uidFrom('x', i)).toMatch(/^2\.25\.[1-9]\d{0,38}$/);
});
