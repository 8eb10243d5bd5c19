import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInstance } from '../../src/dicom/read-instance.ts';
import { fillRings } from '../../src/image/fill-rings.ts';
import { findText, type TextBox } from '../../src/image/find-text.ts';
import { imageHeart } from '../../src/phantom/echo-loop.ts';
import { idealHold } from '../../src/phantom/echo-probe.ts';
import { heartPatient } from '../../src/phantom/echo-study.ts';
import { Random } from '../../src/phantom/random.ts';
import { textRings } from '../../src/report/text-rings.ts';

type Picture = { readonly rows: number; readonly columns: number; readonly frames: readonly Uint8Array[] };

/** Writes text over every frame, in Inter, by its outlines (fontkit). @returns the pixels that are mostly ink. */
function write({ rows, columns, frames }: Picture, text: string, { x, y, size, grey = 220 }: { readonly x: number; readonly y: number; readonly size: number; readonly grey?: number }): readonly number[] {
  const ink = fillRings(textRings(text, x, y + size, size, 'regular'), rows, columns, 4);
  for (const frame of frames) for (let i = 0; i < ink.length; i++) if (ink[i] > 0) frame[i] = Math.round(frame[i] + ((grey - frame[i]) * ink[i]) / 255);
  return [...ink.keys()].filter((i) => ink[i] > 127);
}

/** Share of the ink that lies in a rectangle. */
function covered(ink: readonly number[], boxes: readonly TextBox[], columns: number): number {
  const inside = ink.filter((i) => boxes.some(({ x0, y0, x1, y1 }) => i % columns >= x0 && i % columns <= x1 && i >= y0 * columns && i < (y1 + 1) * columns));
  return inside.length / ink.length;
}

const loops = new Map<string, Picture>();
/** A loop of a digital patient without text, over most of a beat. */
function loop(look: 'plain' | 'hard' | 'smooth', seed = 8): Picture {
  const key = `${look} ${seed}`;
  if (!loops.has(key)) loops.set(key, imageHeart(heartPatient(seed, 0, {}), { view: 'a4c', look, hold: idealHold, frames: 8, framesPerSecond: 12, startMs: 0, seed }));
  const { rows, columns, frames } = loops.get(key)!;
  return { rows, columns, frames: frames.map((frame) => Uint8Array.from(frame)) };
}

const blank = (rows = 200, columns = 300): Picture => ({ rows, columns, frames: [0, 1, 2].map(() => new Uint8Array(rows * columns)) });

describe('text on the dark of a screen', () => {
  test.each([9, 11, 14, 20, 28])('is found at %i pixels, in full', (size) => {
    for (const [text, grey] of [['DUPONT^MARIE', 255], ['1943-05-17', 200], ['MI 0.9  TIS 0.7', 140]] as const) {
      const picture = loop('plain');
      const ink = write(picture, text, { x: 12, y: 14, size, grey });
      expect(covered(ink, findText(picture.frames, picture, false), picture.columns), text).toBeGreaterThan(0.95);
    }
  });

  test('is told row by row, with a rectangle that holds little more', () => {
    const picture = blank();
    write(picture, 'Durand, Jean', { x: 20, y: 10, size: 14 });
    write(picture, 'HR 72 bpm', { x: 20, y: 40, size: 14 });
    const boxes = findText(picture.frames, picture, false);
    expect(boxes).toHaveLength(2);
    for (const { y0, y1 } of boxes) expect(y1 - y0).toBeLessThan(25);
    expect(boxes[0].y1).toBeLessThan(boxes[1].y0);
  });

  test('moves with the picture', () => fc.assert(fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 100 }), (right, down) => {
    const boxesAt = (x: number, y: number) => {
      const picture = blank();
      write(picture, 'ID 00451278', { x, y, size: 16 });
      return findText(picture.frames, picture, false);
    };
    const moved = boxesAt(20, 20).map(({ x0, y0, x1, y1 }) => ({ x0: x0 + right, y0: y0 + down, x1: x1 + right, y1: y1 + down }));
    expect(boxesAt(20 + right, 20 + down)).toEqual(moved);
  }), { seed: 4, numRuns: 12 }));

  test('is found on one frame alone', () => {
    const picture = blank();
    const ink = write(picture, 'CHU Nord', { x: 30, y: 30, size: 15 });
    expect(covered(ink, findText(picture.frames.slice(0, 1), picture, false), picture.columns)).toBe(1);
  });
});

