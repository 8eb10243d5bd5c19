import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type JobWorker, startJobWorker } from '../../src/analysis/job-worker.ts';
import type { JobAnswer } from '../../src/contract/jobs.ts';
import { hashPassword } from '../../src/server/passwords.ts';
import { receiveFile } from '../../src/server/received-files.ts';
import { senderName } from '../../src/server/sender-name.ts';
import { addAccount } from '../../src/store/accounts.ts';
import { writeScan } from '../analysis/small-archive.ts';
import { headersOf, password, type RunningServer, signIn, startServer, type Visitor } from './running-server.ts';

const countsModality = new URL('../analysis/counts-modality.ts', import.meta.url).href;
let folder: string;
let running: RunningServer;
let worker: JobWorker;
let address: string;
let analyst: Visitor;
let colleague: Visitor;
let reader: Visitor;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amyloscope-upload-'));
  running = await startServer([]);
  await addAccount(running.home.client, 'colleague', 'analyst', await hashPassword(password));
  const { home, queue, files } = running;
  worker = await startJobWorker({ home, queue, workers: 1, modalitiesModule: countsModality, folders: { files, makeCohort } });
  address = await running.server.listen({ port: 0, host: '127.0.0.1' });
  analyst = await signIn(running.server, 'analyst');
  colleague = await signIn(running.server, 'colleague' as 'analyst');
  reader = await signIn(running.server, 'reader');
}, 60_000);
afterAll(async () => {
  await running.stop();
  await worker.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A cohort small enough to be made at once. */
async function* makeCohort(place: string): AsyncGenerator<string> {
  for (const number of [700, 701, 702]) writeScan(join(place, 'dicom', `${number}.dcm`), { number, counts: 50 });
  yield join(place, 'dicom');
}

function scan(number: number): Uint8Array<ArrayBuffer> {
  const path = join(folder, `${number}.dcm`);
  writeScan(path, { number, counts: 120 });
  return new Uint8Array(readFileSync(path));
}

async function ask(method: string, path: string, visitor: Visitor | null = analyst, body?: Uint8Array<ArrayBuffer>): Promise<{ status: number; json: Record<string, string> }> {
  const answer = await fetch(`${address}/api/${path}`, { method, headers: { ...(visitor ? headersOf(visitor) : {}), ...(body ? { 'content-type': 'application/octet-stream' } : {}) }, ...(body ? { body } : {}) });
  const text = await answer.text();
  return { status: answer.status, json: text ? JSON.parse(text) : {} };
}

const begin = async (visitor = analyst): Promise<string> => (await ask('POST', 'uploads', visitor)).json['id'];
const put = (id: string, name: string, bytes: Uint8Array<ArrayBuffer>, visitor: Visitor | null = analyst) => ask('PUT', `uploads/${id}/files?path=${encodeURIComponent(name)}`, visitor, bytes);

async function analysed(id: string): Promise<JobAnswer> {
  const { json: { jobId } } = await ask('POST', `uploads/${id}/complete`);
  return finished(jobId);
}

/** Every state of a job that the server tells, the last of them. */
async function finished(jobId: string): Promise<JobAnswer> {
  const answer = await fetch(`${address}/api/jobs/${jobId}/events`, { headers: headersOf(analyst) });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const events = (await answer.text()).split('\n\n').filter((event) => event.startsWith('data: '));
  return JSON.parse(events.at(-1)!.slice('data: '.length));
}

/** Every file below the folder of brought files. */
function filesKept(): readonly string[] {
  return readdirSync(running.files, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name).sort();
}

describe('files that are brought', () => {
  test('are kept by their SHA-256, analysed, and told under the names of their sender', async () => {
    const id = await begin();
    const bytes = scan(1);
    expect((await put(id, 'Zoé/scan 1.dcm', bytes)).json).toEqual({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    await put(id, 'letter.txt', new TextEncoder().encode('Dear colleague'));
    const job = await analysed(id);
    expect(job).toMatchObject({ kind: 'analyseUpload', state: 'done', total: 2, done: 2, analysed: 1, refused: 1, unusable: 0 });
    expect(job.problems).toMatchObject([{ file: 'letter.txt', text: { en: 'Not DICOM', fr: 'N’est pas du DICOM' }, reason: expect.stringContaining('not DICOM') }]);
    expect(job.problems[0].reason).not.toContain(running.files);
    expect((await ask('GET', `scans/${job.studies[0]}`)).json).toMatchObject({ row: { patientId: 'P1' } });
  });

  test('in a zip are analysed one by one, and a study in two files as one', async () => {
    const members: Record<string, Uint8Array> = { 'a/2.dcm': scan(2), 'a/3.dcm': scan(3) };
    for (const view of ['anterior', 'posterior'] as const) {
      writeScan(join(folder, view), { number: 4, counts: 20, view });
      members[`b/${view}`] = readFileSync(join(folder, view));
    }
    const id = await begin();
    await put(id, 'export.zip', zipSync(members) as Uint8Array<ArrayBuffer>);
    expect(await analysed(id)).toMatchObject({ state: 'done', total: 4, done: 4, analysed: 3, refused: 0 });
  });

  test('of any size pass through without being held in memory', async () => {
    const chunk = randomBytes(1024 * 1024);
    const hash = createHash('sha256');
    const before = process.memoryUsage().rss;
    async function* stream(): AsyncIterable<Buffer> {
      for (let i = 0; i < 300; i++) {
        hash.update(chunk);
        yield chunk;
      }
    }
    const received = await receiveFile(stream(), join(folder, 'large'));
    expect(received).toMatchObject({ byteLength: 300 * 1024 * 1024, sha256: hash.digest('hex') });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    await received.discard();
  });

  test('that come twice are kept once, and a second analysis of them stores nothing new', async () => {
    const [first, second] = [await begin(), await begin()];
    await put(first, 'a.dcm', scan(5));
    await put(second, 'b.dcm', scan(5));
    const [one, other] = [await analysed(first), await analysed(second)];
    expect(other.studies).toEqual(one.studies);
    expect(filesKept().filter((name) => name === createHash('sha256').update(scan(5)).digest('hex'))).toHaveLength(1);
  });

  test('are gone after the upload is given up, unless another needs them', async () => {
    const [first, second] = [await begin(), await begin()];
    const [shared, own] = [scan(6), scan(7)];
    await put(first, 'shared', shared);
    await put(first, 'own', own);
    await put(second, 'shared', shared);
    expect((await ask('DELETE', `uploads/${first}`)).status).toBe(204);
    const kept = filesKept();
    expect(kept).toContain(createHash('sha256').update(shared).digest('hex'));
    expect(kept).not.toContain(createHash('sha256').update(own).digest('hex'));
    expect((await put(first, 'late', own)).status).toBe(404);
  });

  test('cannot join an upload that is complete, nor be taken from it; completing it again gives the same job', async () => {
    const id = await begin();
    await put(id, 'a', scan(8));
    const { json } = await ask('POST', `uploads/${id}/complete`);
    expect((await ask('POST', `uploads/${id}/complete`)).json).toEqual(json);
    expect(await put(id, 'b', scan(9))).toMatchObject({ status: 409, json: { code: 'uploadEnded' } });
    expect((await ask('DELETE', `uploads/${id}`)).status).toBe(409);
    await finished(json['jobId']);
  });
});

describe('an upload', () => {
  test('that breaks off leaves nothing behind, and the same upload goes on', async () => {
    const id = await begin();
    await new Promise<void>((resolve) => {
      const broken = request(`${address}/api/uploads/${id}/files?path=half`, { method: 'PUT', headers: { ...headersOf(analyst), 'content-type': 'application/octet-stream', 'content-length': 1_000_000 } });
      broken.on('error', () => resolve());
      broken.write(Buffer.alloc(100_000));
      setTimeout(() => broken.destroy(), 100);
    });
    for (let tries = 0; readdirSync(join(running.files, 'incoming')).length > 0 && tries < 50; tries++) await sleep(50);
    expect(readdirSync(join(running.files, 'incoming'))).toEqual([]);
    expect((await put(id, 'half', scan(10))).status).toBe(200);
    expect(await analysed(id)).toMatchObject({ total: 1, analysed: 1 });
  });

  test('is its sender’s alone: to others it is not there', async () => {
    const id = await begin();
    for (const answer of [await put(id, 'a', scan(11), colleague), await ask('POST', `uploads/${id}/complete`, colleague), await ask('DELETE', `uploads/${id}`, colleague)]) expect(answer).toMatchObject({ status: 404, json: { code: 'noUpload' } });
  });

  test('is not for readers, nor without a session or the page’s own token', async () => {
    const id = await begin();
    expect((await ask('POST', 'uploads', reader)).json['code']).toBe('notAllowed');
    expect((await ask('POST', 'demo', reader)).json['code']).toBe('notAllowed');
    expect((await put(id, 'a', scan(12), null)).status).toBe(401);
    expect((await put(id, 'a', scan(12), { cookie: 'amyloscope_session=forged', csrf: analyst.csrf })).status).toBe(401);
    expect((await put(id, 'a', scan(12), { ...analyst, csrf: '' })).json['code']).toBe('noToken');
    expect((await put(id, 'a', scan(12), { ...analyst, csrf: colleague.csrf })).json['code']).toBe('noToken');
  });

  test('is refused once its session has expired, and goes on after signing in again', async () => {
    const visitor = await signIn(running.server, 'colleague' as 'analyst');
    const id = await begin(visitor);
    await running.home.client.query(`update amyloscope.session set expires_at = now() - interval '1 second' where csrf = $1`, [visitor.csrf]);
    expect((await put(id, 'a', scan(13), visitor)).json['code']).toBe('notSignedIn');
    expect((await put(id, 'a', scan(13), await signIn(running.server, 'colleague' as 'analyst'))).status).toBe(200);
  });

  test.each(['../../etc/passwd', '/etc/cron.d/x', 'C:\\Windows\\system32\\a.dll', '..\\..\\a', 'a/../../b', 'a\0b', '<img src=x onerror=alert(1)>', `${'long/'.repeat(100)}name`])('named %j is stored under no such path', async (name) => {
    const id = await begin();
    const bytes = new TextEncoder().encode(name);
    expect((await put(id, name, bytes)).status).toBe(200);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(existsSync(join(running.files, 'content', sha256.slice(0, 2), sha256))).toBe(true);
    const { rows: [{ name: kept }] } = await running.home.client.query('select name from amyloscope.upload_file where upload_id = $1', [id]);
    expect(kept).toBe(senderName(name));
    expect(kept).not.toMatch(/(^|\/)\.\.?(\/|$)|^\/|\0|\\/);
    await ask('DELETE', `uploads/${id}`);
  });

  test.each(['', '..', '/', 'x'.repeat(1001)])('named %j is refused', async (name) => expect((await put(await begin(), name, scan(14))).status).toBe(400));

  test.each(['not-an-id', '../1', '00000000-0000-4000-8000-000000000000'])('of the id %j is not there', async (id) => expect([400, 404]).toContain((await put(id, 'a', scan(14))).status));

  test('of a zip that grows without end is not opened, and says so', async () => {
    const id = await begin();
    const zeros = new Uint8Array(15 * 1024 * 1024);
    const bomb = zipSync({ a: zeros, b: zeros, c: zeros }, { level: 9 });
    // The directory says that each member has 15 MiB; told sixty times, of the same bytes, it makes a bomb.
    await put(id, 'bomb.zip', repeatDirectory(bomb, 60) as Uint8Array<ArrayBuffer>);
    const job = await analysed(id);
    expect(job).toMatchObject({ state: 'failed', done: 0 });
    expect(job.problems[0]).toMatchObject({ file: '', text: { fr: 'La tâche n’a pas pu être terminée' }, reason: expect.stringContaining('bomb.zip') });
  }, 60_000);

  describe.runIf(process.getuid?.() === 0 && canMount())('to a disk that is full (skipped where no file system can be mounted)', () => {
    test('is refused in words, keeps nothing of the file, and goes on when there is room', async () => {
      const small = join(folder, 'small-disk');
      mkdirSync(small);
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small]);
      try {
        const content = async function* (): AsyncIterable<Buffer> {
          for (let i = 0; i < 32; i++) yield randomBytes(64 * 1024);
        };
        await expect(receiveFile(content(), small)).rejects.toMatchObject({ status: 507, code: 'diskFull' });
        expect(readdirSync(join(small, 'incoming'))).toEqual([]);
        const received = await receiveFile((async function* () { yield Buffer.from('room'); })(), small);
        await received.place();
        expect(readFileSync(join(small, received.path), 'utf8')).toBe('room');
      } finally {
        spawnSync('umount', [small]);
      }
    });
  });
});

describe('the demonstration', () => {
  test('is made once, however often it is asked for, and marked as simulated', async () => {
    const [first, second] = [(await ask('POST', 'demo')).json['jobId'], (await ask('POST', 'demo', colleague)).json['jobId']];
    expect(second).toBe(first);
    const job = await finished(first);
    expect(job).toMatchObject({ kind: 'demo', state: 'done', total: 3, analysed: 3 });
    expect((await ask('GET', `scans/${job.studies[0]}`)).json).toMatchObject({ row: { simulated: true } });
  });
});

describe('jobs', () => {
  test('are listed, the newest first, page by page', async () => {
    const [all, second] = [await ask('GET', 'jobs', reader), await ask('GET', 'jobs?page=2&pageSize=1', reader)];
    const { total, jobs } = all.json as unknown as { total: number; jobs: JobAnswer[] };
    expect(total).toBe(jobs.length);
    expect((second.json as unknown as { jobs: JobAnswer[] }).jobs).toEqual([jobs[1]]);
  });

  test('are counted by state for whoever watches the server', async () => {
    const { rows: [{ count }] } = await running.home.client.query(`select count(*) as count from amyloscope.job where state = 'done'`);
    expect(await (await fetch(`${address}/metrics`)).text()).toContain(`amyloscope_jobs{state="done"} ${count}`);
  });

  test('that nobody started are not there', async () => {
    expect((await ask('GET', 'jobs/00000000-0000-4000-8000-000000000000')).json['code']).toBe('noJob');
    expect((await ask('GET', 'jobs/1')).status).toBe(400);
    expect((await ask('GET', 'jobs', null)).status).toBe(401);
  });

  test('on folders of the server are for administrators alone', async () => {
    const answer = (visitor: Visitor) => running.server.inject({ method: 'POST', url: '/api/archives', payload: { paths: [join(folder, '1.dcm')] }, headers: headersOf(visitor) });
    expect((await answer(analyst)).json().code).toBe('notAllowed');
    const started = await answer(await signIn(running.server, 'administrator'));
    expect(await finished(started.json().jobId)).toMatchObject({ kind: 'screenArchive', state: 'done', analysed: 1 });
  });
});

function canMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'amyloscope-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', place]).status === 0;
  if (mounted) spawnSync('umount', [place]);
  rmSync(place, { recursive: true, force: true });
  return mounted;
}

/** A zip whose directory names each member so many times. */
function repeatDirectory(zip: Uint8Array, times: number): Uint8Array {
  const bytes = Buffer.from(zip);
  const end = bytes.length - 22;
  const [entries, size, start] = [bytes.readUInt16LE(end + 10), bytes.readUInt32LE(end + 12), bytes.readUInt32LE(end + 16)];
  const directory = bytes.subarray(start, start + size);
  const last = Buffer.from(bytes.subarray(end));
  last.writeUInt16LE(entries * times, 8);
  last.writeUInt16LE(entries * times, 10);
  last.writeUInt32LE(size * times, 12);
  return new Uint8Array(Buffer.concat([bytes.subarray(0, start), ...Array.from({ length: times }, () => directory), last]));
}
