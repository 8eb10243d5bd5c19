import { describe, expect, test } from 'vitest';
import { bodySurface, massByAreaLength, massByCube, massByTruncatedEllipsoid, wallOfAreas, widestPlace } from '../../../src/modalities/echo/mass.ts';

test('the cube formula gives the mass of a worked example', () => {
  // 0.8 * 1.04 * ((0.9 + 4.8 + 0.9)^3 - 4.8^3) + 0.6 = 0.832 * (287.496 - 110.592) + 0.6
  expect(massByCube({ septumMm: 9, diameterMm: 48, posteriorMm: 9 })).toBeCloseTo(147.784, 3);
});

test('a wall between two circles is as thick as their radii differ', () =>
  expect(wallOfAreas({ cavityMm2: Math.PI * 20 ** 2, epicardialMm2: Math.PI * 29 ** 2 })).toBeCloseTo(9, 9));

test('the area-length formula gives the mass of a worked example', () => {
  // Areas 15 and 33 cm2, length 8 cm: t = sqrt(33 / pi) - sqrt(15 / pi) = 1.0559 cm; 1.05 * 5/6 * (33 * 9.0559 - 15 * 8)
  expect(massByAreaLength({ cavityMm2: 1500, epicardialMm2: 3300 }, 80)).toBeCloseTo(156.5, 0);
});

describe('the truncated ellipsoid', () => {
  test('is exact for a wall between two ellipsoids cut off at one height', () => {
    // Volume of an ellipsoid of radius b from its apex, a below the middle, to d above it, by sums of thin discs.
    const volume = (b: number, a: number, d: number) => {
      let sum = 0;
      const step = (a + d) / 200_000;
      for (let i = 0; i < 200_000; i++) sum += Math.PI * b * b * (1 - ((-a + (i + 0.5) * step) / a) ** 2) * step;
      return sum;
    };
    const areas = { cavityMm2: Math.PI * 23 ** 2, epicardialMm2: Math.PI * 33 ** 2 };
    expect(massByTruncatedEllipsoid(areas, 55, 28)).toBeCloseTo((1.05 * (volume(33, 65, 28) - volume(23, 55, 28))) / 1000, 2);
  });

  test('finds the widest place of an ellipsoid from the widths of its discs', () => {
    const widths = Array.from({ length: 20 }, (_, i) => 46 * Math.sqrt(1 - (((i + 0.5) / 20 - 0.34) / 0.66) ** 2));
    expect(widestPlace(widths)).toBeCloseTo(0.34, 6);
  });

  test('finds none in a cone, which is widest at its end', () =>
    expect(widestPlace(Array.from({ length: 20 }, (_, i) => Math.sqrt(20 - i) + 0.0005 * i * i))).toBeNull());
});

test('body surface by DuBois is that of the published example', () => {
  // 0.007184 * 70^0.425 * 170^0.725; the same in metres as Zhang et al. write it: 0.20247 * h^0.725 * w^0.425.
  expect(bodySurface(1.7, 70)).toBeCloseTo(0.20247 * 1.7 ** 0.725 * 70 ** 0.425, 3);
  expect(bodySurface(1.7, 70)).toBeCloseTo(1.81, 2);
});
