import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Volume } from '../../src/image/volume.ts';
import { readNifti } from '../../src/image/read-nifti.ts';
import type { Analysis } from '../../src/modalities/modality.ts';
import { labelNifti } from '../../src/phantom/label-nifti.ts';
import type { SpectCtRecord } from '../../src/phantom/spect-ct-record.ts';
import { makeSpectCt } from '../../src/phantom/spect-ct-study.ts';
import { structureNames, type StructureName } from '../../src/phantom/structures.ts';
import { writeSpectCtStudy } from '../../src/phantom/write-spect-ct.ts';
import { runCommand } from './run-command.ts';

/** Making a study takes some ten seconds of a free core, and more of a busy one. */
const patience = 240_000;

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-spect-ct-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Makes one study on a coarse grid; another seed is another patient. */
async function study(name: string, seed: number, ...options: readonly string[]): Promise<SpectCtRecord> {
  const out = join(folder, name);
  await runCommand(['phantom', 'spect-ct', '--patients', '1', '--seed', String(seed), '--matrix', '48', '--ct-matrix', '128', '--workers', '1', '--out', out, ...options]);
  return JSON.parse(readFileSync(join(out, 'truth.json'), 'utf8')).studies[0];
}

const pathsOf = (name: string, truth: SpectCtRecord) => [truth.corrected, truth.uncorrected, truth.ctFolder].map((path) => join(folder, name, path));

/** True outlines, as TotalSegmentator names and writes them. */
const masks: Readonly<Record<string, readonly StructureName[]>> = {
  heart_myocardium: ['leftVentricleWall', 'septum'], heart_ventricle_left: ['leftVentricleCavity'], heart_ventricle_right: ['rightVentricleCavity'], heart_atrium_left: ['leftAtrium'], heart_atrium_right: ['rightAtrium'],
  aorta: ['aorta'], inferior_vena_cava: ['inferiorVenaCava'], vertebrae_T9: ['vertebrae'], autochthon_right: ['paraspinalMuscle'], lung_upper_lobe_left: ['lungs'], liver: ['liver'],
};

function writeMasks(name: string, truth: SpectCtRecord): string {
  const { grid, values } = readNifti(readFileSync(join(folder, name, truth.labels)), truth.labels);
  const out = join(folder, `${name}-masks`);
  mkdirSync(out);
  for (const [mask, wanted] of Object.entries(masks)) writeFileSync(join(out, `${mask}.nii.gz`), labelNifti(grid, Uint8Array.from(values, (label) => Number(wanted.includes(structureNames[label])))));
  writeFileSync(join(out, 'kidney_left.nii.gz'), 'never read');
  return out;
}

/** Values on a grid as NIfTI: the header of labels, with its data type changed. */
function floatNifti({ grid, values }: Volume): Uint8Array {
  const file = gunzipSync(labelNifti(grid, new Uint8Array(values.length)));
  const header = file.subarray(0, 352);
  header.writeInt16LE(16, 70);
  header.writeInt16LE(32, 72);
  return gzipSync(Buffer.concat([header, Buffer.from(values.buffer, values.byteOffset, values.byteLength)]));
}

/** The same values in the reverse order along one axis. */
function reversed({ grid, values }: Volume, axis: 0 | 2): Volume {
  const [columns, rows, slices] = grid.size;
  const from = (i: number, j: number, k: number) => ((axis === 2 ? slices - 1 - k : k) * rows + j) * columns + (axis === 0 ? columns - 1 - i : i);
  return { grid, values: values.map((_, at) => values[from(at % columns, Math.floor(at / columns) % rows, Math.floor(at / (columns * rows)))]) };
}

const valueOf = ({ measurements }: Analysis, name: string) => {
  const found = measurements.find(({ quantity }) => quantity === name);
  return found?.status === 'measured' ? found.value : NaN;
};

