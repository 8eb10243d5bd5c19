import { describe, expect, test } from 'vitest';
import { breathed, displaced, displacedLabels, MEAN_PHASE } from '../../src/phantom/breathing.ts';
import { buildChest } from '../../src/phantom/build-body.ts';
import { chestVolumes } from '../../src/phantom/chest-volumes.ts';
import { acquireCt, ctLabels, drawCtAcquisition, PADDING_HU } from '../../src/phantom/ct-image.ts';
import { attenuationOf, hounsfieldOf } from '../../src/phantom/hounsfield.ts';
import { Random } from '../../src/phantom/random.ts';
import { drawTomographyPatient } from '../../src/phantom/spect-ct-study.ts';
import { uptakeTruth } from '../../src/phantom/spect-ct-truth.ts';
import { labelOf, structureNames, type StructureName } from '../../src/phantom/structures.ts';

const { patient } = drawTomographyPatient(new Random(21), { grade: 3, bmi: 27 });
const upright = { ...patient, pathology: { ...patient.pathology, pacemaker: false, pleuralEffusion: null }, heart: { ...patient.heart, dextrocardia: false } };
const chest = chestVolumes(buildChest(upright, 5, 3));
const [columns, rows] = chest.grid.size;

/** Mean place in mm of what weighs. */
function centre(weights: ArrayLike<number>): [number, number, number] {
  const at: [number, number, number] = [0, 0, 0];
  let mass = 0;
  for (let i = 0; i < weights.length; i++) {
    mass += weights[i];
    at[0] += weights[i] * (i % columns);
    at[1] += weights[i] * (Math.floor(i / columns) % rows);
    at[2] += weights[i] * Math.floor(i / (columns * rows));
  }
  return at.map((value, axis) => chest.grid.origin[axis] + (value / mass) * chest.grid.steps[axis][axis]) as [number, number, number];
}

const mask = (name: StructureName, labels = chest.labels) => Float32Array.from(labels, (label) => (label === labelOf(name) ? 1 : 0));

describe('a chest', () => {
  test('has every structure but metal, each in a plausible size', () => {
    const { structures } = uptakeTruth(chest, upright.uptake.blood);
    for (const name of structureNames) if (name !== 'other' && name !== 'metal') expect(structures[name]!.volumeMl).toBeGreaterThan(5);
    expect(structures.lungs!.volumeMl).toBeGreaterThan(1200);
    expect(structures.leftVentricleCavity!.volumeMl).toBeLessThan(300);
  });

  test('lies as patients do: heart to the left and in front of the spine, liver to the right and below, sternum in front', () => {
    const [heart, spine, liver, sternum] = (['leftVentricleWall', 'vertebrae', 'liver', 'sternum'] as const).map((name) => centre(mask(name)));
    expect(heart[0]).toBeGreaterThan(spine[0] + 20);
    expect(heart[1]).toBeLessThan(spine[1] - 30);
    expect(liver[0]).toBeLessThan(spine[0] - 20);
    expect(liver[2]).toBeLessThan(heart[2] - 30);
    expect(sternum[1]).toBeLessThan(heart[1]);
  });

  test('breathes: organs move towards the feet by the mean of the stroke, the spine stays', () => {
    const liver = mask('liver');
    const moved = centre(breathed(chest, liver, { strokeMm: 12 }))[2] - centre(liver)[2];
    expect(moved).toBeLessThan(-0.75 * 12 * MEAN_PHASE);
    expect(moved).toBeGreaterThan(-1.05 * 12 * MEAN_PHASE);
    const spine = mask('vertebrae');
    expect(Math.abs(centre(displaced(chest, spine, 12))[2] - centre(spine)[2])).toBeLessThan(0.5);
    const inCt = centre(mask('liver', displacedLabels(chest, 8)))[2] - centre(liver)[2];
    expect(inCt).toBeLessThan(-6);
    expect(inCt).toBeGreaterThan(-8.4);
    expect(Buffer.compare(displacedLabels(chest, 0), chest.labels)).toBe(0);
  });
});

