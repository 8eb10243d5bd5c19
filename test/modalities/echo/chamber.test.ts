import { describe, expect, test } from 'vitest';
import { bothParts } from '../../../src/modalities/echo/both-parts.ts';
import { measureChamber, wallThickness } from '../../../src/modalities/echo/chamber.ts';
import { ejectionFraction, echoValue, longitudinalStrain, reservoirStrain } from '../../../src/modalities/echo/echo-values.ts';
import { measureOutlines } from '../../../src/modalities/echo/frame-measures.ts';
import { sectorEdge } from '../../../src/modalities/echo/sector-edge.ts';
import type { LabelMap } from '../../../src/modalities/echo/structures.ts';
import { expectNotMeasured, measured } from '../../statistics/reference.ts';
import { atrialVolume, type DrawnHeart, drawHeart, endocardialArc, plainHeart, ventricularVolume } from './drawn-heart.ts';

const square = [0.6, 0.6] as const;
const within = (value: number, truth: number, share: number) => expect(Math.abs(value / truth - 1)).toBeLessThan(share);

describe.each<[string, DrawnHeart, readonly [number, number]]>([
  ['upright', plainHeart, square],
  ['tilted', { ...plainHeart, tilt: 0.4 }, square],
  ['small and round', { ...plainHeart, length: 55, radius: 24 }, square],
  ['on pixels that are not square', { ...plainHeart, tilt: -0.25 }, [0.4, 0.9]],
  ['on coarse pixels', plainHeart, [1.2, 1.2]],
  ['above a far narrower atrium', { ...plainHeart, tilt: 0.2, atrialRadius: 11 }, square],
  ['above a wider atrium', { ...plainHeart, tilt: -0.2, atrialRadius: 27 }, square],
])('half an ellipse, %s', (_, heart, spacing) => {
  const map = drawHeart(heart, spacing);

  test('has the volume of the body that it cuts', () => {
    within(measured(measureChamber(map, 'leftVentricle', spacing)).volumeMl, ventricularVolume(heart), 0.015);
    within(measured(measureChamber(map, 'leftAtrium', spacing)).volumeMl, atrialVolume(heart), 0.025);
  });

  test('has an endocardial border as long as the curve', () => {
    const { value } = measured(measureOutlines(map, spacing).endocardialLength);
    within(value, endocardialArc(heart), 0.02);
  });

  test('has its length and area', () => {
    const { lengthMm, areaMm2 } = measured(measureChamber(map, 'leftVentricle', spacing));
    within(lengthMm, heart.length, 0.015);
    within(areaMm2, (Math.PI / 2) * heart.length * heart.radius, 0.01);
  });
});

test('the hinges are the ends of the chamber’s own base, whichever chamber is narrower there', () => {
  for (const atrialRadius of [11, 18, 27]) {
    const map = drawHeart({ ...plainHeart, atrialRadius }, square);
    for (const [chamber, radius] of [['leftVentricle', plainHeart.radius], ['leftAtrium', atrialRadius]] as const) {
      const [[y0, x0], [y1, x1]] = measured(measureChamber(map, chamber, square)).hinges;
      expect(Math.abs(Math.hypot(y1 - y0, x1 - x0) - 2 * radius)).toBeLessThan(1);
    }
  }
});

test('longitudinal strain is the share by which the border is shorter, whatever the unit', () => {
  const systole = { ...plainHeart, length: 68, radius: 17 };
  const strainIn = (scale: number) => {
    const [before, after] = [plainHeart, systole].map((heart) => measureOutlines(drawHeart(heart, square), [0.6 * scale, 0.6 * scale]));
    return measured(longitudinalStrain(before, after)).value;
  };
  expect(Math.abs(strainIn(1) - 100 * (endocardialArc(systole) / endocardialArc(plainHeart) - 1))).toBeLessThan(0.8);
  // Of two points of the outline that are as near to a hinge, rounding takes either.
  expect(Math.abs(strainIn(3) - strainIn(1))).toBeLessThan(0.1);
});

test('reservoir strain is the share by which the border of the atrium is longer at end-systole, however the heart is tilted', () => {
  const arc = ({ atrialLength, atrialRadius }: DrawnHeart) => endocardialArc({ ...plainHeart, length: atrialLength, radius: atrialRadius, atrialRadius });
  for (const [tilt, atrialLength, atrialRadius] of [[0, 50, 22], [0.4, 46, 20], [-0.3, 42, 21]]) {
    const [diastole, systole] = [{ ...plainHeart, tilt, atrialLength: 38, atrialRadius: 16 }, { ...plainHeart, tilt, atrialLength, atrialRadius }];
    const [before, after] = [diastole, systole].map((heart) => measureOutlines(drawHeart(heart, square), square));
    expect(Math.abs(measured(reservoirStrain(before, after)).value - 100 * (arc(systole) / arc(diastole) - 1))).toBeLessThan(1.5);
  }
});

