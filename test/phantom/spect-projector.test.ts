import { describe, expect, test } from 'vitest';
import { reconstructOsem } from '../../src/phantom/osem.ts';
import { attenuationColumns, backProject, project, viewAt, type Projector } from '../../src/phantom/spect-projector.ts';

const [size, slices, spacingMm] = [48, 12, 6];
const middle = (size - 1) / 2;
const camera = { fwhmAtFaceMm: 4.5, fwhmPerMm: 0.035, gapMm: 20 };
const SOFT = 0.0151;
/** Sums of some ten thousand products in single precision agree to so many decimals. */
const SINGLE_PRECISION_DIGITS = 4;

/** Values at every voxel from its place in mm about the axis, in the order of `SliceColumns`. */
function filled(value: (x: number, y: number, z: number) => number): Float32Array {
  const out = new Float32Array(size * size * slices);
  for (let r = 0; r < size; r++) for (let c = 0; c < size; c++) for (let k = 0; k < slices; k++) {
    out[(r * size + c) * slices + k] = value((c - middle) * spacingMm, (r - middle) * spacingMm, (k - (slices - 1) / 2) * spacingMm);
  }
  return out;
}

const trunk = filled((x, y) => ((x / 120) ** 2 + (y / 80) ** 2 < 1 ? SOFT : 0));
const projector = (changes: Partial<Projector> = {}): Projector => ({ size, slices, spacingMm, axis: [middle, middle], attenuation: attenuationColumns(trunk, size, 0), attenuates: true, camera, ...changes });
const air = attenuationColumns(trunk.map((value) => (value > 0 ? 0.0011 : 0)), size, 0);
const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);

const projected = (from: Projector, values: Float32Array, angle: number) => {
  const image = new Float32Array(size * slices);
  project(viewAt(from, angle), values, image);
  return image;
};

describe('a projection', () => {
  test.each([0, 0.3, 2.1, 4.4])('at %f rad and its transpose give the same inner product', (angle) => {
    const values = filled((x, y, z) => 1 + Math.sin(x / 20) * Math.cos(y / 15) + z / 100);
    const image = Float32Array.from({ length: size * slices }, (_, i) => ((i * 7919) % 13) / 13);
    const back = new Float32Array(values.length);
    const seen = projected(projector(), values, angle);
    const forward = seen.reduce((total, value, i) => total + value * image[i], 0);
    backProject(viewAt(projector(), angle), image.slice(), back);
    expect(back.reduce((total, value, i) => total + value * values[i], 0) / forward).toBeCloseTo(1, SINGLE_PRECISION_DIGITS);
  });

  test('loses exp(-mu d) on the way through d of tissue', () => {
    // At 0 rad the camera is in front: the point lies behind the tissue from the front of the ellipse to it.
    const point = filled((x, y, z) => (Math.abs(x - 3) < 1 && Math.abs(y - 27) < 1 && Math.abs(z - 3) < 1 ? 1 : 0));
    const passed = sum(projected(projector({ camera: null }), point, 0)) / sum(projected(projector({ camera: null, attenuates: false }), point, 0));
    const voxels = Array.from({ length: size }, (_, r) => (r - middle) * spacingMm).filter((y) => y < 27 && (3 / 120) ** 2 + (y / 80) ** 2 < 1).length;
    expect(passed).toBeCloseTo(Math.exp(-SOFT * (voxels + 0.5) * spacingMm), 4);
  });

  test('is as wide as the camera resolves at that distance', () => {
    const point = filled((x, y, z) => (Math.abs(x - 3) < 1 && Math.abs(y - 27) < 1 && Math.abs(z - 3) < 1 ? 1 : 0));
    const view = viewAt(projector({ attenuation: air, attenuates: false }), 0);
    const image = new Float32Array(size * slices);
    project(view, point, image);
    let [mass, mean, square] = [0, 0, 0];
    image.forEach((value, i) => {
      const u = (Math.floor(i / slices) - middle) * spacingMm;
      mass += value;
      mean += value * u;
      square += value * u * u;
    });
    const depth = 27 / spacingMm + middle - view.depths[0];
    const sigma = (camera.fwhmAtFaceMm + camera.fwhmPerMm * (camera.gapMm + (depth + 0.5) * spacingMm)) / 2.3548;
    expect(Math.sqrt(square / mass - (mean / mass) ** 2)).toBeCloseTo(sigma, 1);
  });

  test('without attenuation and blur holds the same sum at every angle', () => {
    const ball = filled((x, y, z) => (Math.hypot(x - 20, y + 10, z) < 25 ? 1 : 0));
    const inAir = projector({ attenuates: false, camera: null });
    const sums = [0, 0.4, 1.1, 2.9, 5].map((angle) => sum(projected(inAir, ball, angle)));
    for (const one of sums) expect(one / (sum(ball) * spacingMm)).toBeCloseTo(1, 2);
  });
});

describe('a reconstruction without noise', () => {
  const truth = filled((x, y, z) => ((x / 120) ** 2 + (y / 80) ** 2 >= 1 ? 0 : Math.hypot(x - 45, y + 15, z) < 30 ? 6 : 1));
  const anglesRadians = Array.from({ length: 48 }, (_, i) => (2 * Math.PI * i) / 48);
  const measured = { anglesRadians, images: anglesRadians.map((angle) => projected(projector(), truth, angle)), countsPerUnit: anglesRadians.map(() => 1), scatter: null };
  const meanNear = (values: Float32Array, at: readonly [number, number], radius: number) => {
    const near = filled((x, y, z) => (Math.hypot(x - at[0], y - at[1], z) < radius ? 1 : 0));
    return values.reduce((total, value, i) => total + value * near[i], 0) / sum(near);
  };

  test('gives back the concentrations when it corrects for what happened', () => {
    const values = reconstructOsem(projector(), measured, { iterations: 8, subsets: 8 });
    expect(Math.abs(meanNear(values, [45, -15], 15) / 6 - 1)).toBeLessThan(0.02);
    expect(Math.abs(meanNear(values, [-50, 10], 20) - 1)).toBeLessThan(0.02);
  });

  test('falls far short without attenuation correction', () => {
    const values = reconstructOsem(projector({ attenuates: false, camera: null }), measured, { iterations: 8, subsets: 8 });
    expect(meanNear(values, [45, -15], 15)).toBeLessThan(0.6 * 6);
  });
});
