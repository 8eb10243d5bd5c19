/**
 * Speed of bringing files and of jobs that workers share, and what a killed worker costs.
 *
 * Usage: script/bench jobs [--patients 100] [--megabytes 500]
 * Digital patients are brought over HTTP on this computer, one file after the other and four side by side; then the same files
 * are screened as a job by one worker process of one thread, by two, and by two of which one is killed in the middle. Each has a
 * store of its own.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeCohort } from '../src/phantom/write-cohort.ts';
import { openDatabase } from '../src/store/connection.ts';
import { addJob, findJob } from '../src/store/jobs.ts';
import { openTaskQueue } from '../src/store/task-queue.ts';
import { headersOf, signIn, startServer } from '../test/server/running-server.ts';

const { values: options } = parseArgs({ options: { patients: { type: 'string', default: '100' }, megabytes: { type: 'string', default: '500' } } });
const folder = mkdtempSync(join(tmpdir(), 'amyloscope-bench-'));
const program = fileURLToPath(new URL('../test/server/work-in-process.ts', import.meta.url));
const secondsSince = (start: number): number => (performance.now() - start) / 1000;

await writeCohort({ count: Number(options.patients), seed: 1, out: folder });
const scans = join(folder, 'dicom');
const files = readdirSync(scans, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
console.log(`${options.patients} digital patients in ${files.length} files`);
await bring();
for (const [workers, killed] of [[1, false], [2, false], [2, true]] as const) await screen(workers, killed);
rmSync(folder, { recursive: true });

async function bring(): Promise<void> {
  const running = await startServer([]);
  const address = await running.server.listen({ port: 0, host: '127.0.0.1' });
  const headers = headersOf(await signIn(running.server, 'analyst'));
  for (const sideBySide of [1, 4]) {
    const { id } = await (await fetch(`${address}/api/uploads`, { method: 'POST', headers })).json() as { id: string };
    const left = files.map((file, i) => ({ name: `${sideBySide}/${i}`, bytes: new Uint8Array(readFileSync(file)) }));
    const bytes = left.reduce((total, one) => total + one.bytes.length, 0);
    const start = performance.now();
    await Promise.all(Array.from({ length: sideBySide }, async () => {
      for (let one = left.pop(); one; one = left.pop()) await put(`${address}/api/uploads/${id}/files?path=${one.name}`, headers, one.bytes);
    }));
    const seconds = secondsSince(start);
    console.log(`brought ${sideBySide} at a time: ${(files.length / seconds).toFixed(0)} files/s, ${(bytes / seconds / 1e6).toFixed(0)} MB/s`);
  }
  const { id } = await (await fetch(`${address}/api/uploads`, { method: 'POST', headers })).json() as { id: string };
  const large = new Uint8Array(randomBytes(Number(options.megabytes) * 1e6));
  const start = performance.now();
  await put(`${address}/api/uploads/${id}/files?path=large`, headers, large);
  console.log(`brought one file of ${options.megabytes} MB: ${(large.length / secondsSince(start) / 1e6).toFixed(0)} MB/s`);
  await running.stop();
}

async function put(url: string, headers: Record<string, string>, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const answer = await fetch(url, { method: 'PUT', headers: { ...headers, 'content-type': 'application/octet-stream' }, body });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}

async function screen(workers: number, killed: boolean): Promise<void> {
  const store = join(folder, `store-${workers}-${killed}`);
  const home = await openDatabase({ folder: store });
  const queue = await openTaskQueue(home);
  const children = await Promise.all(Array.from({ length: workers }, () => startWorker(store)));
  const start = performance.now();
  const jobId = await addJob(home.client, queue, { kind: 'screenArchive', user: 'bench', input: { paths: [scans] } });
  let job = await findJob(home.client, jobId);
  let isKilled = !killed;
  while (job?.state !== 'done') {
    if (job?.state === 'failed') throw new Error(String(job.failure));
    if (!isKilled && job && job.done > files.length / 3) isKilled = children[0].kill('SIGKILL');
    await sleep(20);
    job = await findJob(home.client, jobId);
  }
  const { rows: [{ images, analyses }] } = await home.client.query('select count(distinct images_hash)::integer as images, count(*)::integer as analyses from amyloscope.analysis');
  const seconds = secondsSince(start);
  console.log(`${workers} ${workers === 1 ? 'worker' : 'workers'}${killed ? ', one killed after a third' : ''}: ${seconds.toFixed(1)} s, ${(job.analysed / seconds).toFixed(0)} scans/s; ${analyses} analyses of ${images} scans`);
  for (const child of children) child.kill('SIGKILL');
  await queue.close();
  await home.leave();
}

async function startWorker(store: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program, store], { stdio: ['ignore', 'pipe', 'inherit'] });
  for (let said = ''; !said.includes('ready');) said += String((await once(child.stdout, 'data'))[0]);
  return child;
}
