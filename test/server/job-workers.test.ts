import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startJobWorker } from '../../src/analysis/job-worker.ts';
import { screenArchive } from '../../src/analysis/screen-archive.ts';
import { type Home, openDatabase, openStore } from '../../src/store/connection.ts';
import { addJob, findJob, type Job } from '../../src/store/jobs.ts';
import type { Screening } from '../../src/store/measurement-store.ts';
import { openTaskQueue, type TaskQueue } from '../../src/store/task-queue.ts';
import { installedPrograms, startInstalledPostgres } from '../store/installed-postgres.ts';
import { writeArchive, writeScan } from '../analysis/small-archive.ts';

const countsModality = new URL('../analysis/counts-modality.ts', import.meta.url).href;
const slowModality = new URL('./slow-modality.ts', import.meta.url).href;
const program = fileURLToPath(new URL('./work-in-process.ts', import.meta.url));
const scans = 2000;
/** Occurs in no UID of DICOM itself. */
const firstNumber = 3000;

const programs = installedPrograms();

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-workers-'));
const archive = join(folder, 'many');
const workers: ChildProcess[] = [];
beforeAll(() => writeManyScans(archive));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  for (const worker of workers.splice(0)) worker.kill('SIGKILL');
});

interface Place {
  readonly home: Home;
  readonly queue: TaskQueue;
  /** As a worker is told. */
  readonly store: string;
  readonly leave: () => Promise<void>;
}

async function enter(store: string): Promise<Place> {
  const home = await openDatabase(store.startsWith('postgresql:') ? { databaseUrl: store } : { folder: store });
  const queue = await openTaskQueue(home);
  return {
    home, queue, store,
    leave: async () => {
      await queue.close();
      await home.leave();
    },
  };
}

/** A worker, and how many tasks it has said to have done. */
async function startWorker({ store }: Place, modalitiesModule = countsModality): Promise<{ readonly child: ChildProcess; readonly tasks: () => number }> {
  const child = spawn(process.execPath, [program, store, modalitiesModule], { stdio: ['ignore', 'pipe', 'inherit'] });
  workers.push(child);
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  while (!said.includes('ready')) await once(child.stdout, 'data');
  return { child, tasks: () => said.split('task\n').length - 1 };
}

async function jobWhen({ home }: Place, jobId: string, reached: (job: Job) => boolean): Promise<Job> {
  for (;;) {
    const job = await findJob(home.client, jobId);
    if (job && (reached(job) || job.state === 'failed')) return job;
    await sleep(20);
  }
}

const startScreening = ({ home, queue }: Place, path: string) => addJob(home.client, queue, { kind: 'screenArchive', user: 'analyst', input: { paths: [path] } });

/** Scans by the thousand, which differ in their numbers alone. */
function writeManyScans(place: string): void {
  mkdirSync(place);
  writeScan(join(folder, 'pattern'), { number: firstNumber, counts: 150 });
  const pattern = readFileSync(join(folder, 'pattern'), 'latin1');
  for (let number = firstNumber; number < firstNumber + scans; number++) {
    const text = pattern.replaceAll(new RegExp(`(?<=[.P^])${firstNumber}`, 'g'), String(number));
    writeFileSync(join(place, `${number}.dcm`), text, 'latin1');
  }
}

/** @returns what came of it, once two workers did it of which one was killed when a third was done. */
async function screenWithOneKilled(place: Place): Promise<Job> {
  const { home } = place;
  const [first, second] = await Promise.all([startWorker(place), startWorker(place)]);
  const jobId = await startScreening(place, archive);
  await jobWhen(place, jobId, ({ done }) => done > scans / 3);
  const before = first.tasks();
  first.child.kill('SIGKILL');
  const job = await jobWhen(place, jobId, ({ state }) => state === 'done');
  expect(before).toBeGreaterThan(0);
  expect(second.tasks()).toBeGreaterThan(before);
  const { rows: [stored] } = await home.client.query(`select count(*)::integer as analyses, count(distinct images_hash)::integer as images, count(distinct patient_id)::integer as patients from amyloscope.analysis`);
  expect(stored).toEqual({ analyses: scans, images: scans, patients: scans });
  const { rows: [listed] } = await home.client.query('select count(*)::integer as files, count(distinct analysis_id)::integer as analyses from amyloscope.screening_file where screening_id = $1', [job.screeningId]);
  expect(listed).toEqual({ files: scans, analyses: scans });
  second.child.kill('SIGKILL');
  await once(second.child, 'exit');
  return job;
}

const whole = { state: 'done', total: scans, done: scans, analysed: scans, refused: 0, failure: null };

