import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { endSystoleMs } from '../../src/phantom/echo-beat.ts';
import { writeEchoCohort } from '../../src/phantom/echo-cohort.ts';
import { imageHeart } from '../../src/phantom/echo-loop.ts';
import { atEndDiastole, follows } from '../../src/phantom/echo-motion.ts';
import { parasternalTruthOf } from '../../src/phantom/echo-parasternal-truth.ts';
import { heightOf, parasternalProbe, parasternalViews } from '../../src/phantom/echo-parasternal.ts';
import { drawHeartPatient, heartKinds } from '../../src/phantom/echo-patient.ts';
import { idealHold } from '../../src/phantom/echo-probe.ts';
import { imageGeometry, looks } from '../../src/phantom/echo-scanner.ts';
import { tissueAt, type EchoStructure } from '../../src/phantom/echo-tissue.ts';
import { shareAt, wallPoint } from '../../src/phantom/echo-truth.ts';
import { mitralZ } from '../../src/phantom/echo-ventricle.ts';
import { Random } from '../../src/phantom/random.ts';

const patient = drawHeartPatient(new Random(9), 'normal');
const { ventricle } = patient;
const atRest = () => 0;

/** Structures met from the probe on, in a direction of its image at end-diastole, each named once. */
function metOn(view: (typeof parasternalViews)[number], side: number): readonly EchoStructure[] {
  const probe = parasternalProbe(ventricle, view, idealHold);
  const met = Array.from({ length: 300 }, (_, i) => {
    const [x, y, z] = probe.toHeart(i / 2, side, 0);
    return tissueAt(ventricle, patient.base, Math.hypot(x, y), Math.atan2(y, x), z).structure;
  });
  return met.filter((name, i) => name !== met[i - 1]);
}

test('the inverse of the motion brings every point of the moved wall back to where it was', () => {
  const share = shareAt(ventricle, endSystoleMs(patient.rate), patient.rate);
  for (const depth of [0, 0.5, 1]) {
    for (const angle of [-2, 0.3, 1.9]) {
      for (const z of [20, 45, 80]) {
        const [x, y, height] = wallPoint(ventricle, { angle, depth, z }, atRest);
        const [r, , back] = atEndDiastole(ventricle, share, wallPoint(ventricle, { angle, depth, z }, share));
        expect(r).toBeCloseTo(Math.hypot(x, y), 0);
        expect(back).toBeCloseTo(height, 0);
      }
    }
  }
});

test('the wall follows itself wholly and what lies far outside hardly at all', () => {
  const inWall = follows(ventricle, 27, 0.4, 55);
  expect([inWall.across, inWall.along]).toEqual([1, 1]);
  expect(follows(ventricle, 110, 0.4, 55).across).toBeLessThan(0.01);
});

describe('the parasternal long axis', () => {
  test('shows right ventricle, septum, cavity, posterior wall and pericardium below the probe, in this order', () => {
    const met = metOn('plax', -14);
    expect(met.filter((name) => ['rightVentricle', 'myocardium', 'leftVentricle', 'pericardium'].includes(name))).toEqual(['rightVentricle', 'myocardium', 'leftVentricle', 'myocardium', 'pericardium']);
  });

  test('shows outflow of the right ventricle, aortic root and left atrium towards the base', () => {
    const met = metOn('plax', 32);
    expect(met.filter((name) => ['rightVentricle', 'aorticRoot', 'leftAtrium'].includes(name))).toEqual(['rightVentricle', 'aorticRoot', 'leftAtrium']);
  });
});

test('the short axis at the papillary muscles shows both of them, and the one near the apex neither', () => {
  const seen = (view: (typeof parasternalViews)[number]) => Array.from({ length: 60 }, (_, i) => metOn(view, i - 30)).flat();
  expect(seen('psaxPapillary')).toContain('papillaryMuscle');
  expect(seen('psaxApex')).not.toContain('papillaryMuscle');
});

test('the septum lies at the left of a short axis, where the right ventricle is', () => {
  const probe = parasternalProbe(ventricle, 'psaxPapillary', idealHold);
  const at = (side: number) => Array.from({ length: 150 }, (_, depth) => {
    const [x, y, z] = probe.toHeart(depth, side, 0);
    return tissueAt(ventricle, patient.base, Math.hypot(x, y), Math.atan2(y, x), z).structure;
  });
  expect(at(-45)).toContain('rightVentricle');
  expect(at(45)).not.toContain('rightVentricle');
});

