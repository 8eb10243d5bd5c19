import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { Analysis } from '../../src/modalities/modality.ts';
import { runCommand } from '../cli/run-command.ts';
import { openDatabase } from '../../src/store/connection.ts';
import { addJob, findJob } from '../../src/store/jobs.ts';
import { scansOf } from '../../src/store/patients.ts';
import { openTaskQueue } from '../../src/store/task-queue.ts';

/** Making a study takes some ten seconds of a free core, reading it twice as long, and more on a busy one. */
const patience = 300_000;
const program = fileURLToPath(new URL('./work-in-process.ts', import.meta.url));
const modalities = new URL('../../src/modalities/index.ts', import.meta.url).href;
const folder = mkdtempSync(join(tmpdir(), 'amyloscope-calibration-'));
let worker: ChildProcess | null = null;
afterAll(() => {
  worker?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const suvOf = ({ measurements }: Analysis) => measurements.find(({ quantity }) => quantity === 'bloodSuvMean')!;

test('a job in a process of its own measures SUV of counts by what the site states of camera and syringe, as analyse does', async () => {
  const out = join(folder, 'cohort');
  await runCommand(['phantom', 'spect-ct', '--patients', '1', '--seed', '3', '--units', 'CNTS', '--matrix', '48', '--ct-matrix', '128', '--workers', '1', '--out', out]);
  const [{ corrected, ctFolder }] = JSON.parse(readFileSync(join(out, 'truth.json'), 'utf8')).studies as { corrected: string; ctFolder: string }[];
  const paths = [corrected, ctFolder].map((path) => join(out, path));
  const analysed = JSON.parse((await runCommand(['analyse', ...paths, '--sensitivity', '120', '--residual', '25', '--format', 'json'])).output) as Analysis;
  const home = await openDatabase({ folder: join(folder, 'home') });
  const queue = await openTaskQueue(home);
  worker = spawn(process.execPath, [program, join(folder, 'home'), modalities], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, AMYLOSCOPE_SPECT_SENSITIVITY: '120', AMYLOSCOPE_SPECT_RESIDUAL: '25' } });
  await once(worker.stdout!, 'data');
  const jobId = await addJob(home.client, queue, { kind: 'analyseReceived', user: 'reception', input: { paths } });
  while (!['done', 'failed'].includes((await findJob(home.client, jobId))?.state ?? '')) await sleep(200);
  const [{ analysis }] = await scansOf(home.client, analysed.study);
  expect(suvOf(analysis)).toEqual(suvOf(analysed));
  expect(suvOf(analysis)).toMatchObject({ status: 'measured', method: { parameters: { suvFrom: expect.stringContaining('residual of 25 MBq stated by the site') } } });
  const { rows } = await home.client.query<{ version: string }>('select version from amyloscope.method');
  expect(rows.map(({ version }) => version)).toEqual([expect.stringContaining(', sensitivity 120 Bq/mL, residual 25 MBq')]);
  await queue.close();
  await home.leave();
}, patience);
