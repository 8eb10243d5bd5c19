import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readLabelledFrames } from '../../../src/analysis/read-labelled-frames.ts';
import type { Pixels } from '../../../src/dicom/study.ts';
import { echo } from '../../../src/modalities/echo/index.ts';
import { loadOrientationNetwork } from '../../../src/modalities/echo/networks.ts';
import { looksReversed, mirrored } from '../../../src/modalities/echo/reversed.ts';
import { lookNames } from '../../../src/phantom/echo-study.ts';
import { loopInMemory, plainLoop } from './drawn-loop.ts';
import { framesOf, simulatedLoop } from './simulated-loop.ts';

const loops = lookNames.map((look, i) => simulatedLoop({ kind: (['normal', 'amyloid', 'dilated', 'hypertrophic'] as const)[i % 4], look, framesPerSecond: 45, seed: 400 + i }));

test('digital patients are told by looks of scanners that taught nothing, seen either way', async () => {
  const network = (await loadOrientationNetwork())!;
  for (const loop of loops) expect([await looksReversed(network, framesOf(loop)), await looksReversed(network, framesOf(loop).map(mirrored))]).toEqual([false, true]);
});

const stills = fileURLToPath(new URL('../../../../shared/data/camus/valid', import.meta.url));
test.skipIf(!existsSync(stills))('stills of patients who trained nothing are told either way (skipped where the stills are missing)', async () => {
  const network = (await loadOrientationNetwork())!;
  for (const { rows, columns, grey, spacingMm } of readLabelledFrames(stills).frames) {
    const frame = { rows, columns, grey, pixelAspect: spacingMm[0] / spacingMm[1] };
    expect([await looksReversed(network, [frame]), await looksReversed(network, [mirrored(frame)])]).toEqual([false, true]);
  }
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

