import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { assembleVolume, stackSlices } from '../../src/dicom/assemble-volume.ts';
import { readInstance } from '../../src/dicom/read-instance.ts';
import { makeSpectCt } from '../../src/phantom/spect-ct-study.ts';
import { writeSpectCt, writeSpectCtStudy } from '../../src/phantom/write-spect-ct.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-tomography-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const choice = { count: 1, seed: 11, grade: 3, matrix: 48, projections: 30, ctMatrix: 96, ctSliceMm: 5, units: 'BQML' } as const;
const study = makeSpectCt(choice.seed, 0, choice);
const record = writeSpectCtStudy(study, choice, 0, 0, folder);
const ctFiles = readdirSync(join(folder, record.ctFolder)).sort().map((name) => join(folder, record.ctFolder, name));
const instances = (paths: readonly string[]) => Promise.all(paths.map((path) => readInstance(readFileSync(path), path)));

const stackOf = async (paths: readonly string[]) => {
  const stack = stackSlices(await instances(paths));
  if ('code' in stack) throw new Error(stack.reason);
  return { ...stack, volume: assembleVolume(stack) };
};

describe('a written SPECT/CT is read back', () => {
  test('as the tomogram it was, within the step of storage', async () => {
    const { volume } = await stackOf([join(folder, record.corrected)]);
    expect(volume.grid.size).toEqual(study.corrected.grid.size);
    volume.grid.origin.forEach((at, axis) => expect(at).toBeCloseTo(study.corrected.grid.origin[axis], 4));
    const greatest = study.corrected.values.reduce((most, value) => Math.max(most, value), 0);
    const farthest = volume.values.reduce((most, value, i) => Math.max(most, Math.abs(value - study.corrected.values[i])), 0);
    expect(farthest).toBeLessThanOrEqual((0.51 * greatest) / 65535);
  });

  test('as the CT it was, value for value and in the same coordinates', async () => {
    const { volume, tiltDegrees, repeated } = await stackOf(ctFiles.toReversed());
    expect([tiltDegrees, repeated]).toEqual([0, 0]);
    expect(volume.values.findIndex((value, i) => value !== study.ctImage.values[i])).toBe(-1);
    volume.grid.origin.forEach((at, axis) => expect(at).toBeCloseTo(study.ctImage.grid.origin[axis], 4));
  });

  test('with the facts from which SUV follows', async () => {
    const [spect] = await instances([join(folder, record.corrected)]);
    expect(spect).toMatchObject({
      simulated: true, patientWeightKg: record.weightKg, nuclear: { injectedActivityMBq: record.injectedActivityMBq, imageKind: 'RECON TOMO' },
      emission: { units: 'BQML', decayCorrection: 'START', corrections: expect.arrayContaining(['ATTN', 'SCAT']) },
    });
    const [ct] = await instances([ctFiles[0]]);
    expect(ct.frameOfReferenceUid).toBe(spect.frameOfReferenceUid);
  });
});

const hasDciodvfy = spawnSync('dciodvfy', ['-help']).error === undefined;
test.skipIf(!hasDciodvfy)('dciodvfy finds no error in any of the files (skipped where dicom3tools are not installed)', () => {
  for (const file of [join(folder, record.corrected), join(folder, record.uncorrected), ctFiles[0]]) {
    const { stderr } = spawnSync('dciodvfy', [file], { encoding: 'utf8' });
    expect(stderr).toMatch(/NMImage|CTImage/);
    expect(stderr.split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
  }
});

const hasPydicom = spawnSync('/usr/bin/python3', ['-c', 'import pydicom']).status === 0;
test.skipIf(!hasPydicom)('pydicom computes the SUV of the records from the file alone (skipped where pydicom is not installed)', () => {
  const script = `
import datetime, json, sys, pydicom, numpy as np
d = pydicom.dcmread(sys.argv[1])
r = d.RadiopharmaceuticalInformationSequence[0]
start = datetime.datetime.strptime(d.AcquisitionDate + d.AcquisitionTime, '%Y%m%d%H%M%S.%f')
injected = datetime.datetime.strptime(r.RadiopharmaceuticalStartDateTime, '%Y%m%d%H%M%S.%f')
dose = float(r.RadionuclideTotalDose) * 1e6 * 2 ** (-(start - injected).total_seconds() / float(r.RadionuclideHalfLife))
pixels = d.pixel_array * float(d.RescaleSlope)
print(json.dumps({'becquerelPerSuv': dose / (float(d.PatientWeight) * 1000), 'max': float(pixels.max()), 'shape': pixels.shape}))`;
  const read = JSON.parse(execFileSync('/usr/bin/python3', ['-c', script, join(folder, record.corrected)], { encoding: 'utf8' }));
  const [columns, rows, slices] = study.corrected.grid.size;
  expect(read.shape).toEqual([slices, rows, columns]);
  expect(read.becquerelPerSuv / record.becquerelPerSuv).toBeCloseTo(1, 9);
  expect(read.max / study.corrected.values.reduce((most, value) => Math.max(most, value), 0)).toBeCloseTo(1, 4);
});

test.skipIf(!hasPydicom)('labels are NIfTI in the coordinates of the CT (their header is read by struct of Python; skipped without it)', () => {
  const script = `
import gzip, json, struct, sys
b = gzip.open(sys.argv[1]).read()
size = struct.unpack('<8h', b[40:56])
print(json.dumps({'size': size[1:4], 'rows': [struct.unpack('<4f', b[280 + 16 * i:296 + 16 * i]) for i in range(3)], 'labels': sorted(set(b[352:])), 'magic': b[344:347].decode(), 'length': len(b) - 352}))`;
  const read = JSON.parse(execFileSync('/usr/bin/python3', ['-c', script, join(folder, record.labels)], { encoding: 'utf8' }));
  const { size, origin, steps } = study.ctImage.grid;
  expect([read.magic, read.size, read.length]).toEqual(['n+1', size, size[0] * size[1] * size[2]]);
  const expected = [[-steps[0][0], 0, 0, -origin[0]], [0, -steps[1][1], 0, -origin[1]], [0, 0, steps[2][2], origin[2]]];
  read.rows.flat().forEach((value: number, i: number) => expect(value).toBeCloseTo(expected.flat()[i], 3));
  expect(read.labels).toEqual(expect.arrayContaining([0, 1, 2, 3, 9, 13, 18, 19]));
});

test('a treatment is seen from the second visit on, and each visit is repositioned and counted anew', () => {
  const treated = { ...choice, matrix: 32, ctMatrix: 64, projections: 12, visits: 2, excessFactor: 0.5 } as const;
  const [before, after] = [0, 1].map((visit) => writeSpectCt(treated, 0, visit, folder));
  expect([before.excessFactor, after.excessFactor]).toEqual([1, 0.5]);
  expect((after.uptake.targetToBackground - 1) / (before.uptake.targetToBackground - 1)).toBeCloseTo(0.5, 1);
  expect([after.weightKg, after.injectedActivityMBq]).toEqual([before.weightKg, before.injectedActivityMBq]);
  expect(after.totalCounts).not.toBe(before.totalCounts);
  expect(Date.parse(after.acquisitionTime) - Date.parse(before.acquisitionTime)).toBeGreaterThan(170 * 86_400_000);
}, 60_000);
