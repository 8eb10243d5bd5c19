import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resampleArea, type Raster } from '../../src/image/resample-area.ts';

const raster = (rows: number, columns: number, spacing: [number, number], value: (r: number, c: number) => number, flips = [false, false]): Raster => ({
  rows, columns, spacingMm: spacing, flipRows: flips[0], flipColumns: flips[1],
  values: Float32Array.from({ length: rows * columns }, (_, i) => value(Math.floor(i / columns), i % columns)),
});
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);

describe('resampling by area', () => {
  test('keeps all counts when the grid covers the image', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), fc.double({ min: 0.7, max: 6, noNaN: true }), fc.boolean(), fc.boolean(), (rows, columns, spacing, a, b) => {
      const image = raster(rows, columns, [spacing, spacing], (r, c) => r * 7 + c + 1, [a, b]);
      const out = resampleArea(image, { rows: 60, columns: 60, spacingMm: 5, topMm: -20, leftMm: -20 });
      expect(sum(out)).toBeCloseTo(sum(image.values), 1);
    }), { seed: 11, numRuns: 60 });
  });

  test('turns a uniform density into the same density at any spacing', () => {
    for (const spacing of [1.3, 2.26, 4.8]) {
      const image = raster(Math.ceil(200 / spacing), Math.ceil(200 / spacing), [spacing, spacing], () => spacing ** 2);
      const out = resampleArea(image, { rows: 20, columns: 20, spacingMm: 5, topMm: 40, leftMm: 40 });
      for (const value of out) expect(value).toBeCloseTo(25, 3);
    }
  });

  test('puts a single pixel where it lies, also when the image is stored mirrored', () => {
    const image = raster(10, 10, [2, 2], (r, c) => (r === 3 && c === 1 ? 8 : 0));
    const grid = { rows: 5, columns: 5, spacingMm: 4, topMm: 0, leftMm: 0 };
    expect(resampleArea(image, grid)[1 * 5 + 0]).toBe(8);
    expect(resampleArea({ ...image, flipColumns: true }, grid)[1 * 5 + 4]).toBe(8);
    expect(resampleArea({ ...image, flipRows: true }, grid)[3 * 5 + 0]).toBe(8);
  });

  test('leaves out what lies beside the grid', () => {
    const image = raster(100, 100, [2, 2], () => 1);
    const out = resampleArea(image, { rows: 10, columns: 10, spacingMm: 4, topMm: 100, leftMm: 100 });
    expect(sum(out)).toBeCloseTo(400, 3);
  });
});
