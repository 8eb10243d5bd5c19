import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { fixturePath, references } from './fixture.ts';

const source = `
import { parentPort, workerData } from 'node:worker_threads';
import { readFileSync } from 'node:fs';
const { readInstance } = await import(workerData.module);
const sums = [];
for (const path of workerData.paths) {
  const scan = await readInstance(readFileSync(path), path);
  sums.push(scan.decode(2).values.reduce((sum, value) => sum + value, 0));
}
parentPort.postMessage(sums);`;

const names = ['rle.dcm', 'jpeg-lossless-70.dcm', 'jpeg-ls-80.dcm', 'jpeg-2000-90.dcm', 'htj2k-201.dcm', 'jpeg-extended-51-12-bit.dcm'];

function sumsInWorker(): Promise<number[]> {
  const workerData = { module: new URL('../../src/dicom/read-instance.ts', import.meta.url).href, paths: names.map(fixturePath) };
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), { workerData });
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject)).finally(() => worker.terminate()) as Promise<number[]>;
}

test('codecs decode in several worker threads at once', async () => {
  const expected = names.map((name) => references[name].sums[1]);
  expect(await Promise.all([sumsInWorker(), sumsInWorker()])).toEqual([expected, expected]);
}, 30_000);
