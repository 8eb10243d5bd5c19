import { describe, expect, test } from 'vitest';
import { circleCounts } from '../../src/image/circle.ts';
import type { Raster } from '../../src/image/resample-area.ts';

const ramp = (spacing: number): Raster => {
  const size = Math.round(200 / spacing);
  return { rows: size, columns: size, spacingMm: [spacing, spacing], flipRows: false, flipColumns: false, values: Float32Array.from({ length: size * size }, (_, i) => ((i % size) + 0.5) * spacing) };
};

describe('counts in a circle', () => {
  test.each([1, 2.26, 4.8])('on a ramp have the value of the centre at %s mm', (spacing) => {
    expect(circleCounts(ramp(spacing), { rowMm: 100, columnMm: 83.3, radiusMm: 31 })!.mean).toBeCloseTo(83.3, 0);
  });

  test.each([1, 2.26])('cover pi r squared at %s mm within 1 %', (spacing) => {
    const found = circleCounts(ramp(spacing), { rowMm: 100, columnMm: 100, radiusMm: 40 })!;
    expect(found.pixels * spacing ** 2).toBeGreaterThan(Math.PI * 1600 * 0.99);
    expect(found.pixels * spacing ** 2).toBeLessThan(Math.PI * 1600 * 1.01);
  });

  test('are refused when the circle reaches outside the image', () => {
    expect(circleCounts(ramp(2), { rowMm: 20, columnMm: 100, radiusMm: 31 })).toBeNull();
  });
});