test(`two workers share ${scans} scans on the private server; one is killed in the middle, none is lost and none is done twice`, async () => {
  const place = await enter(join(folder, 'shared'));
  expect(await screenWithOneKilled(place)).toMatchObject(whole);
  await place.leave();
});

describe.runIf(programs)('on an installed PostgreSQL (skipped where none is)', () => {
  test(`two workers share ${scans} scans; one is killed in the middle, none is lost and none is done twice`, async () => {
    const postgres = await startInstalledPostgres(programs!);
    const place = await enter(postgres.url);
    expect(await screenWithOneKilled(place)).toMatchObject(whole);
    await place.leave();
    postgres.stop();
  });
});

test('a job whose only worker is killed goes on with the next one, and ends with the list of one undisturbed process', async () => {
  const place = await enter(join(folder, 'store'));
  const small = writeArchive(join(folder, 'archive'));
  const { child } = await startWorker(place);
  const jobId = await startScreening(place, small.folder);
  await jobWhen(place, jobId, ({ done }) => done > 20);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await startWorker(place);
  const job = await jobWhen(place, jobId, ({ state }) => state === 'done');
  expect(job).toMatchObject({ state: 'done', total: small.files.length, done: small.files.length, analysed: small.scans, refused: small.refused.length });
  const store = await openStore({ folder: join(folder, 'store') });
  const analyses = async () => (await place.home.client.query('select count(*)::integer as count from amyloscope.analysis')).rows[0].count;
  const before = await analyses();
  const alone = await screenArchive({ paths: [small.folder], store, workers: 1, modalitiesModule: countsModality });
  expect(await analyses()).toBe(before);
  const list = async (screening: Screening): Promise<unknown[]> => {
    const rows = [];
    for await (const { patientId, group, heartToContralateralRatio } of store.rankedRows(screening, () => false)) rows.push({ patientId, group, heartToContralateralRatio });
    return rows;
  };
  expect(await list({ screeningId: job.screeningId!, methodId: job.methodId! })).toEqual(await list(alone.screening));
  await store.close();
  await place.leave();
});

test('a job that fails again and again ends with the reason, and may be started anew', async () => {
  const place = await enter(join(folder, 'store'));
  const demo = { kind: 'demo', user: 'analyst', input: { demo: true } } as const;
  await startWorker(place);
  const jobId = await addJob(place.home.client, place.queue, demo);
  expect(await addJob(place.home.client, place.queue, demo)).toBe(jobId);
  expect(await jobWhen(place, jobId, ({ state }) => state === 'done')).toMatchObject({ state: 'failed', failure: 'No cohort is made here.' });
  expect(await addJob(place.home.client, place.queue, demo)).not.toBe(jobId);
  await place.leave();
});

test('a worker of another version stores nothing for a job, and the job says why', async () => {
  const place = await enter(join(folder, 'versions'));
  const small = writeArchive(join(folder, 'archive-of-versions'));
  const { child } = await startWorker(place);
  const jobId = await startScreening(place, small.folder);
  await jobWhen(place, jobId, ({ done }) => done > 20);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const later = join(folder, 'later.mjs');
  writeFileSync(later, `import { modalities as original } from '${countsModality}';\nexport const modalities = original.map((modality) => ({ ...modality, version: '2.0.0' }));\n`);
  const stored = async () => (await place.home.client.query('select count(*)::integer as count from amyloscope.analysis')).rows[0].count;
  const before = await stored();
  await startWorker(place, pathToFileURL(later).href);
  expect((await jobWhen(place, jobId, ({ state }) => state === 'failed')).failure).toMatch(/begun by ".*counts 1\.0\.0".*counts 2\.0\.0/);
  expect(await stored()).toBe(before);
  await place.leave();
});

test('a worker that is told to stop in the middle of a scan stores no result of it, and the next worker analyses it', async () => {
  const place = await enter(join(folder, 'stopped'));
  const scan = join(folder, 'slow', 'scan.dcm');
  writeScan(scan, { number: 9, counts: 50 });
  const queue = await openTaskQueue(place.home);
  const stopped = await startJobWorker({ home: place.home, queue, workers: 1, modalitiesModule: slowModality, folders: { files: folder, makeCohort: () => { throw new Error('none'); } } });
  const jobId = await startScreening(place, scan);
  await jobWhen(place, jobId, ({ total }) => total === 1);
  await sleep(1500);
  await queue.close();
  await stopped.close();
  expect(await findJob(place.home.client, jobId)).toMatchObject({ state: 'running', done: 0, refused: 0 });
  await startWorker(place, slowModality);
  expect(await jobWhen(place, jobId, ({ state }) => state === 'done')).toMatchObject({ state: 'done', analysed: 1, refused: 0, failure: null });
  await place.leave();
});
