import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dicomwebPacs } from '../../src/dicom/network/dicomweb-pacs.ts';
import { dimsePacs } from '../../src/dicom/network/dimse-pacs.ts';
import type { Pacs } from '../../src/dicom/network/pacs.ts';
import { writeManyObjects, type MadeSeries } from '../dicom/network/many-objects.ts';
import { startJobWorker } from '../../src/analysis/job-worker.ts';
import { openDatabase } from '../../src/store/connection.ts';
import { findJob } from '../../src/store/jobs.ts';
import { openTaskQueue } from '../../src/store/task-queue.ts';
import { runCommand } from './run-command.ts';
import { writeSmallCohort } from './small-cohort.ts';

const program = fileURLToPath(new URL('../../bin/amyloscope.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'amyloscope-listen-'));
let made: MadeSeries;
let child: ChildProcess | null = null;

beforeAll(() => {
  made = writeManyObjects(join(folder, 'made'), 40);
  writeFileSync(join(folder, 'token'), 'secret\n');
});
afterAll(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** A listener in a process of its own. @returns what it has said so far, and how to send to it. */
async function listen(out: string, ...more: string[]): Promise<{ said: () => string; dimse: Pacs; web: Pacs; process: ChildProcess }> {
  child = spawn(process.execPath, [program, 'pacs', 'listen', '--port', '0', '--web-port', '0', '--token-file', join(folder, 'token'), '--out', out, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout!.on('data', (piece: Buffer) => void (said += piece.toString()));
  await expect.poll(() => said, { timeout: 30_000 }).toMatch(/STOW-RS .*\/studies\n/);
  const [, port] = said.match(/port (\d+)/)!;
  const [, webPort] = said.match(/:(\d+)\/studies/)!;
  return {
    said: () => said, process: child,
    dimse: dimsePacs({ host: '127.0.0.1', port: Number(port), aeTitle: 'AMYLOSCOPE', callingAeTitle: 'CAMERA', trusted: null, silenceMs: 5000 }, null),
    web: dicomwebPacs({ url: `http://127.0.0.1:${webPort}`, authorization: 'Bearer secret', trusted: null, silenceMs: 5000 }),
  };
}

test('objects sent by C-STORE and by STOW-RS are received, and the end of their series is told', async () => {
  const out = join(folder, 'both');
  const { said, dimse, web, process } = await listen(out, '--quiet', '1', '--language', 'fr');
  await dimse.echo();
  await dimse.push(made.paths.slice(0, 20), async ({ refusal }) => expect(refusal).toBeNull());
  await web.push(made.paths.slice(20), async ({ refusal }) => expect(refusal).toBeNull());
  const inside = join(out, made.studyInstanceUid, made.seriesInstanceUid);
  for (const [i, path] of made.paths.entries()) expect(readFileSync(join(inside, `1.2.826.0.1.21.3.${i}.dcm`)).equals(readFileSync(path))).toBe(true);
  await expect.poll(said, { timeout: 10_000 }).toContain(`finie      ${made.seriesInstanceUid} : 40 objets`);
  process.kill('SIGINT');
  expect(await once(process, 'exit')).toEqual([0, null]);
});

test('a received study is analysed once it has ended, by whoever works on the same store', async () => {
  const [out, store, scans] = ['received', 'store', 'scans'].map((name) => join(folder, name));
  writeSmallCohort(scans, 1);
  const sent = readdirSync(join(scans, 'scans'), { recursive: true, withFileTypes: true }).flatMap((one) => (one.name.endsWith('.dcm') ? [join(one.parentPath, one.name)] : []));
  const { said, dimse, process } = await listen(out, '--quiet', '1', '--analyse', '--store', store);
  await dimse.push(sent, async ({ refusal }) => expect(refusal).toBeNull());
  await expect.poll(said, { timeout: 20_000 }).toMatch(/analysis +of study [\d.]+: job /);
  const [, jobId] = said().match(/job ([-0-9a-f]{36})/)!;
  const home = await openDatabase({ folder: store });
  const queue = await openTaskQueue(home);
  const worker = await startJobWorker({ home, queue, folders: { files: join(folder, 'files'), makeCohort: () => { throw new Error('no demonstration'); } }, workers: 1 });
  await expect.poll(async () => (await findJob(home.client, jobId))?.state, { timeout: 40_000 }).toBe('done');
  expect(await findJob(home.client, jobId)).toMatchObject({ kind: 'analyseReceived', analysed: 1, refused: 0 });
  await queue.close();
  await worker.close();
  await home.leave();
  process.kill('SIGINT');
  expect(await once(process, 'exit')).toEqual([0, null]);
}, 90_000);

test.each(['dimse', 'web'] as const)('a listener killed while it receives by %s has every object it acknowledged, and no half one', async (protocol) => {
  const out = join(folder, `killed-${protocol}`);
  const acknowledged: string[] = [];
  for (const round of [0, 1, 2]) {
    const listener = await listen(out);
    await listener[protocol].push(made.paths, async ({ path, refusal }) => {
      if (refusal === null) acknowledged.push(path);
      if (acknowledged.length >= 5 + 3 * round) listener.process.kill('SIGKILL');
    }).catch(({ code }) => expect(code).toBe('peerFailed'));
    if (listener.process.exitCode === null && listener.process.signalCode === null) await once(listener.process, 'exit');
  }
  const inside = join(out, made.studyInstanceUid, made.seriesInstanceUid);
  for (const path of acknowledged) expect(existsSync(join(inside, `1.2.826.0.1.21.3.${made.paths.indexOf(path)}.dcm`))).toBe(true);
  const whole = new Set(made.paths.map((path) => readFileSync(path).toString('latin1')));
  expect(readdirSync(inside).filter((name) => !whole.has(readFileSync(join(inside, name)).toString('latin1')))).toEqual([]);
});

test('what would open a door to everybody is refused, and so is a site file that is not understood', async () => {
  expect(await runCommand(['pacs', 'listen', '--host', '0.0.0.0'], 'fr')).toMatchObject({ code: 2, messages: expect.stringContaining('--allow doit nommer les expéditeurs') });
  const path = join(folder, 'site.json');
  const refusalOf = async (content: string) => {
    writeFileSync(path, content);
    return runCommand(['pacs', 'echo', 'pacs', '--site', path]);
  };
  expect(await refusalOf('no json')).toMatchObject({ code: 2, messages: expect.stringContaining('is not JSON') });
  expect(await refusalOf('{"aeTitle":"A","nodes":{"pacs":{"protocol":"ftp"}}}')).toMatchObject({ code: 2, messages: expect.stringContaining('/nodes/pacs') });
  expect(await refusalOf('{"aeTitle":"A","nodes":{}}')).toMatchObject({ code: 2, messages: expect.stringContaining('names no system "pacs"') });
  expect(await runCommand(['pacs', 'echo', 'pacs', '--site', join(folder, 'none.json')])).toMatchObject({ code: 2, messages: expect.stringContaining('cannot be read') });
});
