import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readPlanarTruth } from '../../src/analysis/planar-truth.ts';
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
