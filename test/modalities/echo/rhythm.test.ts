import { describe, expect, test } from 'vitest';
import { chooseBeats, rhythmFindings } from '../../../src/modalities/echo/rhythm.ts';
import { echo } from '../../../src/modalities/echo/index.ts';
import { loopInMemory, plainLoop } from './drawn-loop.ts';

const FRAME_MS = 20;

/** Beats of given lengths, ms, one after the other. */
function loopOf(lengths: readonly number[]) {
  const starts = lengths.reduce<readonly number[]>((all, length) => [...all, all[all.length - 1] + length], [0]);
  const beats = lengths.map((_, i) => ({ diastole: starts[i] / FRAME_MS, systole: starts[i] / FRAME_MS + 16 }));
  return { beats, starts, times: Array.from({ length: starts[starts.length - 1] / FRAME_MS + 1 }, (_, i) => i * FRAME_MS) };
}
const chosen = (lengths: readonly number[], fromEcg = true) => {
  const { beats, starts, times } = loopOf(lengths);
  return { ...chooseBeats(beats, times, fromEcg ? starts : []), all: beats };
};

describe('beats that are measured', () => {
  test('are two of a regular heart, also where lengths differ by a few frames', () => {
    for (const lengths of [[800, 800, 800, 800], [800, 840, 780, 820, 800]]) {
      const { beats, all, ...rest } = chosen(lengths);
      expect([beats, rest.irregular, rest.leftOut]).toEqual([all.slice(0, 2), null, 0]);
    }
  });

  test('a premature beat and the one behind it are left out', () => {
    const { beats, all, irregular, leftOut } = chosen([800, 800, 520, 1100, 800, 800]);
    // The third beat is cut short by the fourth, which is premature; the fifth comes behind its pause.
    expect(beats).toEqual([all[0], all[1], all[2], all[5]]);
    expect([irregular, leftOut]).toEqual([{ shortestMs: 520, longestMs: 1100 }, 2]);
  });

  test('five are averaged in atrial fibrillation, where hardly one is usual', () => {
    const { beats, all, irregular } = chosen([620, 980, 560, 1100, 700, 1240, 600, 900]);
    expect(beats).toEqual(all.slice(0, 5));
    expect(irregular).not.toBeNull();
  });

  test('lengths are those between end-diastoles where the file has no R waves', () =>
    expect(chosen([800, 800, 520, 1100, 800, 800], false).irregular).toEqual({ shortestMs: 520, longestMs: 1100 }));

  test('of one or two beats nothing is said of the rhythm', () => {
    for (const lengths of [[800], [600, 1100]]) expect(chosen(lengths, false).irregular).toBeNull();
  });

  test('a reader is told', () => {
    const found = rhythmFindings(chosen([800, 800, 520, 1100, 800, 800]));
    expect(found.map(({ code, parameters }) => [code, parameters])).toEqual([['irregularRhythm', { shortest: 520, longest: 1100, beats: 4 }], ['prematureBeats', { count: 2 }]]);
  });
});

test('a loop of irregular beats is measured on five of them, with how far they lie apart', async () => {
  const loop = loopInMemory({ ...plainLoop, frames: 150, beatsMs: [800, 1000, 640, 1160, 720, 1100] });
  const { analysis } = await echo.analyse([loop], 'none');
  expect(analysis.quality.findings.map(({ code }) => code)).toContain('irregularRhythm');
  const fraction = analysis.measurements.find(({ quantity }) => quantity === 'leftVentricularEjectionFraction')!;
  expect(fraction.method.parameters).toMatchObject({ beats: 5, betweenBeatsSd: expect.any(Number) });
});
