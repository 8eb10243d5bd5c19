import { describe, expect, test } from 'vitest';
import { findBeats } from '../../../src/modalities/echo/beats.ts';

/** Area of a beating ventricle: largest at each R wave, smallest 320 ms later, of beats of 900 ms. */
function areasOf(times: readonly number[], beatMs = 900, noise = 0): number[] {
  return times.map((time, i) => {
    const phase = ((time % beatMs) + beatMs) % beatMs;
    const share = phase < 320 ? (1 - Math.cos((Math.PI * phase) / 320)) / 2 : (1 + Math.cos((Math.PI * (phase - 320)) / (beatMs - 320))) / 2;
    return 3000 - 1400 * share + noise * Math.sin(97 * i * i);
  });
}
const timesOf = (frames: number, step: number, from = 0) => Array.from({ length: frames }, (_, i) => from + i * step);

describe('a loop of whole beats', () => {
  test.each([20, 33, 50])('at %d ms a frame gives every beat to within a frame', (step) => {
    const times = timesOf(Math.ceil(2700 / step), step);
    const beats = findBeats(areasOf(times), times, []);
    expect(beats).toHaveLength(3);
    beats.forEach(({ diastole, systole }, i) => {
      expect(Math.abs(times[diastole] - 900 * i)).toBeLessThanOrEqual(step);
      expect(Math.abs(times[systole] - (900 * i + 320))).toBeLessThanOrEqual(step);
    });
  });

  test('with noisy areas gives the same beats', () => {
    const times = timesOf(90, 30);
    expect(findBeats(areasOf(times, 900, 120), times, [])).toHaveLength(3);
  });

  test('with frames that show no ventricle bridges them', () => {
    const times = timesOf(60, 30);
    const areas = areasOf(times).map((area, i) => (i % 7 === 3 ? NaN : area));
    expect(findBeats(areas, times, [])).toHaveLength(2);
  });

  test('with R waves takes them for end-diastole', () => {
    const times = timesOf(60, 30);
    const [, second] = findBeats(areasOf(times), times, [0, 870]);
    expect(Math.abs(times[second.diastole] - 870)).toBeLessThanOrEqual(60);
  });

  test('without times takes the usual 33 ms', () => expect(findBeats(areasOf(timesOf(54, 33)), null, [])).toHaveLength(2));
});

test('a loop that begins in systole has its end-diastole after end-systole', () => {
  const times = timesOf(30, 33);
  const [beat] = findBeats(areasOf(timesOf(30, 33, 150)), times, []);
  expect(beat.diastole).toBeGreaterThan(beat.systole);
});

test.each([
  ['a still heart', timesOf(30, 33).map(() => 2000)],
  ['no ventricle at all', timesOf(30, 33).map(() => NaN)],
  ['a ventricle that only fills', timesOf(10, 33).map((time) => 1500 + time)],
])('%s has no beat', (_, areas) => expect(findBeats(areas, timesOf(areas.length, 33), [])).toEqual([]));