describe('a digital patient with amyloid', () => {
  let truth: SpectCtRecord;
  beforeAll(async () => { truth = await study('amyloid', 5, '--grade', '3', '--units', 'BQML'); }, patience);

  test('with true outlines has its blood, and the volume and much of the activity that are there', async () => {
    const { code, output } = await runCommand(['analyse', ...pathsOf('amyloid', truth), '--masks', writeMasks('amyloid', truth), '--format', 'json']);
    expect(code).toBe(0);
    const analysis = JSON.parse(output) as Analysis;
    const involved = truth.uptake.leftVentricle.find(({ thresholdFactor }) => thresholdFactor === 1.5)!;
    expect(Math.abs(valueOf(analysis, 'bloodSuvMean') / truth.uptake.bloodSuv - 1)).toBeLessThan(0.2);
    expect(Math.abs(valueOf(analysis, 'volumeOfInvolvement') / involved.volumeMl - 1)).toBeLessThan(0.15);
    expect(valueOf(analysis, 'cardiacPyrophosphateActivity') / involved.activityMl).toBeGreaterThan(0.55);
    expect(valueOf(analysis, 'cardiacPyrophosphateActivity') / involved.activityMl).toBeLessThan(1.1);
    expect(analysis.quality.findings.find(({ code: found }) => found === 'givenSegmentation')?.message).toContain('heart_myocardium');
    expect(analysis.bullsEye?.segments).toHaveLength(17);
    const lean = valueOf(analysis, 'myocardialSulMean') / valueOf(analysis, 'myocardialSuvMean');
    expect(lean).toBeGreaterThan(0.4);
    expect(lean).toBeLessThan(0.9);
    expect(valueOf(analysis, 'myocardialSulPeak') / valueOf(analysis, 'myocardialSuvPeak')).toBeCloseTo(lean, 9);
    // Adults have 200 to 350 cm2 of surface a kilogram.
    const surface = valueOf(analysis, 'myocardialSuvMeanBodySurface') / valueOf(analysis, 'myocardialSuvMean');
    expect(surface).toBeGreaterThan(0.2);
    expect(surface).toBeLessThan(0.35);
    expect(analysis.study.files.some((path) => path.endsWith('.nii.gz'))).toBe(false);
  }, patience);

  test('is outlined by the network where no outlines are given, and shown in French', async () => {
    const { code, output } = await runCommand(['analyse', ...pathsOf('amyloid', truth)], 'fr');
    expect(code).toBe(0);
    expect(output).toContain('VOI, mL');
    expect(output).toContain('patients numériques seulement');
    expect(output).toMatch(/et \d+ autres/);
  }, patience);
});

test('SPECT in counts has ratios, and SUV refused with its reason', async () => {
  const truth = await study('counts', 5, '--units', 'CNTS', '--grade', '2');
  const { output } = await runCommand(['analyse', join(folder, 'counts', truth.uncorrected), join(folder, 'counts', truth.ctFolder), '--masks', writeMasks('counts', truth), '--format', 'json']);
  const analysis = JSON.parse(output) as Analysis;
  expect(valueOf(analysis, 'myocardiumToBloodRatio')).toBeGreaterThan(1);
  expect(analysis.measurements.find(({ quantity }) => quantity === 'myocardialSuvMax')).toMatchObject({ status: 'notMeasured', code: 'noConcentration' });
  expect(analysis.quality.findings.map(({ code }) => code)).toContain('notAttenuationCorrected');
  expect(analysis.quality.findings.map(({ code }) => code)).toContain('motionUnchecked');
  const calibrated = await runCommand(['analyse', join(folder, 'counts', truth.uncorrected), join(folder, 'counts', truth.ctFolder), '--masks', join(folder, 'counts-masks'), '--sensitivity', '120', '--format', 'json']);
  const max = (JSON.parse(calibrated.output) as Analysis).measurements.find(({ quantity }) => quantity === 'myocardialSuvMax')!;
  expect(max.status).toBe('measured');
  expect(max.method.parameters.suvFrom).toContain('sensitivity stated by the site, 120 Bq/mL a unit');
  expect((await runCommand(['analyse', folder, '--sensitivity', 'much'])).messages).toContain('--sensitivity much is not a number above 0');
}, patience);

