import { describe, expect, test } from 'vitest';
import type { ImageInstance, UltrasoundRegion } from '../../../src/dicom/study.ts';
import { fillRings } from '../../../src/image/fill-rings.ts';
import { checkText, findBurnedInText } from '../../../src/modalities/echo/burned-in-text.ts';
import { echo } from '../../../src/modalities/echo/index.ts';
import { findSector } from '../../../src/modalities/echo/sector.ts';
import { textRings } from '../../../src/report/text-rings.ts';
import { drawnFrames, loopInMemory, plainLoop } from './drawn-loop.ts';

const [ROWS, COLUMNS, LEFT] = [300, 480, 140];
const heart = { ...plainLoop, frames: 30 };

/** A drawn loop with a margin of screen at its left, and text on both. */
function screen(regions: readonly UltrasoundRegion[], texts: readonly (readonly [text: string, x: number, y: number])[]): ImageInstance {
  const ink = texts.map(([text, x, y]) => fillRings(textRings(text, x, y, 14, 'regular'), ROWS, COLUMNS, 4));
  const frames = drawnFrames(heart).map(({ values }) => {
    const picture = new Uint8Array(ROWS * COLUMNS);
    for (let row = 0; row < ROWS; row++) for (let column = 0; column < 300; column++) picture[row * COLUMNS + LEFT + column] = values[row * 300 + column];
    for (const one of ink) for (let i = 0; i < one.length; i++) picture[i] = Math.max(picture[i], one[i]);
    return { rows: ROWS, columns: COLUMNS, values: picture };
  });
  return loopInMemory(heart, { rows: ROWS, columns: COLUMNS, decode: (frame) => frames[frame - 1] }, { regions });
}

const sectorRegion: UltrasoundRegion = { dataType: 'tissue', x0: LEFT, y0: 0, x1: LEFT + 300, y1: ROWS, inside: true, spacingMm: [0.6, 0.6] };
const name = ['DUPONT^MARIE', 8, 30] as const;
const rate = ['72 bpm', LEFT + 200, 30] as const;
function found(instance: ImageInstance) {
  const decoded = [1, 8, 15, 22].map((frame) => instance.decode(frame));
  const text = findBurnedInText(instance, decoded);
  return { text, told: checkText(text, instance, findSector(instance, decoded)!) };
}

describe('text on the screen of a loop', () => {
  test('beside the stated sector is located and not spoken of', () => {
    const { text, told } = found(screen([sectorRegion], [name]));
    expect(text).toHaveLength(1);
    expect(text[0].x1).toBeLessThan(LEFT);
    expect(told).toEqual([]);
  });

  test('inside the stated sector is told, with its places', () => {
    const { text, told } = found(screen([sectorRegion], [name, rate]));
    expect(text).toHaveLength(2);
    expect(told).toMatchObject([{ code: 'textInSector', severity: 'information', parameters: { count: 1, places: expect.stringMatching(/^x 3\d\d–3\d\d, y \d+–\d+$/) } }]);
  });

  test('is told wherever it stands when no region is stated', () =>
    expect(found(screen([], [name, rate])).told).toMatchObject([{ code: 'textOnPicture', parameters: { count: 2 } }]));

  test('of more than four places is named by the first four', () => {
    const texts = [20, 60, 100, 140, 180, 220].map((y) => ['ID 4711', 8, y] as const);
    const [{ parameters: { count, places } }] = found(screen([], texts)).told;
    expect([count, String(places).split('; ').length, String(places).endsWith('; …')]).toEqual([6, 5, true]);
  });

  test('refuses nothing, and all its rectangles stand in the analysis', async () => {
    const { analysis } = await echo.analyse([screen([sectorRegion], [name, rate])], 'none');
    expect(analysis.quality.status).not.toBe('refused');
    expect(analysis.quality.findings.map(({ code }) => code)).toContain('textInSector');
    expect(analysis.sortedLoops?.[0].burnedInText).toHaveLength(2);
    expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis);
  }, 60_000);
});
