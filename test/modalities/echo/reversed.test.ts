import { expect, test } from 'vitest';
import type { Pixels } from '../../../src/dicom/study.ts';
import { echo } from '../../../src/modalities/echo/index.ts';
import { loadEchoNetwork } from '../../../src/modalities/echo/networks.ts';
import { looksReversed, mirrored } from '../../../src/modalities/echo/reversed.ts';
import { lookNames } from '../../../src/phantom/echo-study.ts';
import { loopInMemory, plainLoop } from './drawn-loop.ts';
import { framesOf, simulatedLoop } from './simulated-loop.ts';

const loops = lookNames.map((look, i) => simulatedLoop({ kind: (['normal', 'amyloid', 'dilated', 'hypertrophic'] as const)[i % 4], look, framesPerSecond: 45, seed: 400 + i }));

// Digital hearts lie in even surroundings and tell less of left and right than patients do: on stills of CAMUS all were told.
test('no digital patient seen the right way round is taken to be reversed, on any look of scanner', async () => {
  const network = await loadEchoNetwork();
  for (const loop of loops) expect(await looksReversed(network, framesOf(loop))).toBe(false);
});

test('a reversed loop is told, and its segments bear the names of the walls they are of', async () => {
  const [loop] = loops;
  const depth = loop.spacingMm[0] * loop.rows;
  const instanceOf = (turned: boolean) => {
    const frames = framesOf(loop).map((frame): Pixels => ({ ...(turned ? mirrored(frame) : frame), values: Uint8Array.from((turned ? mirrored(frame) : frame).grey) }));
    const shape = { ...plainLoop, rows: loop.rows, columns: loop.columns, frames: frames.length, frameMs: 1000 / 45, rate: loop.rate };
    const region = { dataType: 'tissue', x0: 0, y0: 0, x1: loop.columns, y1: loop.rows, inside: true, spacingMm: [depth / loop.rows, depth / loop.rows] } as const;
    return loopInMemory(shape, { decode: (frame) => frames[frame - 1] }, { view: 'a4c', regions: [region] });
  };
  const [plain, turned] = [(await echo.analyse([instanceOf(false)], 'none')).analysis, (await echo.analyse([instanceOf(true)], 'none')).analysis];
  const codes = [plain, turned].map(({ quality }) => quality.findings.some(({ code }) => code === 'leftRightReversed'));
  expect(codes).toEqual([false, true]);
  const [own, other] = [plain, turned].map(({ bullsEye }) => [3, 9, 15, 18, 12, 6].map((place) => bullsEye!.segments[place - 1]!));
  // The same walls: what is left is how the turned picture was outlined.
  const apart = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
  expect(apart(own, other)).toBeLessThan(apart(own, other.toReversed()));
});

