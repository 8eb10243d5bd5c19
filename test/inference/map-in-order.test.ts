import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inBatches, mapInOrder } from '../../src/inference/map-in-order.ts';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

test('results come in the order of the items, whichever is ready first', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 20 }), fc.integer({ min: 1, max: 8 }), async (delays, limit) => {
      const work = async (delay: number) => (await sleep(delay), delay);
      expect(await all(mapInOrder(delays, limit, work))).toEqual(delays);
    }),
    { seed: 7, numRuns: 20 },
  ));

test('no more items are under way at once than allowed', async () => {
  let underWay = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, (underWay += 1));
    await sleep(1);
    underWay -= 1;
  };
  await all(mapInOrder(Array.from({ length: 30 }), 4, work));
  expect(most).toBe(4);
});

test('a failure is thrown in its turn, after the results before it', async () => {
  const seen: number[] = [];
  const take = async () => {
    for await (const value of mapInOrder([1, 2, 3], 3, async (item) => (item === 2 ? Promise.reject(new Error('two')) : item))) seen.push(value);
  };
  await expect(take()).rejects.toThrow('two');
  expect(seen).toEqual([1]);
});

test('batches have the size asked for, the last one what is left', async () => {
  const items = async function* () {
    yield* [1, 2, 3, 4, 5];
  };
  expect(await all(inBatches(items(), 2))).toEqual([[1, 2], [3, 4], [5]]);
});
