import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EchoViewName } from '../../src/measurement/echo-view.ts';
import { heartPatient } from '../../src/phantom/echo-study.ts';
import { writeViewCohort } from '../../src/phantom/echo-view-cohort.ts';
import { imageView } from '../../src/phantom/echo-view-loop.ts';
import { drawScene } from '../../src/phantom/echo-view-scene.ts';
import { sliceOfView } from '../../src/phantom/echo-view-slice.ts';
import { viewStructures, type ViewStructure } from '../../src/phantom/echo-view-surroundings.ts';
import { Random } from '../../src/phantom/random.ts';

const patient = heartPatient(12, 0, { kind: 'normal' });

/** Share of a sector that each structure takes, over several hands. */
function shares(view: EchoViewName): Readonly<Record<ViewStructure, number>> {
  const counts = new Float64Array(viewStructures.length);
  for (let seed = 0; seed < 6; seed++) {
    const slice = sliceOfView(patient, drawScene(view, patient, new Random(seed)), { halfAngle: 0.66, depths: 96, lines: 48, timeMs: 0 });
    for (const label of slice) counts[label] += 1 / (6 * slice.length);
  }
  return Object.fromEntries(viewStructures.map((name, i) => [name, counts[i]])) as Record<ViewStructure, number>;
}

describe('each view shows what its name says', () => {
  test.each<[EchoViewName, readonly ViewStructure[], readonly ViewStructure[]]>([
    ['a4c', ['leftVentricle', 'leftAtrium', 'rightVentricle', 'rightAtrium'], ['liver', 'shadow']],
    ['a2c', ['leftVentricle', 'leftAtrium'], ['rightVentricle', 'rightAtrium', 'liver']],
    ['a5c', ['leftVentricle', 'aorticRoot'], ['liver', 'shadow']],
    ['plax', ['leftVentricle', 'leftAtrium', 'aorticRoot', 'rightVentricle'], ['rightAtrium', 'liver']],
    ['psaxPapillary', ['leftVentricle', 'myocardium', 'papillaryMuscle'], ['leftAtrium', 'aorticRoot']],
    ['psaxAortic', ['aorticRoot', 'leftAtrium', 'rightVentricle'], ['leftVentricle', 'liver']],
    ['rightInflow', ['rightVentricle', 'rightAtrium'], ['leftAtrium', 'aorticRoot', 'liver']],
    ['subcostal', ['liver', 'rightVentricle', 'leftVentricle'], ['shadow']],
    ['suprasternal', ['aorticRoot'], ['leftVentricle', 'myocardium', 'rightVentricle', 'liver']],
  ])('%s', (view, shown, absent) => {
    const share = shares(view);
    for (const name of shown) expect(share[name], name).toBeGreaterThan(0.01);
    for (const name of absent) expect(share[name], name).toBeLessThan(0.01);
  });

  test('a hidden atrium leaves less than a third of what the whole view shows, a hidden ventricle less than two thirds', () => {
    for (const view of ['a4c', 'a2c', 'a3c'] as const) {
      const whole = shares(view);
      expect(shares(`${view}AtriumHidden`).leftAtrium).toBeLessThan(whole.leftAtrium / 3);
      expect(shares(`${view}VentricleHidden`).leftVentricle).toBeLessThan((2 * whole.leftVentricle) / 3);
    }
  });
});

test('views are imaged, the same for the same seed and no two alike', () => {
  const imaged = ['plaxAtriumZoomed', 'a4cVentricleHidden', 'suprasternal', 'subcostal', 'other'] as const satisfies readonly EchoViewName[];
  const pictures = imaged.map((view) => imageView(patient, { view, look: 'hard', frames: 1, framesPerSecond: 30, seed: 4 }).frames[0]);
  const means = pictures.map((grey) => grey.reduce((sum, value) => sum + value, 0) / grey.length);
  expect(Math.min(...means)).toBeGreaterThan(1);
  expect(new Set(means).size).toBe(imaged.length);
  expect(imageView(patient, { view: 'subcostal', look: 'hard', frames: 1, framesPerSecond: 30, seed: 4 }).frames[0]).toEqual(pictures[imaged.indexOf('subcostal')]);
}, 60_000);

const python = '/usr/bin/python3';
const readers = existsSync(python) && spawnSync(python, ['-c', 'import pydicom']).status === 0;
test.skipIf(!readers)('pydicom reads a loop of a view, which states its size and no view', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-view-'));
  const { loops: [loop] } = writeViewCohort({ count: 1, seed: 3, views: ['rightInflow'], out: folder, look: 'hard', frames: 3 });
  const script = 'import pydicom, sys; d = pydicom.dcmread(sys.argv[1]); print(d.NumberOfFrames, d.pixel_array.shape, "ViewCodeSequence" in d, round(float(d.SequenceOfUltrasoundRegions[0].PhysicalDeltaX) > 0))';
  const { stdout } = spawnSync(python, ['-c', script, join(folder, loop.file)], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(loop).toMatchObject({ view: 'rightInflow', label: 'rvinf', look: 'hard' });
  expect(stdout.trim()).toBe('3 (3, 480, 640) False 1');
});
