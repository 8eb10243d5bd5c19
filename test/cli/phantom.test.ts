import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readPlanarTruth } from '../../src/analysis/planar-truth.ts';
import { readInstance } from '../../src/dicom/read-instance.ts';
import { runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-phantom-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cohort = async (name: string) => {
  const out = join(folder, name);
  const result = await runCommand(['phantom', '--count', '1', '--seed', '5', '--grade', '3', '--tracer', '99mTc-DPD', '--out', out]);
  const [truth] = readPlanarTruth(readFileSync(join(out, 'truth.csv')), 'truth.csv');
  return { ...result, out, truth, bytes: readFileSync(join(out, truth.file!)) };
};

test('a cohort is DICOM with a table that validate reads, and the same seed gives the same bytes', async () => {
  const [first, second] = [await cohort('first'), await cohort('second')];
  expect([first.code, first.output]).toEqual([0, expect.stringContaining('1 digital patients')]);
  expect(first.truth).toMatchObject({ abnormal: true, peruginiGrade: 3 });
  expect(first.bytes.toString('latin1', 128, 132)).toBe('DICM');
  expect(first.bytes.equals(second.bytes)).toBe(true);
}, 60_000);

test('a SPECT/CT study is DICOM of one patient with its truth, and a swapped patient is two', async () => {
  const out = join(folder, 'tomography');
  const { code, output } = await runCommand(['phantom', 'spect-ct', '--patients', '1', '--seed', '5', '--grade', '3', '--matrix', '32', '--ct-matrix', '64', '--fault', 'swappedPatient', '--out', out]);
  expect([code, output]).toEqual([0, expect.stringContaining('1 SPECT/CT studies of 1 digital patients')]);
  const { studies: [study] } = JSON.parse(readFileSync(join(out, 'truth.json'), 'utf8'));
  expect(study).toMatchObject({ patient: 'DT5-000001', peruginiGrade: 3, fault: 'swappedPatient', matrix: 32 });
  expect(study.uptake.targetToBackground).toBeGreaterThan(1.5);
  const [spect, ct] = await Promise.all([study.corrected, join(study.ctFolder, '0001.dcm')].map((file: string) => readInstance(readFileSync(join(out, file)), file)));
  expect([spect.patientId, spect.studyInstanceUid]).toEqual(['DT5-000001', ct.studyInstanceUid]);
  expect(ct.patientId).not.toBe(spect.patientId);
  expect(readFileSync(join(out, 'truth.csv'), 'utf8').split('\n')[1]).toMatch(/^DT5-000001,0,/);
}, 60_000);
