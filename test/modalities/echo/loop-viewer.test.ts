import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInstance } from '../../../src/dicom/read-instance.ts';
import type { ImageInstance } from '../../../src/dicom/study.ts';
import { echo } from '../../../src/modalities/echo/index.ts';
import type { Analysis } from '../../../src/modalities/modality.ts';
import type { BeatReading, LoopView, OpenLoop } from '../../../src/modalities/viewer.ts';
import { writeEchoCohort } from '../../../src/phantom/echo-cohort.ts';

const viewer = echo.loops!;
const nothingDrawn = { diastolicCavity: null, systolicCavity: null, diastolicBorders: null, systolicBorders: null } as const;

describe('a simulated four-chamber loop, looked at again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-loop-'));
  let instance: ImageInstance;
  let analysis: Analysis;
  let view: LoopView;
  let opened: OpenLoop;
  beforeAll(async () => {
    const [{ files }] = (await writeEchoCohort({ out: folder, count: 1, seed: 3, kind: 'amyloid', look: 'plain', framesPerSecond: 32, workers: 1 })).records;
    instance = await readInstance(readFileSync(join(folder, files.a4c)), files.a4c);
    analysis = (await echo.analyse([instance], 'none')).analysis;
    opened = await viewer.open(instance);
    view = opened.view;
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const valueOf = ({ numbers }: BeatReading, quantity: string) => {
    const found = numbers.find((one) => one.quantity === quantity)?.result;
    if (found?.status !== 'measured') throw new Error(`${quantity} was not measured`);
    return found.value;
  };
  const cavityAt = (frame: number) => {
    const region = view.outlines.find(({ name, source }) => name === 'leftVentricle' && source.frame === frame);
    if (region?.shape !== 'polygon') throw new Error('no outline');
    return region.points;
  };

  test('every frame is there, no larger than a page shows', () => {
    expect(view.frames.length).toBe(view.rows * view.columns * instance.numberOfFrames);
    expect(Math.max(view.rows, view.columns)).toBeLessThanOrEqual(512);
    expect(view.frameTimesMs).toHaveLength(instance.numberOfFrames);
    expect(view.corrects).toBe('cavity');
  });

  test('every outlined frame has cavity, wall and atrium', () => {
    const frames = new Set(view.outlines.map(({ source }) => source.frame));
    for (const frame of frames) expect(view.outlines.filter(({ source }) => source.frame === frame).map(({ name }) => name)).toEqual(expect.arrayContaining(['leftVentricle', 'myocardium', 'leftAtrium']));
    expect(frames.size).toBe(instance.numberOfFrames);
  });

  test('a beat gives the numbers of the analysis when it is the only one', async () => {
    expect(view.beats).toHaveLength(1);
    const reading = await opened.readBeat({ ...view.beats[0], ...nothingDrawn });
    for (const { quantity, result } of reading.numbers) {
      const stored = analysis.measurements.find((one) => one.quantity === quantity);
      expect(stored?.status === 'measured' && result.status === 'measured' && Math.abs(stored.value - result.value)).toBeLessThan(1e-9);
    }
    expect(reading.curve).toEqual(analysis.strainCurves?.[0]);
  }, 20_000);

  test('the automatic outline drawn again by hand gives the same volume, one drawn a tenth smaller what a smaller cavity holds', async () => {
    const [beat] = view.beats;
    const automatic = await opened.readBeat({ ...beat, ...nothingDrawn });
    const ring = cavityAt(beat.diastole);
    const again = await opened.readBeat({ ...beat, ...nothingDrawn, diastolicCavity: ring });
    const [whole, same] = [automatic, again].map((one) => valueOf(one, 'leftVentricularEndDiastolicVolume'));
    expect(Math.abs(same / whole - 1)).toBeLessThan(0.05);
    // Narrower about its middle, as long as before: the discs shrink by the square.
    const middle = ring.reduce((sum, [x]) => sum + x, 0) / ring.length;
    const narrow = await opened.readBeat({ ...beat, ...nothingDrawn, diastolicCavity: ring.map(([x, y]) => [middle + 0.9 * (x - middle), y] as const) });
    expect(valueOf(narrow, 'leftVentricularEndDiastolicVolume') / same).toBeGreaterThan(0.78);
    expect(valueOf(narrow, 'leftVentricularEndDiastolicVolume') / same).toBeLessThan(0.84);
    expect(narrow.curve).toBeNull();
  }, 30_000);

  test('borders of the walls are refused on an apical view', async () => {
    await expect(opened.readBeat({ ...view.beats[0], ...nothingDrawn, systolicBorders: [[1, 1], [1, 2], [1, 3], [1, 4]] })).rejects.toThrow(/long axis alone/);
  });

  test('frames that the loop has not are refused', async () => {
    await expect(opened.readBeat({ diastole: 1, systole: 999, ...nothingDrawn })).rejects.toThrow(/no beat/);
  });
});