/** A heart with straight walls beside its cavity. @param right how much of the wall at the right of the image is there, mm. */
function straightWalls(wall: number, right = wall): LabelMap {
  const map = drawHeart(plainHeart, square);
  const labels = map.labels.map((label, i) => {
    const [up, across] = [105 - Math.floor(i / map.columns) * 0.6, (i % map.columns) * 0.6 - 90];
    if (up < 0) return label;
    if (up > 80 + wall || across < -21 - wall || across > 21 + right) return 0;
    return up > 80 || Math.abs(across) > 21 ? 2 : 1;
  });
  return { ...map, labels };
}

test('straight walls have the thickness drawn, to 0.4 mm', () => {
  for (const wall of [7.2, 10.2, 15.6]) expect(Math.abs(measured(wallThickness(straightWalls(wall), square)).value - wall)).toBeLessThan(0.4);
});

test('a wall that the sector cuts off, or that was not outlined, is left out; where none is whole, there is no thickness', () => {
  const [cut, missing] = [straightWalls(10.2, 4.8), straightWalls(10.2, 0)];
  const atRight = ([, x]: readonly [number, number]) => x > 90 + 21 + 3;
  expect(measured(wallThickness(cut, square)).value).toBeLessThan(9);
  // One wall alone is known to a pixel.
  expect(Math.abs(measured(wallThickness(cut, square, atRight)).value - 10.2)).toBeLessThan(0.61);
  expect(Math.abs(measured(wallThickness(missing, square)).value - 10.2)).toBeLessThan(0.61);
  expectNotMeasured(wallThickness(cut, square, () => true), 'noWall');
});

test('the edge of the sector is that of what is lit', () => {
  const grey = Float32Array.from({ length: 100 * 200 }, (_, i) => (Math.abs((i % 200) - 100) <= Math.floor(i / 200) ? 50 : 2));
  const atEdge = sectorEdge({ rows: 100, columns: 200, grey, pixelAspect: 1 }, [0.5, 0.5]);
  expect([[30, 20], [30, 50], [30, 80], [49.5, 50], [30, 25]].map(([y, x]) => atEdge([y, x]))).toEqual([true, false, true, true, false]);
});

test('a wall in two parts is kept, a stray is not', () => {
  const mask = Uint8Array.from('111100011100010', Number);
  expect([...bothParts(mask, 1, 15)].join('')).toBe('111100011100000');
  expect([...bothParts(Uint8Array.from('11111111111001', Number), 1, 14)].join('')).toBe('11111111111000');
});

test('the ejection fraction of two drawn hearts is that of their volumes', () => {
  const systole = { ...plainHeart, length: 70, radius: 16 };
  const [before, after] = [plainHeart, systole].map((heart) => measureOutlines(drawHeart(heart, square), square));
  const truth = 100 * (1 - ventricularVolume(systole) / ventricularVolume(plainHeart));
  expect(Math.abs(measured(ejectionFraction(before, after)).value - truth)).toBeLessThan(1.5);
  expectNotMeasured(ejectionFraction(after, before), 'noEjection');
});

test('a unit that is not known changes volumes and leaves the ejection fraction', () => {
  const systole = { ...plainHeart, radius: 16 };
  const fraction = (scale: number) => {
    const [before, after] = [plainHeart, systole].map((heart) => measureOutlines(drawHeart(heart, square), [0.6 * scale, 0.6 * scale]));
    return measured(ejectionFraction(before, after)).value;
  };
  expect(fraction(3)).toBeCloseTo(fraction(1), 2);
});

test('an interval holds the value and is wider for end-systole', () => {
  const frame = { map: drawHeart(plainHeart, square), ...measureOutlines(drawHeart(plainHeart, square), square), showings: [] };
  const [diastole, systole] = (['endDiastolicVolume', 'endSystolicVolume'] as const).map((quantity) => measured(echoValue(quantity, frame)));
  for (const { value, interval95 } of [diastole, systole]) expect(interval95![0] < value && value < interval95![1]).toBe(true);
  expect(systole.standardUncertainty!).toBeGreaterThan(diastole.standardUncertainty!);
});

test('without a ventricle, or where atrium and ventricle do not meet, nothing is measured', () => {
  const map = drawHeart(plainHeart, square);
  expectNotMeasured(measureChamber({ ...map, labels: map.labels.map((label) => (label === 1 ? 0 : label)) }, 'leftVentricle', square), 'noChamber');
  expectNotMeasured(measureChamber({ ...map, labels: map.labels.map((label) => (label === 3 ? 0 : label)) }, 'leftVentricle', square), 'noMitralPlane');
  expectNotMeasured(wallThickness({ ...map, labels: map.labels.map((label) => (label === 2 ? 0 : label)) }, square), 'noWall');
});
