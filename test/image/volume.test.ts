import { describe, expect, test } from 'vitest';
import { averagedOnto } from '../../src/image/average-onto.ts';
import { dilated, eroded, maskCount, squaredDistances } from '../../src/image/volume-distance.ts';
import { smoothed } from '../../src/image/volume-smooth.ts';
import { nearestLabels, resampled, spacingOf, toPatient, voxelFinder, voxelMl, type Grid } from '../../src/image/volume.ts';
import type { Vector } from '../../src/image/vector.ts';

const flat: Grid = { size: [9, 8, 7], origin: [-10, 4, 30], steps: [[2, 0, 0], [0, 1.5, 0], [0, 0, 3]] };
const oblique: Grid = { size: [6, 7, 5], origin: [-6, 6, 33], steps: [[0.8, 0.6, 0], [-0.6, 0.8, 0.2], [0, -0.3, 1.1]] };
const slope = ([x, y, z]: Vector) => 3 + 0.5 * x - 0.25 * y + 2 * z;

/** A plane through space, on a grid. */
function plane(grid: Grid) {
  const [columns, rows, slices] = grid.size;
  const values = new Float32Array(columns * rows * slices);
  for (let k = 0, at = 0; k < slices; k++) for (let j = 0; j < rows; j++) for (let i = 0; i < columns; i++, at++) values[at] = slope(toPatient(grid, [i, j, k]));
  return { grid, values };
}

test('a voxel is found where it was put, on oblique steps too', () => {
  for (const grid of [flat, oblique]) voxelFinder(grid)(toPatient(grid, [2.25, 1, 3.5])).forEach((at, axis) => expect(at).toBeCloseTo([2.25, 1, 3.5][axis], 12));
});

test('spacing and volume of a voxel are those of its steps', () => {
  expect(spacingOf(flat)).toEqual([2, 1.5, 3]);
  expect(voxelMl(flat)).toBeCloseTo(0.009, 12);
});

test('a linear course is read exactly on another, oblique grid', () => {
  const read = resampled(plane(flat), oblique, NaN);
  plane(oblique).values.forEach((truth, i) => expect(read.values[i]).toBeCloseTo(truth, 4));
});

test('beyond the volume stands what is asked for', () => {
  const beside: Grid = { ...flat, origin: [100, 100, 100] };
  expect(new Set(resampled(plane(flat), beside, -7).values)).toEqual(new Set([-7]));
  expect(new Set(nearestLabels({ grid: flat, labels: new Uint8Array(9 * 8 * 7).fill(3) }, beside, 5))).toEqual(new Set([5]));
});

test('averages onto coarser voxels are means of the centres they hold', () => {
  const coarse: Grid = { size: [3, 2, 2], origin: [-8, 5.5, 33], steps: [[6, 0, 0], [0, 6, 0], [0, 0, 9]] };
  const { values } = averagedOnto(coarse, plane(flat));
  // Three columns, four rows (the first voxel holds rows 0 to 2 and half the next), three slices: the mean of a linear course is its value at their middle.
  expect(values[1]).toBeCloseTo(slope([-2, 5.5, 33]), 4);
});

describe('distances in a volume', () => {
  const inside = new Uint8Array(9 * 8 * 7);
  for (const at of [100, 333, 334]) inside[at] = 1;
  const point = (at: number): Vector => toPatient(flat, [at % 9, Math.floor(at / 9) % 8, Math.floor(at / 72)]);

  test('are those to the nearest voxel, tried one by one', () => {
    squaredDistances({ grid: flat, inside }).forEach((squared, at) => {
      const tried = [100, 333, 334].map((other) => point(at).reduce((sum, value, axis) => sum + (value - point(other)[axis]) ** 2, 0));
      expect(squared).toBeCloseTo(Math.min(...tried), 9);
    });
  });

  test('widen and narrow a mask by as many mm', () => {
    const wide = dilated({ grid: flat, inside }, 3);
    wide.inside.forEach((held, at) => expect(held).toBe(squaredDistances({ grid: flat, inside })[at] <= 9 ? 1 : 0));
    expect(maskCount(eroded({ grid: flat, inside }, 1.6))).toBe(0);
  });
});

test('a point smoothed keeps its sum and spreads by the stated standard deviation along each axis', () => {
  const grid: Grid = { size: [61, 61, 41], origin: [0, 0, 0], steps: [[1, 0, 0], [0, 1, 0], [0, 0, 1.5]] };
  const values = new Float32Array(61 * 61 * 41);
  const middle = (20 * 61 + 30) * 61 + 30;
  values[middle] = 1000;
  const blurred = smoothed({ grid, values }, 4).values;
  expect(blurred.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1000, 1);
  const variance = (axis: 0 | 1 | 2) => blurred.reduce((sum, value, at) => sum + value * ([at % 61, Math.floor(at / 61) % 61, Math.floor(at / 3721)][axis] * spacingOf(grid)[axis] - [30, 30, 30][axis]) ** 2, 0) / 1000;
  // A Gaussian cut at three standard deviations has 0.973 of the variance.
  for (const axis of [0, 1, 2] as const) expect(variance(axis) / 16).toBeCloseTo(0.973, 1);
});
