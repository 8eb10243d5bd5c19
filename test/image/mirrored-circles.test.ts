import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mirroredCirclesParameters, placeMirroredCircles, regionMoments, type RegionMap } from '../../src/image/mirrored-circles.ts';

const SIZE = 120;
function map(inside: (xMm: number, yMm: number) => boolean, spacingMm = 4, topMm = 0, leftMm = 0): RegionMap {
  const values = new Float32Array(SIZE * SIZE);
  for (let i = 0; i < values.length; i++) {
    const [x, y] = [leftMm + ((i % SIZE) + 0.5) * spacingMm, topMm + (Math.floor(i / SIZE) + 0.5) * spacingMm];
    values[i] = inside(x, y) ? 1 : 0;
  }
  return { rows: SIZE, columns: SIZE, spacingMm, topMm, leftMm, values };
}
const disc = (cx: number, cy: number, r: number) => (x: number, y: number) => Math.hypot(x - cx, y - cy) < r;
const band = (cx: number, half: number) => (x: number) => Math.abs(x - cx) < half;
const nothing = map(() => false);

describe('placing the heart circle and its mirror image', () => {
  test('centres on the heart and mirrors about the spine when the sternum is far', () => {
    const circles = placeMirroredCircles(map(disc(310, 240, 50)), nothing, map(band(240, 16)));
    if ('status' in circles) throw new Error(circles.reason);
    expect(circles.heart.columnMm).toBeCloseTo(310, 0);
    expect(circles.contralateral.columnMm).toBeCloseTo(170, 0);
    expect(circles.heart.radiusMm).toBeCloseTo(50 * mirroredCirclesParameters.radiusShare, 0);
    expect(circles.movedMm).toBe(0);
  });

  test('moves away from the sternum until it is clear by the gap', () => {
    const circles = placeMirroredCircles(map(disc(275, 240, 50)), map(band(240, 16)), map(band(240, 16)));
    if ('status' in circles) throw new Error(circles.reason);
    expect(circles.heart.columnMm - circles.heart.radiusMm).toBeCloseTo(240 + 16 + mirroredCirclesParameters.sternumGapMm, -0.5);
  });

  test('moves the mirror image clear of a heart that reaches across the middle', () => {
    const circles = placeMirroredCircles(map(disc(265, 240, 60)), nothing, map(band(240, 16)));
    if ('status' in circles) throw new Error(circles.reason);
    expect(circles.contralateral.columnMm + circles.contralateral.radiusMm).toBeLessThan(265 - 60 + 8);
    expect(circles.contralateralMovedMm).toBeGreaterThan(10);
    expect(circles.contralateral.radiusMm).toBe(circles.heart.radiusMm);
  });

  test('does the same for a heart on the right', () => {
    const left = placeMirroredCircles(map(disc(290, 240, 45)), map(band(240, 14)), map(band(240, 16)));
    const right = placeMirroredCircles(map(disc(190, 240, 45)), map(band(240, 14)), map(band(240, 16)));
    if ('status' in left || 'status' in right) throw new Error('not placed');
    expect(right.heart.columnMm).toBeCloseTo(480 - left.heart.columnMm, 0);
  });

  test('keeps to the left of a heart that lies in the middle', () => {
    const circles = placeMirroredCircles(map(disc(235, 240, 50)), map(band(240, 14)), map(band(240, 16)));
    if ('status' in circles) throw new Error(circles.reason);
    expect(circles.heart.columnMm - circles.heart.radiusMm).toBeGreaterThan(240 + 14);
  });

  test('moves with the image', () => {
    fc.assert(fc.property(fc.double({ min: -300, max: 300, noNaN: true }), fc.double({ min: -300, max: 300, noNaN: true }), (top, left) => {
      const at = (inside: (x: number, y: number) => boolean) => map((x, y) => inside(x - left, y - top), 4, top, left);
      const still = placeMirroredCircles(map(disc(290, 240, 45)), map(band(240, 14)), map(band(240, 16)));
      const moved = placeMirroredCircles(at(disc(290, 240, 45)), at(band(240, 14)), at(band(240, 16)));
      if ('status' in still || 'status' in moved) throw new Error('not placed');
      expect(moved.heart.columnMm - left).toBeCloseTo(still.heart.columnMm, 6);
      expect(moved.contralateral.rowMm - top).toBeCloseTo(still.contralateral.rowMm, 6);
    }), { seed: 3, numRuns: 30 });
  });

  test('says why when there is no heart or no middle', () => {
    expect(placeMirroredCircles(nothing, nothing, nothing)).toMatchObject({ status: 'notMeasured', code: 'noHeart' });
    expect(placeMirroredCircles(map(disc(290, 240, 45)), nothing, nothing)).toMatchObject({ status: 'notMeasured', code: 'noMidline' });
  });

  test.each([2, 4])('finds centre and area of a disc at %s mm', (spacing) => {
    const found = regionMoments(map(disc(120, 100, 40), spacing), 0.5)!;
    expect(found.columnMm).toBeCloseTo(120, 0);
    expect(found.areaMm2 / (Math.PI * 1600)).toBeCloseTo(1, 1);
  });
});
