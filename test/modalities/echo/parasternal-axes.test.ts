import { describe, expect, test } from 'vitest';
import { measureLongAxis } from '../../../src/modalities/echo/long-axis.ts';
import { parasternalLabels, parasternalStructures, type ParasternalStructure } from '../../../src/modalities/echo/parasternal-structures.ts';
import type { ProbabilityMap } from '../../../src/modalities/echo/segmentation.ts';
import { measureShortAxis } from '../../../src/modalities/echo/short-axis.ts';

const ROWS = 220;
const COLUMNS = 260;

/** A map whose every pixel holds one structure, smeared over about a pixel as a network's is. */
function mapOf(structureAt: (yMm: number, xMm: number) => ParasternalStructure | null, mm: number): ProbabilityMap {
  const size = ROWS * COLUMNS;
  const probabilities = new Float32Array(parasternalStructures.length * size);
  for (let i = 0; i < size; i++) {
    for (let cut = 0; cut < 16; cut++) {
      const [y, x] = [(Math.floor(i / COLUMNS) + ((cut % 4) + 0.5) / 4) * mm, ((i % COLUMNS) + (Math.floor(cut / 4) + 0.5) / 4) * mm];
      probabilities[parasternalStructures.indexOf(structureAt(y, x) ?? 'background') * size + i] += 1 / 16;
    }
  }
  return { rows: ROWS, columns: COLUMNS, probabilities };
}

/** A long axis turned by an angle: a straight cavity 48 mm wide with walls of 11 and 9 mm, root and an atrium 36 mm across. */
function longAxis(turn: number): (y: number, x: number) => ParasternalStructure | null {
  return (y, x) => {
    const [dy, dx] = [y - 70, x - 100];
    const [along, across] = [dx * Math.cos(turn) + dy * Math.sin(turn), -dx * Math.sin(turn) + dy * Math.cos(turn)];
    if (along < -75 || along > 45) return null;
    if (along <= 0) {
      if (Math.abs(across) < 24) return 'leftVentricle';
      if (across > -35 && across < 33) return 'myocardium';
      return across <= -35 && across > -50 ? 'rightVentricle' : null;
    }
    if (along > 2 && across > -28 && across < -2) return 'aorticRoot';
    return along > 2 && across > 1 && across < 37 ? 'leftAtrium' : null;
  };
}

describe.each([0.75, 0.6])('at %f mm a pixel', (mm) => {
  test.each([0, 0.15, -0.3])('walls and diameter of a long axis turned by %f are found to a third of a millimetre', (turn) => {
    const map = mapOf(longAxis(turn), mm);
    const found = measureLongAxis({ map, spacingMm: [mm, mm] }, parasternalLabels(map));
    if (found.status !== 'measured') throw new Error(found.reason);
    expect(Math.abs(found.septumMm - 11)).toBeLessThan(0.34);
    expect(Math.abs(found.diameterMm - 48)).toBeLessThan(0.34);
    expect(Math.abs(found.posteriorMm - 9)).toBeLessThan(0.34);
    expect(Math.abs(found.atriumMm! - 36)).toBeLessThan(1);
  });

  test('areas of a round short axis are those of its circles', () => {
    const map = mapOf((y, x) => {
      const r = Math.hypot(y - 62, x - 75);
      return r < 22 ? 'leftVentricle' : r < 32 ? 'myocardium' : null;
    }, mm);
    const found = measureShortAxis({ map, spacingMm: [mm, mm] }, parasternalLabels(map));
    if (found.status !== 'measured') throw new Error(found.reason);
    expect(found.cavityMm2 / (Math.PI * 22 ** 2)).toBeCloseTo(1, 1.7);
    expect(found.epicardialMm2 / (Math.PI * 32 ** 2)).toBeCloseTo(1, 1.7);
  });
});

test('a papillary muscle taken for wall does not take its area from the cavity', () => {
  const map = mapOf((y, x) => {
    const r = Math.hypot(y - 62, x - 75);
    return r < 22 && Math.hypot(y - 62, x - 93) > 5 ? 'leftVentricle' : r < 32 ? 'myocardium' : null;
  }, 0.6);
  const found = measureShortAxis({ map, spacingMm: [0.6, 0.6] }, parasternalLabels(map));
  if (found.status !== 'measured') throw new Error(found.reason);
  expect(found.cavityMm2 / (Math.PI * 22 ** 2)).toBeGreaterThan(0.97);
});

test('a part of the wall that is lost in shadow is taken from the rays beside it', () => {
  const map = mapOf((y, x) => {
    const [r, angle] = [Math.hypot(y - 62, x - 75), Math.atan2(y - 62, x - 75)];
    return r < 22 ? 'leftVentricle' : r < (Math.abs(angle) < 0.3 ? 60 + 100 : 32) ? 'myocardium' : null;
  }, 0.75);
  const found = measureShortAxis({ map, spacingMm: [0.75, 0.75] }, parasternalLabels(map));
  if (found.status !== 'measured') throw new Error(found.reason);
  expect(found.epicardialMm2 / (Math.PI * 32 ** 2)).toBeCloseTo(1, 1.7);
});

test('without a ventricle, or without what lies above it, nothing is measured', () => {
  const empty = mapOf(() => null, 0.75);
  expect(measureLongAxis({ map: empty, spacingMm: [0.75, 0.75] }, parasternalLabels(empty))).toMatchObject({ status: 'notMeasured', code: 'noChamber' });
  expect(measureShortAxis({ map: empty, spacingMm: [0.75, 0.75] }, parasternalLabels(empty))).toMatchObject({ status: 'notMeasured', code: 'noChamber' });
  const alone = mapOf((y, x) => (Math.hypot(y - 60, x - 70) < 20 ? 'leftVentricle' : null), 0.75);
  expect(measureLongAxis({ map: alone, spacingMm: [0.75, 0.75] }, parasternalLabels(alone))).toMatchObject({ status: 'notMeasured', code: 'noChamber' });
});

test('both walls of a long axis are kept, and a stray speck is not', () => {
  const map = mapOf((y, x) => (Math.hypot(y - 10, x - 10) < 3 ? 'myocardium' : longAxis(0)(y, x)), 0.75);
  const { labels } = parasternalLabels(map);
  const wall = parasternalStructures.indexOf('myocardium');
  expect(labels[Math.round(10 / 0.75) * COLUMNS + Math.round(10 / 0.75)]).toBe(0);
  for (const y of [70 - 29, 70 + 28]) expect(labels[Math.round(y / 0.75) * COLUMNS + Math.round(60 / 0.75)]).toBe(wall);
});