test('a pair moved by 15 mm is warned of, a swapped patient refused, and the batch goes on', async () => {
  const [moved, swapped] = [await study('moved', 5, '--fault', 'misregistered'), await study('swapped', 6, '--fault', 'swappedPatient')];
  const { code, output } = await runCommand(['analyse', ...pathsOf('moved', moved), ...pathsOf('swapped', swapped), '--format', 'json']);
  const analyses = [JSON.parse(output)].flat() as Analysis[];
  const found = analyses.map(({ quality }) => quality.findings.map((one) => one.code));
  expect(found.some((codes) => codes.includes('misregistered'))).toBe(true);
  expect(found.some((codes) => codes.includes('otherPatient'))).toBe(true);
  expect(code).not.toBe(0);
}, patience);

test('a SPECT that lies head to feet against its CT, or is turned left to right, is not measured as if it were right', async () => {
  const whole = makeSpectCt(7, 0, { grade: 3, matrix: 48, ctMatrix: 128, ctSliceMm: 5 });
  for (const [name, axis] of [['upside-down', 2], ['mirrored', 0]] as const) {
    const place = join(folder, name);
    const record = writeSpectCtStudy({ ...whole, corrected: reversed(whole.corrected, axis) }, { count: 1, seed: 7, units: 'BQML' }, 0, 0, place);
    const { output } = await runCommand(['analyse', join(place, record.corrected), join(place, record.ctFolder), '--format', 'json']);
    const { quality, classification } = JSON.parse(output) as Analysis;
    expect(quality.findings.some(({ code }) => ['bodiesDiffer', 'bodiesUnlike', 'misregistered'].includes(code)), `${name}: ${quality.findings.map(({ code }) => code)}`).toBe(true);
    expect(classification?.label ?? 'unsure').toBe('unsure');
  }
}, patience);

test('a pair of NIfTI volumes is measured in ratios, and says what NIfTI does not', async () => {
  const whole = makeSpectCt(7, 1, { grade: 3, matrix: 48, ctMatrix: 128, ctSliceMm: 5 });
  const [spect, ct] = [['spect.nii.gz', whole.corrected], ['ct.nii.gz', whole.ctImage]].map(([name, volume]) => {
    const path = join(folder, name as string);
    writeFileSync(path, floatNifti(volume as Volume));
    return path;
  });
  const { code, output } = await runCommand(['analyse', '--spect', spect, '--ct', ct, '--format', 'json']);
  expect(code).toBe(0);
  const analysis = JSON.parse(output) as Analysis;
  expect(valueOf(analysis, 'myocardiumToBloodRatio')).toBeGreaterThan(1.5);
  expect(analysis.measurements.find(({ quantity }) => quantity === 'myocardialSuvMax')).toMatchObject({ code: 'noConcentration' });
  expect(analysis.quality.findings.map(({ code: found }) => found)).toEqual(expect.arrayContaining(['unknownTracer', 'notAttenuationCorrected', 'motionUnchecked']));
  expect((await runCommand(['analyse', '--spect', spect])).messages).toContain('--spect and --ct together');
}, patience);

test('a folder without masks, or with none that is measured, is refused with what is needed', async () => {
  const empty = mkdtempSync(join(folder, 'empty-'));
  expect((await runCommand(['analyse', empty, '--masks', join(folder, 'nowhere')])).messages).toContain('cannot be read');
  expect((await runCommand(['analyse', empty, '--masks', empty])).messages).toContain('no NIfTI file');
  writeFileSync(join(empty, 'kidney_left.nii.gz'), 'never read');
  expect((await runCommand(['analyse', empty, '--masks', empty])).messages).toContain('heart_myocardium');
});