describe('the true answers', () => {
  test('follow from concentrations: above twice the blood there is less wall than above 1.2 times, and all of it exceeds the factor', () => {
    const truth = uptakeTruth(chest, upright.uptake.blood);
    const [low, , high] = truth.leftVentricle;
    expect(high.volumeMl).toBeLessThanOrEqual(low.volumeMl);
    for (const { thresholdFactor, volumeMl, activityMl } of [...truth.leftVentricle, ...truth.allWalls]) expect(activityMl).toBeGreaterThan(thresholdFactor * volumeMl);
    expect(truth.structures.leftVentricleCavity!.suvMedian).toBeCloseTo(upright.uptake.blood, 5);
  });

  test('equal the formula on a shell of known radii', () => {
    const [inner, outer, spacing, size] = [18, 30, 1.5, 48];
    const at = (i: number) => (i - (size - 1) / 2) * spacing;
    const radius = Float32Array.from({ length: size ** 3 }, (_, i) => Math.hypot(at(i % size), at(Math.floor(i / size) % size), at(Math.floor(i / size ** 2))));
    const shell = { ...chest, grid: { size: [size, size, size] as const, origin: [0, 0, 0] as const, steps: [[spacing, 0, 0], [0, spacing, 0], [0, 0, spacing]] as const },
      suv: radius.map((r) => (r < inner ? 1.25 : r < outer ? 5 : 0)), labels: Uint8Array.from(radius, (r) => (r < inner ? labelOf('leftVentricleCavity') : r < outer ? labelOf('leftVentricleWall') : 0)) };
    const truth = uptakeTruth(shell, 1.25);
    const volumeMl = ((4 / 3) * Math.PI * (outer ** 3 - inner ** 3)) / 1000;
    expect(truth.leftVentricle[1].volumeMl / volumeMl).toBeCloseTo(1, 2);
    expect(truth.leftVentricle[1].activityMl / truth.leftVentricle[1].volumeMl).toBeCloseTo(4, 6);
    expect(truth.targetToBackground).toBeCloseTo(4, 6);
  });
});

describe('a CT', () => {
  const acquisition = { ...drawCtAcquisition(new Random(3), 10, 27, { ctMatrix: 160, ctSliceMm: 4, contrast: false }), fieldMm: 480, breathingMm: 0, bloodHu: 30, wallHu: 55, table: true };
  const image = acquireCt(chest, acquisition, new Random(4));
  const labels = ctLabels(chest, 0, image.grid);
  const meanOf = (name: StructureName) => {
    let [sum, count] = [0, 0];
    labels.forEach((label, i) => { if (label === labelOf(name)) { sum += image.values[i]; count++; } });
    return sum / count;
  };
  test('shows tissues in their usual greys', () => {
    expect(meanOf('leftVentricleCavity')).toBeGreaterThan(24);
    expect(meanOf('leftVentricleCavity')).toBeLessThan(36);
    expect(meanOf('lungs')).toBeLessThan(-600);
    expect(meanOf('vertebrae')).toBeGreaterThan(200);
    expect(meanOf('leftVentricleWall')).toBeGreaterThan(meanOf('leftVentricleCavity') + 5);
  });

  test('is noisy as asked for, and padded outside its round field', () => {
    const liver = Array.from(labels, (label, i) => (label === labelOf('liver') ? image.values[i] : null)).filter((value) => value !== null);
    const mean = liver.reduce((sum, value) => sum + value, 0) / liver.length;
    const sd = Math.sqrt(liver.reduce((sum, value) => sum + (value - mean) ** 2, 0) / liver.length);
    expect(sd / acquisition.noiseHu).toBeGreaterThan(0.6);
    expect(sd / acquisition.noiseHu).toBeLessThan(1.5);
    expect(image.values[0]).toBe(PADDING_HU);
  });

  test('and attenuation follow from each other', () => {
    for (const perMm of [0.001, 0.0045, 0.0142, 0.0151, 0.02, 0.03]) expect(attenuationOf(hounsfieldOf(perMm))).toBeCloseTo(perMm, 9);
    expect([attenuationOf(-1000), attenuationOf(-2000), hounsfieldOf(5)]).toEqual([0, 0, 3000]);
  });
});