describe.each(heartKinds)('true numbers of a heart that is %s', (kind) => {
  const truth = parasternalTruthOf(drawHeartPatient(new Random(31), kind));

  test('make the cavity narrower at end-systole, and its area on the short axis smaller', () => {
    expect(truth.systolicDiameterMm).toBeLessThan(truth.diastolicDiameterMm);
    expect(truth.papillaryAreaChange).toBeGreaterThan(5);
  });

  test('give the wall of the short axis the thickness of the walls of the long one, but where a septum bulges', () => {
    const fromAreas = 10 * (Math.sqrt(truth.papillaryEpicardialCm2 / Math.PI) - Math.sqrt(truth.papillaryCavityCm2 / Math.PI));
    if (kind === 'hypertrophic') expect(truth.septumMm - truth.posteriorMm).toBeGreaterThan(2);
    else expect(Math.abs(fromAreas - (truth.septumMm + truth.posteriorMm) / 2)).toBeLessThan(1);
  });
});

test('the area of the cavity at end-diastole is that of the ellipsoid cut at that height', () => {
  // r^2 = R^2 (1 - u^2), u from the middle of the ellipsoid at 0.66 of the length, in units of its half axis.
  const u = (heightOf(ventricle, 'psaxPapillary') - ventricle.apexWallMm - 0.66 * ventricle.lengthMm) / (0.66 * ventricle.lengthMm);
  expect(parasternalTruthOf(patient).papillaryCavityCm2).toBeCloseTo((Math.PI * ventricle.radiusMm ** 2 * (1 - u * u)) / 100, 1);
});

test('the picture of the long axis is dark in the cavity and bright in the posterior wall', () => {
  const loop = imageHeart(patient, { view: 'plax', look: 'plain', hold: idealHold, frames: 1, framesPerSecond: 50, startMs: 0, seed: 4 });
  const { mmPerPixel, apexRow, apexColumn } = imageGeometry(looks.plain);
  const meanAbout = (z: number, r: number, angle: number) => {
    const { origin, depth, side } = loop.probe;
    const from = [r * Math.cos(angle), r * Math.sin(angle), z].map((value, axis) => value - origin[axis]);
    const dot = (axis: readonly number[]) => from.reduce((sum, value, i) => sum + value * axis[i], 0);
    const [row, column] = [Math.round(apexRow + dot(depth) / mmPerPixel), Math.round(apexColumn + dot(side) / mmPerPixel)];
    let sum = 0;
    for (let r0 = -4; r0 <= 4; r0++) for (let c = -4; c <= 4; c++) sum += loop.frames[0][(row + r0) * loop.columns + column + c];
    return sum / 81;
  };
  const behind = (2 * Math.PI) / 3 + Math.PI;
  const z = mitralZ(ventricle) - 25;
  expect(meanAbout(z, ventricle.radiusMm + ventricle.wallMm / 2, behind)).toBeGreaterThan(meanAbout(z, 0, behind) + 50);
});

test('a cohort with parasternal views writes seven loops, each with its code, and the same true widths in the row of each', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-parasternal-'));
  try {
    const { records: [record] } = await writeEchoCohort({ out: folder, count: 1, seed: 6, kind: 'normal', look: 'hard', frames: 1, framesPerSecond: 40, workers: 1, parasternal: true });
    const [head, ...rows] = readFileSync(join(folder, 'truth.csv'), 'utf8').trim().split('\n').map((line) => line.split(','));
    expect(rows.map((row) => row[head.indexOf('view')])).toEqual(['a4c', 'a2c', 'a3c', ...parasternalViews]);
    expect(rows.map((row) => row.length)).toEqual(rows.map(() => head.length));
    expect(new Set(rows.map((row) => row[head.indexOf('septumMm')]))).toEqual(new Set([String(Number(record.parasternal.septumMm.toFixed(4)))]));
    // Context group 12226; the level near the apex has no code of its own there.
    for (const [view, code] of Object.entries({ plax: '399139001', psaxMitral: '399036006', psaxPapillary: '399271003', psaxApex: '399306005' })) {
      expect(readFileSync(join(folder, record.files[view as 'plax']!)).subarray(0, 4096).toString('latin1')).toContain(code);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
