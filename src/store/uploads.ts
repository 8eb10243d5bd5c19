import { createHash } from 'node:crypto';
import type pg from 'pg';
import { storableText } from './encode-analysis.ts';
import { insertJob } from './jobs.ts';
import type { TaskQueue } from './task-queue.ts';
import { inTransaction, query } from './transaction.ts';

/** Files that somebody is sending. */
export interface Upload {
  readonly uploadId: string;
  readonly user: string;
  /** null while files may still come. */
  readonly jobId: string | null;
}

/** A file that came. */
export interface UploadFile {
  /** What the sender calls it; never a path to open. */
  readonly name: string;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly byteLength: number;
  /** Where it lies, relative to the folder of files. */
  readonly path: string;
}

/** Held while a file of the folder comes to be needed or no longer is. Any number, always the same. */
const contentLock = 7_265_004;
const columns = 'name, sha256, byte_length::double precision as "byteLength", path';

export async function beginUpload(client: pg.ClientBase, user: string): Promise<string> {
  const [{ uploadId }] = await query<{ uploadId: string }>(client, 'insert into amyloscope.upload (user_name) values ($1) returning upload_id as "uploadId"', [user]);
  return uploadId;
}

export async function findUpload(client: pg.ClientBase, uploadId: string): Promise<Upload | null> {
  const [upload] = await query<Upload & pg.QueryResultRow>(client, 'select upload_id as "uploadId", user_name as "user", job_id as "jobId" from amyloscope.upload where upload_id = $1', [uploadId]);
  return upload ?? null;
}

/**
 * Counts a file among those of an upload; one that comes again under the same name takes the place of the first.
 * @param place brings the bytes to where `path` says, while nobody removes them.
 * @returns false when the upload has ended meanwhile.
 */
export function addUploadFile(client: pg.ClientBase, uploadId: string, { name, sha256, byteLength, path }: UploadFile, place: () => Promise<void>): Promise<boolean> {
  return inTransaction(client, async () => {
    await client.query('select pg_advisory_xact_lock_shared($1)', [contentLock]);
    const open = await client.query('select from amyloscope.upload where upload_id = $1 and job_id is null for share', [uploadId]);
    if (open.rowCount === 0) return false;
    await place();
    const text = storableText(name);
    await client.query(`insert into amyloscope.upload_file (upload_id, name_key, name, sha256, byte_length, path) values ($1, $2, $3, $4, $5, $6)
      on conflict (upload_id, name_key) do update set sha256 = excluded.sha256, byte_length = excluded.byte_length, path = excluded.path`, [uploadId, createHash('sha256').update(text).digest(), text, sha256, byteLength, path]);
    return true;
  });
}

/** Every file of an upload, by name. */
export function uploadFiles(client: pg.ClientBase, uploadId: string): Promise<readonly UploadFile[]> {
  return query<UploadFile & pg.QueryResultRow>(client, `select ${columns} from amyloscope.upload_file where upload_id = $1 order by name collate "C"`, [uploadId]);
}

/** Ends an upload with the job that analyses it; asked again, the same job. */
export function completeUpload(client: pg.ClientBase, queue: TaskQueue, { uploadId, user }: Upload): Promise<string> {
  return inTransaction(client, async () => {
    const [{ jobId }] = await query<Upload & pg.QueryResultRow>(client, 'select job_id as "jobId" from amyloscope.upload where upload_id = $1 for update', [uploadId]);
    if (jobId !== null) return jobId;
    const added = await insertJob(client, queue, { kind: 'analyseUpload', user, input: { uploadId } });
    await client.query('update amyloscope.upload set job_id = $2 where upload_id = $1', [uploadId, added]);
    return added;
  });
}

/**
 * Removes an upload that was not completed. @param remove takes away the files that nothing else needs.
 * @returns false when it is completed.
 */
export function removeUpload(client: pg.ClientBase, uploadId: string, remove: (files: readonly UploadFile[]) => Promise<void>): Promise<boolean> {
  return inTransaction(client, async () => {
    await client.query('select pg_advisory_xact_lock($1)', [contentLock]);
    const files = await uploadFiles(client, uploadId);
    const { rowCount } = await client.query('delete from amyloscope.upload where upload_id = $1 and job_id is null', [uploadId]);
    if (!rowCount) return false;
    const { rows } = await client.query<{ sha256: string }>('select distinct sha256 from amyloscope.upload_file where sha256 = any($1)', [files.map(({ sha256 }) => sha256)]);
    const needed = new Set(rows.map(({ sha256 }) => sha256));
    await remove(files.filter(({ sha256 }) => !needed.has(sha256)));
    return true;
  });
}

/** Uploads that nobody completed within a week: what a closed browser leaves behind. */
export async function abandonedUploads(client: pg.ClientBase): Promise<readonly string[]> {
  const rows = await query<{ uploadId: string }>(client, `select upload_id as "uploadId" from amyloscope.upload where job_id is null and begun_at < now() - interval '1 week'`);
  return rows.map(({ uploadId }) => uploadId);
}
