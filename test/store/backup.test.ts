import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount } from '../../src/store/accounts.ts';
import { addAuditEntry, checkAuditTrail } from '../../src/store/audit-trail.ts';
import { openBareDatabase, openDatabase, openStore } from '../../src/store/connection.ts';
import { encodeAnalysis } from '../../src/store/encode-analysis.ts';
import { addJob } from '../../src/store/jobs.ts';
import { restoreBackup } from '../../src/store/restore-backup.ts';
import { openTaskQueue } from '../../src/store/task-queue.ts';
import { addUploadFile, beginUpload } from '../../src/store/uploads.ts';
import { addDecision, addReading, findScan } from '../../src/store/worklist.ts';
import { writeBackup } from '../../src/store/write-backup.ts';
import { installedPrograms, startInstalledPostgres } from './installed-postgres.ts';
import { sampleAnalysis } from './sample-analysis.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-backup-'));
const [first, files, backup] = ['store', 'files', 'backup.tar.gz'].map((name) => join(folder, name));
const content = Buffer.from('a scan');
const sha256 = createHash('sha256').update(content).digest('hex');
const path = join('content', sha256.slice(0, 2), sha256);
/** Enough for rows that take more than one piece. */
const scans = 1500;
let before: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  await fill();
  const home = await openDatabase({ folder: first });
  before = await allRows(home.client);
  await writeBackup(home.client, files, backup);
  await home.leave();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A store with something in each table. */
async function fill(): Promise<void> {
  mkdirSync(join(files, 'content', sha256.slice(0, 2)), { recursive: true });
  writeFileSync(join(files, path), content);
  const store = await openStore({ folder: first });
  const screening = await store.beginScreening('sample 1', ['/archive'], [{ patientId: 'Zoé\t"1"\\', diagnosis: null }]);
  await store.save(screening, Array.from({ length: scans }, (_, i) => {
    const sample = sampleAnalysis(i + 1, { label: 'abnormal', patientId: `P\t${i}\\` });
    const { studyInstanceUid, sopInstanceUids: [sopInstanceUid] } = sample.analysis.study;
    return { kind: 'analysed', file: { path: join(files, `${i}`), byteLength: i, modifiedMs: i + 0.25 }, object: { sopInstanceUid, studyInstanceUid, companions: null }, analysis: encodeAnalysis(sample) };
  }));
  await store.close();
  const home = await openDatabase({ folder: first });
  const { client } = home;
  const queue = await openTaskQueue(home);
  await addAccount(client, 'analyst', 'analyst', 'hash');
  for (let i = 0; i < 20; i++) await addAuditEntry(client, { user: 'analyst', action: 'scan.opened', subject: `P${i}\n`, detail: null });
  await addDecision(client, (await findScan(client, '1'))!, 'analyst', 'dismissed', 'an old infarct');
  await addReading(client, '1', 'analyst', { ratio: 0.1 + 0.2 });
  const uploadId = await beginUpload(client, 'analyst');
  await addUploadFile(client, uploadId, { name: 'a', sha256, byteLength: content.length, path }, async () => undefined);
  await addJob(client, queue, { kind: 'screenArchive', user: 'analyst', input: { paths: ['/archive'] } });
  await queue.close();
  await home.leave();
}

/** Every row of every table, as text in the order of its first columns. */
async function allRows(client: pg.Client): Promise<Record<string, unknown>> {
  const { rows: tables } = await client.query<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = 'amyloscope' order by 1`);
  const rows: Record<string, unknown> = {};
  for (const { name } of tables) rows[name] = (await client.query(`select to_jsonb(one.*) - 'applied_at' as row from amyloscope.${name} as one order by 1`)).rows;
  return rows;
}

interface Restored {
  readonly client: pg.Client;
  readonly leave: () => Promise<void>;
}

async function restore(choice: Parameters<typeof openDatabase>[0], into: string, from = backup): Promise<Restored> {
  const home = await openBareDatabase(choice);
  const queue = await openTaskQueue(home);
  const leave = async (): Promise<void> => {
    await queue.close();
    await home.leave();
  };
  try {
    await restoreBackup(home.client, queue, into, from);
  } catch (error) {
    await leave();
    throw error;
  }
  return { client: home.client, leave };
}

test('a backup is closed to everybody else', () => expect(statSync(backup).mode & 0o077).toBe(0));

test('everything comes back on another private server: rows, audit chain, files', async () => {
  const { client, leave } = await restore({ folder: join(folder, 'second') }, files);
  expect(await allRows(client)).toEqual(before);
  expect(await checkAuditTrail(client)).toEqual({ intact: true, entries: 20 });
  await leave();
});

describe.runIf(installedPrograms())('on an installed PostgreSQL (skipped where none is)', () => {
  test('everything comes back, in another folder, and work goes on from there', async () => {
    const postgres = await startInstalledPostgres(installedPrograms()!);
    const elsewhere = join(folder, 'elsewhere');
    const { client, leave } = await restore({ databaseUrl: postgres.url }, elsewhere);
    const { file: _, ...others } = await allRows(client);
    const { file: __, ...othersBefore } = before;
    expect(others).toEqual(othersBefore);
    expect(readFileSync(join(elsewhere, path))).toEqual(content);
    expect((await findScan(client, '7'))!.analysis.study.files).toEqual([join(elsewhere, '6')]);
    // New rows get numbers that no old one has, and the list of work follows again.
    await addDecision(client, (await findScan(client, '2'))!, 'analyst', 'explored', null);
    expect((await client.query('select decision from amyloscope.work_item where analysis_id = 2')).rows).toEqual([{ decision: 'explored' }]);
    await addAuditEntry(client, { user: 'analyst', action: 'scan.explored', subject: null, detail: null });
    expect(await checkAuditTrail(client)).toEqual({ intact: true, entries: 21 });
    await leave();
    postgres.stop();
  });
});

test('a store with anything in it is refused and stays as it is', async () => {
  await expect(restore({ folder: first }, files)).rejects.toMatchObject({ code: 'outputRefused' });
  const home = await openDatabase({ folder: first });
  expect(await allRows(home.client)).toEqual(before);
  await home.leave();
});

describe('a file that is no whole backup is refused and leaves the store empty:', () => {
  test.each([
    ['cut off', (whole: Buffer) => whole.subarray(0, whole.length / 2)],
    ['without its end', (whole: Buffer) => gzipSync(gunzipSync(whole).subarray(0, -8192))],
    ['with a changed file', (whole: Buffer) => gzipSync(Buffer.from(gunzipSync(whole).toString('latin1').replace('a scan', 'a scam'), 'latin1'))],
    ['not a backup', () => Buffer.from('Dear colleague')],
  ])('%s', async (name, damage) => {
    const damaged = join(folder, name);
    writeFileSync(damaged, damage(readFileSync(backup)));
    await expect(restore({ folder: join(folder, 'empty') }, join(folder, 'empty-files'), damaged)).rejects.toMatchObject({ code: 'invalidInput' });
    const { client, leave } = await openBareDatabase({ folder: join(folder, 'empty') });
    expect((await client.query(`select count(*)::integer as count from information_schema.tables where table_schema = 'amyloscope'`)).rows).toEqual([{ count: 0 }]);
    await leave();
  });
});

test('a file that exists is not written over, and one that cannot be written leaves nothing', async () => {
  const home = await openDatabase({ folder: first });
  await expect(writeBackup(home.client, files, backup)).rejects.toMatchObject({ code: 'outputRefused' });
  await expect(writeBackup(home.client, files, join(folder, 'nowhere', 'backup'))).rejects.toMatchObject({ code: 'outputRefused' });
  await home.leave();
});
