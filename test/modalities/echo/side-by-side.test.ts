import { expect, test } from 'vitest';
import { showsTwoSectors } from '../../../src/modalities/echo/side-by-side.ts';

const [ROWS, COLUMNS] = [100, 200];
type Fan = { readonly apex: number; readonly slope?: number; readonly dark?: boolean };

/** Frames whose fans change everywhere but in a dark strip down the middle, where asked. @param still a block that does not change. */
function screen(fans: readonly Fan[], still: readonly [from: number, to: number] = [0, 0]) {
  return [0, 1, 2].map((k) => ({
    rows: ROWS, columns: COLUMNS, pixelAspect: 1,
    grey: Uint8Array.from({ length: ROWS * COLUMNS }, (_, i) => {
      const [row, column] = [Math.floor(i / COLUMNS), i % COLUMNS];
      if (row < 10 && column >= still[0] && column < still[1]) return 200;
      const inFan = fans.some(({ apex, slope = 0.6, dark = false }) => {
        const aside = Math.abs(column - apex);
        return aside <= 3 + slope * row && !(dark && row > 4 && aside < 0.4 * row);
      });
      return inFan ? 40 + ((i * 7 + 30 * k) % 90) : 0;
    }),
  }));
}

test('two fans side by side are told', () => expect(showsTwoSectors(screen([{ apex: 50 }, { apex: 150 }]))).toBe(true));
test('one fan is one, in the middle or to a side', () => expect([100, 60].map((apex) => showsTwoSectors(screen([{ apex, slope: 0.9 }])))).toEqual([false, false]));
test('a dark cavity that parts the head of a fan makes no second one', () => expect(showsTwoSectors(screen([{ apex: 100, slope: 0.9, dark: true }]))).toBe(false));
test('text beside a fan is no fan, since it stands still', () => expect(showsTwoSectors(screen([{ apex: 150 }], [10, 60]))).toBe(false));
