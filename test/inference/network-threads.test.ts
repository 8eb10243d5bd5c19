import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { networkInThreads } from '../../src/inference/network-threads.ts';
import { loadNetwork } from '../../src/inference/onnx-network.ts';
import { randomSource } from '../../src/statistics/random-source.ts';

const shape = [1, 256, 256] as const;

function picture(seed: number): Float32Array {
  const random = randomSource(seed);
  return Float32Array.from({ length: 256 * 256 }, () => random.uniform());
}

test('runs asked for at once give to the last digit what the same network gives on this thread, each its own', async () => {
  const [threaded, direct] = [networkInThreads('echo-apical'), await loadNetwork('echo-apical')];
  expect(threaded.card).toEqual(direct.card);
  const found = await Promise.all([1, 2, 3, 4, 5].map((seed) => threaded.run(picture(seed), shape)));
  for (const [i, { outlines }] of found.entries()) expect(outlines).toEqual((await direct.run(picture(i + 1), shape))['outlines']);
});

test('a model that is not installed is refused before any thread is asked', () => {
  expect(() => networkInThreads('no-such-model')).toThrow('No model named no-such-model is installed');
});

test('an input of a shape the network does not take is an error, and the next run is done', async () => {
  const threaded = networkInThreads('echo-apical');
  await expect(threaded.run(new Float32Array(16), [1, 4, 5])).rejects.toThrow('could not be run');
  expect(Object.keys(await threaded.run(picture(1), shape))).toEqual(['outlines']);
});

test('idle threads keep no process from ending', () => {
  const script = `
    import { networkInThreads } from ${JSON.stringify(new URL('../../src/inference/network-threads.ts', import.meta.url).href)};
    const { outlines } = await networkInThreads('echo-apical').run(new Float32Array(256 * 256), [1, 256, 256]);
    console.log(outlines.length);`;
  const { stdout, status } = spawnSync(process.execPath, ['--eval', script], { encoding: 'utf8', timeout: 60_000 });
  expect([stdout.trim(), status]).toEqual([String(4 * 256 * 256), 0]);
});
