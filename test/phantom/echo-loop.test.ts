import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endSystoleMs } from '../../src/phantom/echo-beat.ts';
import { writeEchoCohort, type WrittenEchoCohort } from '../../src/phantom/echo-cohort.ts';
import { imageHeart } from '../../src/phantom/echo-loop.ts';
import { drawHeartPatient } from '../../src/phantom/echo-patient.ts';
import { apicalProbe, idealHold, onImage } from '../../src/phantom/echo-probe.ts';
import { imageGeometry, looks } from '../../src/phantom/echo-scanner.ts';
import { shareAt, wallPoint } from '../../src/phantom/echo-truth.ts';
import { Random } from '../../src/phantom/random.ts';
import { correlationPearson } from '../../src/statistics/correlation.ts';
import { measured } from '../statistics/reference.ts';

const patient = drawHeartPatient(new Random(3), 'normal');
const choice = { view: 'a4c', look: 'plain', hold: idealHold, frames: 2, framesPerSecond: 60, startMs: endSystoleMs(patient.rate) / 2 - 8, seed: 1 } as const;
const loop = imageHeart(patient, choice);

test('a loop is the same, pixel for pixel, for the same seed', () => expect(imageHeart(patient, { ...choice, frames: 1 }).frames[0]).toEqual(loop.frames[0]));

test('speckle moves with the wall: a patch is found again where the wall has gone, and less so where it was', () => {
  const { mmPerPixel, apexRow, apexColumn } = imageGeometry(looks.plain);
  const probe = apicalProbe('a4c', idealHold);
  const at = (frame: number, angle: number, z: number) => {
    const [depth, side] = onImage(probe, wallPoint(patient.ventricle, { angle, depth: 0.5, z }, shareAt(patient.ventricle, loop.timesMs[frame], patient.rate)));
    return [Math.round(depth / mmPerPixel + apexRow - 0.5), Math.round(side / mmPerPixel + apexColumn - 0.5)];
  };
  const patch = (frame: number, [row, column]: number[]) => Array.from({ length: 21 * 21 }, (_, i) => loop.frames[frame][(row - 10 + Math.floor(i / 21)) * loop.columns + column - 10 + (i % 21)]);
  for (const z of [60, 70, 80]) {
    const [before, after] = [at(0, Math.PI, z), at(1, Math.PI, z)];
    expect(measured(correlationPearson(patch(0, before), patch(1, after))).value).toBeGreaterThan(0.7);
    expect(measured(correlationPearson(patch(0, before), patch(1, before))).value).toBeLessThan(0.6);
  }
});

describe('a cohort', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-echo-'));
  let cohort: WrittenEchoCohort;
  beforeAll(async () => {
    cohort = await writeEchoCohort({ out: folder, count: 1, seed: 4, kind: 'amyloid', look: 'hard', frames: 3, framesPerSecond: 40, workers: 1 });
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = () => join(folder, cohort.records[0].files.a2c);

  test('has three views, each with its code and the mark of simulation', () => {
    const codes = { a4c: '399214001', a2c: '399232001', a3c: '399339008' } as const;
    for (const view of ['a4c', 'a2c', 'a3c'] as const) {
      const header = readFileSync(join(folder, cohort.records[0].files[view])).subarray(0, 4096).toString('latin1');
      for (const text of [codes[view], 'Amyloscope digital patient', '1.2.840.10008.5.1.4.1.1.3.1']) expect(header).toContain(text);
    }
  });

  test('tells the truth of each loop in a table of as many columns as it has names', () => {
    const [head, ...rows] = readFileSync(join(folder, 'truth.csv'), 'utf8').trim().split('\n').map((line) => line.split(','));
    expect(rows.map((row) => row.length)).toEqual([head.length, head.length, head.length]);
    expect(rows.map((row) => row[head.indexOf('view')])).toEqual(['a4c', 'a2c', 'a3c']);
  });

  const hasDciodvfy = spawnSync('dciodvfy', ['-help']).error === undefined;
  test.skipIf(!hasDciodvfy)('has no error that dciodvfy finds (skipped where dicom3tools are not installed)', () => {
    const { stderr } = spawnSync('dciodvfy', [file()], { encoding: 'utf8' });
    expect(stderr).toContain('USMultiFrameImage');
    expect(stderr.split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
  });

  const hasPydicom = spawnSync('/usr/bin/python3', ['-c', 'import pydicom']).status === 0;
  test.skipIf(!hasPydicom)('is read by pydicom with the same pixels and spacing (skipped where pydicom is not installed)', () => {
    const script = 'import pydicom,sys,hashlib;d=pydicom.dcmread(sys.argv[1]);r=d.SequenceOfUltrasoundRegions[0];print(d.NumberOfFrames,d.FrameTime,r.PhysicalDeltaX,d.pixel_array.shape,d.pixel_array.max()>100,d.HeartRate)';
    const { stdout } = spawnSync('/usr/bin/python3', ['-c', script, file()], { encoding: 'utf8' });
    expect(stdout.trim()).toBe(`3 25 ${imageGeometry(looks.hard).mmPerPixel / 10} (3, 480, 640) True ${cohort.records[0].heartRate}`);
  });

  test('is refused where its folder cannot be made', async () => {
    writeFileSync(join(folder, 'taken'), '');
    await expect(writeEchoCohort({ out: join(folder, 'taken'), count: 1, seed: 1 })).rejects.toThrow('cannot be made');
  });
});
