import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '../../src/server/passwords.ts';
import { addAccount } from '../../src/store/accounts.ts';
import { checkAuditTrail } from '../../src/store/audit-trail.ts';
import { openDatabase, openStore } from '../../src/store/connection.ts';
import { encodeAnalysis } from '../../src/store/encode-analysis.ts';
import { sampleAnalysis } from '../store/sample-analysis.ts';

const program = fileURLToPath(new URL('./serve-in-process.ts', import.meta.url));
const rounds = 20;
const clients = 4;
/** The store of a scan that decisions are about. */
let folder: string;
let child: ChildProcess | null = null;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amyloscope-killed-'));
  const store = await openStore({ folder });
  const { analysis } = sampleAnalysis(1);
  const screening = await store.beginScreening('sample 1', [], []);
  const object = { sopInstanceUid: analysis.study.sopInstanceUids[0], studyInstanceUid: analysis.study.studyInstanceUid, companions: null };
  await store.save(screening, [{ kind: 'analysed', file: { path: analysis.study.files[0], byteLength: 1, modifiedMs: 1 }, object, analysis: encodeAnalysis(sampleAnalysis(1)) }]);
  await store.close();
  const home = await openDatabase({ folder });
  await addAccount(home.client, 'analyst', 'analyst', await hashPassword('a long password'));
  await home.leave();
}, 60_000);
afterAll(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function serve(): Promise<string> {
  child = spawn(process.execPath, ['--no-warnings', program, folder], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [address] = await once(child.stdout!, 'data');
  return String(address).trim();
}

/** What the server said it has kept. */
const kept = { reasons: [] as string[], files: [] as { readonly upload: string; readonly sha256: string }[], uploads: [] as string[] };

type Headers = Record<string, string>;

async function signIn(address: string): Promise<Headers> {
  const answer = await fetch(`${address}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'analyst', password: 'a long password' }) });
  return { cookie: answer.headers.getSetCookie()[0].split(';')[0], 'x-csrf-token': (await answer.json() as { csrf: string }).csrf };
}

/** Decides and brings files as fast as it can, until the server is gone. */
async function load(address: string, headers: Headers): Promise<void> {
  for (;;) {
    const reason = randomBytes(8).toString('hex');
    const decided = await fetch(`${address}/api/scans/1/decisions`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ decision: 'dismissed', reason }) });
    if (decided.status === 204) kept.reasons.push(reason);
    const { id: upload } = await (await fetch(`${address}/api/uploads`, { method: 'POST', headers })).json() as { id: string };
    const bytes = new Uint8Array(randomBytes(20_000));
    const brought = await fetch(`${address}/api/uploads/${upload}/files?path=a`, { method: 'PUT', headers: { ...headers, 'content-type': 'application/octet-stream' }, body: bytes });
    if (brought.status === 200) kept.files.push({ upload, sha256: createHash('sha256').update(bytes).digest('hex') });
    const completed = await fetch(`${address}/api/uploads/${upload}/complete`, { method: 'POST', headers });
    if (completed.status === 200) kept.uploads.push(upload);
  }
}

function databasePid(): number {
  return Number(readFileSync(join(folder, 'postgresql', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

test(`${rounds} times killed under load, every second time with its database, the server has lost nothing it said to have kept`, async () => {
  let headers: Headers | null = null;
  for (let round = 0; round < rounds; round++) {
    const address = await serve();
    headers ??= await signIn(address);
    const loads = Promise.allSettled(Array.from({ length: clients }, () => load(address, headers!)));
    const before = kept.uploads.length;
    while (kept.uploads.length === before) await sleep(5);
    await sleep(100 * Math.random());
    if (round % 2 === 1) process.kill(databasePid(), 'SIGKILL');
    child!.kill('SIGKILL');
    await Promise.all([once(child!, 'exit'), loads]);
  }
  const { client, leave } = await openDatabase({ folder });
  const column = async (query: string): Promise<Set<string>> => new Set((await client.query({ text: query, rowMode: 'array' })).rows.map(([value]) => String(value)));
  const reasons = await column('select reason from amyloscope.decision');
  const files = await column(`select upload_id || ' ' || sha256 from amyloscope.upload_file`);
  const jobs = await column('select upload_id from amyloscope.upload join amyloscope.job using (job_id) join amyloscope.job_task using (job_id)');
  expect(kept.reasons.filter((reason) => !reasons.has(reason))).toEqual([]);
  expect(kept.files.filter(({ upload, sha256 }) => !files.has(`${upload} ${sha256}`))).toEqual([]);
  expect(kept.files.filter(({ sha256 }) => createHash('sha256').update(readFileSync(join(folder, 'files', 'content', sha256.slice(0, 2), sha256))).digest('hex') !== sha256)).toEqual([]);
  expect(kept.uploads.filter((upload) => !jobs.has(upload))).toEqual([]);
  expect(kept.uploads.length).toBeGreaterThan(rounds);
  expect(await checkAuditTrail(client)).toMatchObject({ intact: true });
  await leave();
}, 180_000);
