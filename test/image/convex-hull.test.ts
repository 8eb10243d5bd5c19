import { expect, test } from 'vitest';
import fc from 'fast-check';
import { convexHull, polygonArea } from '../../src/image/convex-hull.ts';

test('the hull of a square with points inside and on its sides is its corners', () =>
  expect(convexHull([[0, 0], [2, 0], [1, 1], [1, 0], [2, 2], [0, 2], [0.5, 1.5]])).toEqual([[0, 0], [2, 0], [2, 2], [0, 2]]));

test('the hull closes a notch: a circle bitten into has the area of the circle', () => {
  const ring = Array.from({ length: 360 }, (_, i) => [(i > 40 && i < 60 ? 14 : 20) * Math.cos((i * Math.PI) / 180), (i > 40 && i < 60 ? 14 : 20) * Math.sin((i * Math.PI) / 180)] as const);
  expect(polygonArea(convexHull(ring)) / (Math.PI * 400)).toBeCloseTo(1, 2);
  expect(polygonArea(ring) / (Math.PI * 400)).toBeLessThan(0.98);
});

test('area and hull agree with SciPy 1.10.1, scipy.spatial.ConvexHull', () => {
  const points = [[0.1, 0.2], [3.5, 0.4], [2.2, 4.1], [-1.3, 2.6], [1.1, 1.4], [0.4, 3.9], [2.9, 2.2]] as const;
  expect(polygonArea(convexHull(points))).toBeCloseTo(12.73, 9);
});

test('a hull is as large as what it holds or larger, and holding it again changes nothing', () =>
  fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), { minLength: 3, maxLength: 30 }), (points) => {
    const hull = convexHull(points);
    expect(polygonArea(convexHull(hull))).toBeCloseTo(polygonArea(hull), 9);
    for (const point of points) expect(polygonArea(convexHull([...hull, point]))).toBeCloseTo(polygonArea(hull), 9);
  }), { seed: 7 }));
