import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ellipseRing, fillRings, type Ring } from '../../src/image/fill-rings.ts';

const sum = (values: Uint8Array) => values.reduce((total, value) => total + value, 0) / 255;
const square = (left: number, top: number, side: number): Ring => [[left, top], [left + side, top], [left + side, top + side], [left, top + side]];

test('a square of whole pixels fills exactly those', () => {
  expect([...fillRings([square(1, 2, 2)], 5, 4)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 0, 0, 0]);
});

test('a pixel is in when its centre is', () => {
  expect([...fillRings([square(0.4, 0, 1)], 1, 2)]).toEqual([255, 0]);
  expect([...fillRings([square(0.6, 0, 1)], 1, 2)]).toEqual([0, 255]);
});

test('half a pixel counts half where several points are looked at', () => {
  expect([...fillRings([square(0.5, 0, 1)], 1, 2, 4)]).toEqual([128, 128]);
});

test.each([1, 4])('the area of an ellipse is pi times its half axes, with %i points a side', (samples) => {
  expect(sum(fillRings([ellipseRing(50.3, 40.7, 30, 20)], 90, 100, samples)) / (Math.PI * 30 * 20)).toBeCloseTo(1, 2);
});

test('a ring that runs the other way cuts a hole, one that runs the same way adds nothing', () => {
  const hole = [...square(3, 3, 4)].reverse();
  expect(sum(fillRings([square(0, 0, 10), hole], 10, 10))).toBe(84);
  expect(sum(fillRings([square(0, 0, 10), square(3, 3, 4)], 10, 10))).toBe(100);
});

test('what lies outside the picture is cut off', () => {
  expect(sum(fillRings([square(-5, -5, 7)], 10, 10))).toBe(4);
  expect(sum(fillRings([square(20, 20, 7)], 10, 10))).toBe(0);
  expect(sum(fillRings([], 3, 3))).toBe(0);
});

test('a region moves with its ring', () => fc.assert(fc.property(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }), fc.double({ min: 1, max: 5, noNaN: true }), (right, down, radius) => {
  const at = (x: number, y: number) => fillRings([ellipseRing(x, y, radius, radius)], 24, 24, 2);
  const [moved, still] = [at(7.3 + right, 7.6 + down), at(7.3, 7.6)];
  for (let row = 0; row < 14; row++) for (let column = 0; column < 14; column++) expect(moved[(row + down) * 24 + column + right]).toBe(still[row * 24 + column]);
}), { seed: 7, numRuns: 40 }));
