import { expect, test } from 'vitest';
import { severalAtOnce } from '../../src/inference/several-at-once.ts';

test('answers come in the order of the items, whichever is ready first', async () => {
  const late = (ms: number) => new Promise<number>((resolve) => setTimeout(() => resolve(ms), ms));
  expect(await severalAtOnce([30, 1, 15, 5], 3, late)).toEqual([30, 1, 15, 5]);
});

test('never are more worked on than are allowed, and all are', async () => {
  let [now, most, done] = [0, 0, 0];
  await severalAtOnce(Array.from({ length: 20 }), 4, async () => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setImmediate(resolve));
    now--;
    done++;
  });
  expect([most, done]).toEqual([4, 20]);
});

test('nothing to do is done at once', async () => {
  expect(await severalAtOnce([], 4, () => Promise.reject(new Error('never asked')))).toEqual([]);
});

test('what a piece of work throws is thrown', async () => {
  await expect(severalAtOnce([1, 2], 2, async (item) => { if (item === 2) throw new Error('the second'); })).rejects.toThrow('the second');
});