test('text over moving tissue is found at 16 pixels and more, in four places of five', () => {
  const random = new Random(5);
  let found = 0;
  for (const look of ['plain', 'hard', 'smooth'] as const) {
    for (const size of [18, 22, 30]) {
      const picture = loop(look);
      const ink = write(picture, random.chance(0.5) ? 'DUPONT^MARIE' : '14:24:58', { x: Math.floor(picture.columns * random.uniform(0.35, 0.5)), y: Math.floor(picture.rows * random.uniform(0.45, 0.7)), size });
      found += Number(covered(ink, findText(picture.frames, picture, false), picture.columns) > 0.8);
    }
  }
  expect(found).toBeGreaterThanOrEqual(7);
}, 30_000);

describe('nothing is found', () => {
  test.each(['plain', 'hard', 'smooth'] as const)('on a loop of a digital patient, %s', (look) => {
    const picture = loop(look, 21);
    expect(findText(picture.frames, picture, false)).toEqual([]);
  });

  test.each(['plain', 'hard', 'smooth'] as const)('on the same loop with the errors of compression, %s', (look) => {
    const picture = loop(look, 21);
    const random = new Random(2);
    for (const frame of picture.frames) for (let i = 0; i < frame.length; i++) if (frame[i] > 0) frame[i] = Math.max(0, Math.min(255, frame[i] + random.integer(-4, 4)));
    expect(findText(picture.frames, picture, true)).toEqual([]);
  });

  test('of no frames, and on black', () => {
    expect(findText([], { rows: 4, columns: 4 }, false)).toEqual([]);
    expect(findText(blank().frames, blank(), false)).toEqual([]);
  });

  test.each<[string, (row: number, column: number) => boolean]>([
    ['the trace of an ECG', (row, column) => Math.abs(row - 150 + (column % 80 < 8 ? 40 - 10 * Math.abs((column % 80) - 4) : 4 * Math.sin(column / 12))) < 1.5],
    ['a ruler of dots and ticks', (row, column) => column > 290 && column < (row % 50 < 2 ? 298 : 293) && row % 10 < 2],
    ['a bar of greys', (row, column) => column > 270 && column < 285 && row > 20 && row < 150],
    ['the frame of a colour box', (row, column) => Math.abs(row - 40) < 1 || Math.abs(column - 60 - 0.3 * row) < 1],
    ['a pointer', (row, column) => Math.abs(column - 100) + Math.abs(row - 100) < 5],
  ])('of %s', (_, lit) => {
    const picture = blank();
    for (const frame of picture.frames) for (let i = 0; i < frame.length; i++) if (lit(Math.floor(i / picture.columns), i % picture.columns)) frame[i] = 200;
    expect(findText(picture.frames, picture, false)).toEqual([]);
  });

  test('in noise on a single frame, however many parts it has', () => {
    const random = new Random(3);
    for (const grain of [1, 3]) {
      const coarse = Uint8Array.from({ length: 300 * 300 }, () => random.integer(0, 255));
      const side = 300 * grain;
      const noise = Uint8Array.from({ length: side * side }, (_, i) => coarse[Math.floor(Math.floor(i / side) / grain) * 300 + Math.floor((i % side) / grain)]);
      expect(findText([noise], { rows: side, columns: side }, false)).toEqual([]);
    }
  });

  test('of letters that come and go', () => {
    const picture = blank();
    write({ ...picture, frames: picture.frames.slice(0, 1) }, 'FROZEN', { x: 40, y: 40, size: 18 });
    expect(findText(picture.frames, picture, false)).toEqual([]);
  });
});

const folder = fileURLToPath(new URL('../../../shared/data/echo-dicom/', import.meta.url));
// Skipped where the real loops are not at hand: they may not be copied into the project.
test.skipIf(!existsSync(folder))('on real loops rows of text are found, and none within the sector', async () => {
  const boxesOf = async (name: string) => {
    const instance = await readInstance(readFileSync(folder + name), name);
    return findText(Array.from({ length: instance.numberOfFrames }, (_, i) => instance.decode(i + 1).values), instance, instance.lossy);
  };
  const apical = await boxesOf('examples_ybr_color.dcm');
  // "Gen THI" and "Crd", in letters of six pixels.
  for (const [x, y] of [[20, 18], [309, 18]]) expect(apical.some(({ x0, y0, x1, y1 }) => x >= x0 && x <= x1 && y >= y0 && y <= y1)).toBe(true);
  expect(apical.filter(({ x0, x1, y1 }) => x1 > 75 && x0 < 285 && y1 > 20 && y1 < 225)).toEqual([]);
  const colour = await boxesOf('US-PAL-8-10x-echo');
  // The date and the time of the examination, and the line of the patient's number.
  for (const [x, y] of [[30, 35], [40, 49], [12, 119]]) expect(colour.some(({ x0, y0, x1, y1 }) => x >= x0 && x <= x1 && y >= y0 && y <= y1)).toBe(true);
  expect(colour.filter(({ x0, x1 }) => x1 > 150 && x0 < 530)).toEqual([]);
});
