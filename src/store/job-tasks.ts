import type pg from 'pg';
import { storableText } from './encode-analysis.ts';
import { isUrgent, type Job, type JobKind } from './jobs.ts';
import type { FileOutcome, FileState, FoundFile, ObjectIdentity, Screening } from './measurement-store.ts';
import { beginScreening } from './postgres-store.ts';
import { fileKey, saveFound, saveOutcomes } from './save-outcomes.ts';
import type { TaskQueue, TaskReference } from './task-queue.ts';
import { inTransaction, query } from './transaction.ts';

/** A file of a job. */
export interface JobFile extends FileState {
  /** What the sender calls it. */
  readonly name: string;
}

/** A file of a task, with the object it was found to hold where it had to wait. */
export interface TaskFile extends JobFile {
  readonly sopInstanceUid: string | null;
  readonly studyInstanceUid: string | null;
}

export interface OpenTask extends TaskReference {
  readonly phase: 'find' | 'file' | 'study';
}

/** A file with the object it holds, on its way into the results. */
export interface HeldObject {
  readonly file: FileState;
  readonly sopInstanceUid: string;
}

/** What a task found out: outcomes, files known already, files that wait for the others of their study. */
export interface TaskResult {
  readonly outcomes: readonly FileOutcome[];
  readonly found: readonly FoundFile[];
  readonly waiting: readonly { readonly file: FileState; readonly object: Omit<ObjectIdentity, 'companions'> }[];
}

/** Files of studies that waited, in one task. */
const studyFilesPerTask = 16;

/** A task that is still to be done; null when it is settled or its job has ended. */
export async function openTask(client: pg.ClientBase, { jobId, task }: TaskReference): Promise<OpenTask | null> {
  const [row] = await query<OpenTask & pg.QueryResultRow>(client, `select job_id as "jobId", task, phase from amyloscope.job_task join amyloscope.job using (job_id)
    where job_id = $1 and task = $2 and settled_at is null and state in ('queued', 'running')`, [jobId, task]);
  return row ?? null;
}

/** The version of the method that a job was begun with. */
export async function methodOfJob(client: pg.ClientBase, jobId: string): Promise<string> {
  const [{ version }] = await query<{ version: string }>(client, 'select version from amyloscope.method join amyloscope.job using (method_id) where job_id = $1', [jobId]);
  return version;
}

/** Marks a job as begun, with a screening by the method that does it. @returns the screening; that of an earlier beginning where there was one. */
export function beginJob(client: pg.ClientBase, jobId: string, methodVersion: string, paths: readonly string[]): Promise<Screening> {
  return inTransaction(client, async () => {
    const [job] = await query<Pick<Job, 'methodId' | 'screeningId'>>(client, 'select method_id as "methodId", screening_id::integer as "screeningId" from amyloscope.job where job_id = $1 for update', [jobId]);
    if (job.screeningId !== null && job.methodId !== null) return { screeningId: job.screeningId, methodId: job.methodId };
    const screening = await beginScreening(client, methodVersion, paths, []);
    await client.query(`update amyloscope.job set state = 'running', started_at = now(), method_id = $2, screening_id = $3 where job_id = $1`, [jobId, screening.methodId, screening.screeningId]);
    return screening;
  });
}

/** Adds found files as a task of their own; files that the job knows already are left out, so that a walk may be begun again. */
export function addFileTask(client: pg.ClientBase, queue: TaskQueue, jobId: string, files: readonly JobFile[]): Promise<void> {
  return inTransaction(client, async () => {
    const [{ kind }] = await query<{ kind: JobKind }>(client, 'select kind from amyloscope.job where job_id = $1 for update', [jobId]);
    const [{ task }] = await query<{ task: number }>(client, 'select max(task) + 1 as task from amyloscope.job_task where job_id = $1', [jobId]);
    const { rowCount } = await client.query(insertFiles, [jobId, task, files.map(fileKey), files.map(({ path }) => storableText(path)), files.map(({ name }) => storableText(name)), files.map((file) => file.byteLength), files.map((file) => file.modifiedMs)]);
    if (!rowCount) return;
    await client.query(`insert into amyloscope.job_task (job_id, task, phase) values ($1, $2, 'file')`, [jobId, task]);
    await client.query('update amyloscope.job set open_tasks = open_tasks + 1, total = total + $2 where job_id = $1', [jobId, rowCount]);
    await queue.add(client, [{ jobId, task }], isUrgent(kind));
  });
}

const insertFiles = `
  insert into amyloscope.job_file (job_id, task, place, file_key, path, name, byte_length, modified_ms)
  select $1::uuid, $2::integer, number + (select coalesce(max(place), 0) from amyloscope.job_file where job_id = $1::uuid), file_key, path, name, byte_length, modified_ms
  from unnest($3::bytea[], $4::text[], $5::text[], $6::bigint[], $7::double precision[]) with ordinality as given (file_key, path, name, byte_length, modified_ms, number)
  on conflict (job_id, file_key) do nothing`;

/** The files of a task, in the order of the walk. */
export function filesOfTask(client: pg.ClientBase, { jobId, task }: TaskReference): Promise<readonly TaskFile[]> {
  return query<TaskFile & pg.QueryResultRow>(client, `select path, name, byte_length::double precision as "byteLength", modified_ms as "modifiedMs", sop_instance_uid as "sopInstanceUid", study_instance_uid as "studyInstanceUid"
    from amyloscope.job_file where job_id = $1 and task = $2 order by place`, [jobId, task]);
}

/**
 * Settles a task: its results, its files' marks and what follows from it, all of it or nothing, and once however often it is done.
 *
 * @param decide given for each object the path of the file that stands for it in this job, says what is to be stored.
 */
export function settleTask(client: pg.ClientBase, queue: TaskQueue, reference: TaskReference, screening: Screening, objects: readonly HeldObject[], decide: (standsFor: ReadonlyMap<string, string>) => TaskResult): Promise<void> {
  const { jobId, task } = reference;
  return inTransaction(client, async () => {
    const { rowCount } = await client.query('update amyloscope.job_task set settled_at = now() where job_id = $1 and task = $2 and settled_at is null', [jobId, task]);
    if (!rowCount) return;
    const { outcomes, found, waiting } = decide(await claim(client, jobId, objects));
    if (outcomes.length > 0) await saveOutcomes(client, screening, outcomes);
    if (found.length > 0) await saveFound(client, screening, found);
    await client.query(markWaiting, [jobId, task, waiting.map(({ file }) => fileKey(file)), waiting.map(({ object }) => object.sopInstanceUid), waiting.map(({ object }) => object.studyInstanceUid)]);
    await client.query(markRefused, [jobId, task, screening.methodId]);
    const settled = [...outcomes, ...found].map(({ file }) => fileKey(file));
    await client.query(countResults, [jobId, screening.screeningId, settled]);
    await goOn(client, queue, jobId, screening);
  });
}

/** Claims objects for the files that hold them; the first file of a job that does so stands for the object. */
async function claim(client: pg.ClientBase, jobId: string, objects: readonly HeldObject[]): Promise<ReadonlyMap<string, string>> {
  // In one order everywhere, so that two tasks wait for each other in one direction only.
  const sorted = objects.toSorted((a, b) => (a.sopInstanceUid < b.sopInstanceUid ? -1 : 1));
  const uids = sorted.map(({ sopInstanceUid }) => sopInstanceUid);
  await client.query(`insert into amyloscope.job_object (job_id, sop_instance_uid, file_key, path) select $1::uuid, * from unnest($2::text[], $3::bytea[], $4::text[]) on conflict do nothing`, [jobId, uids, sorted.map(({ file }) => fileKey(file)), sorted.map(({ file }) => storableText(file.path))]);
  const { rows } = await client.query<{ uid: string; path: string }>('select sop_instance_uid as uid, path from amyloscope.job_object where job_id = $1 and sop_instance_uid = any($2)', [jobId, uids]);
  return new Map(rows.map(({ uid, path }) => [uid, path]));
}

const markWaiting = `
  update amyloscope.job_file as file set waits = given.file_key is not null, sop_instance_uid = given.uid, study_instance_uid = given.study
  from amyloscope.job_file as mine left join unnest($3::bytea[], $4::text[], $5::text[]) as given (file_key, uid, study) on given.file_key = mine.file_key
  where mine.job_id = $1::uuid and mine.task = $2::integer and file.job_id = mine.job_id and file.file_key = mine.file_key and (mine.waits or given.file_key is not null)`;

const markRefused = `
  update amyloscope.job_file as mine set reason = outcome.reason
  from amyloscope.file join amyloscope.file_outcome as outcome using (file_id)
  where mine.job_id = $1::uuid and mine.task = $2::integer and not mine.waits and file.file_key = mine.file_key and outcome.method_id = $3::integer and outcome.kind = 'refused'`;

const countResults = `
  update amyloscope.job set done = done + cardinality($3::bytea[]), analysed = job.analysed + counted.analysed, unusable = job.unusable + counted.unusable, refused = job.refused + counted.refused
  from (
    select count(distinct found.analysis_id) as analysed, count(distinct found.analysis_id) filter (where analysis.analysis #>> '{quality,status}' = 'refused') as unusable,
      count(*) filter (where found.analysis_id is null and found.same_as is null) as refused
    from amyloscope.screening_file as found join amyloscope.file using (file_id) left join amyloscope.analysis using (analysis_id)
    where screening_id = $2::bigint and file_key = any($3::bytea[])
  ) as counted where job_id = $1::uuid`;

/** When the last open task of a job is settled: makes tasks of the studies that waited, or ends the job. */
async function goOn(client: pg.ClientBase, queue: TaskQueue, jobId: string, { screeningId }: Screening): Promise<void> {
  const { rows: [{ left, kind }] } = await client.query<{ left: number; kind: JobKind }>('update amyloscope.job set open_tasks = open_tasks - 1 where job_id = $1 returning open_tasks as left, kind', [jobId]);
  if (left > 0) return;
  const tasks = await addStudyTasks(client, jobId);
  if (tasks.length > 0) return queue.add(client, tasks, isUrgent(kind));
  await client.query(`update amyloscope.job set state = 'done', finished_at = now(), failure = null where job_id = $1`, [jobId]);
  await client.query('update amyloscope.screening set finished_at = now() where screening_id = $1', [screeningId]);
}

async function addStudyTasks(client: pg.ClientBase, jobId: string): Promise<readonly TaskReference[]> {
  const { rows } = await client.query<{ study: string; files: number; first: number }>('select study_instance_uid as study, count(*)::integer as files, (select max(task) + 1 from amyloscope.job_task where job_id = $1) as first from amyloscope.job_file where job_id = $1 and waits group by study_instance_uid order by min(place)', [jobId]);
  let [task, files] = [rows[0]?.first ?? 0, 0];
  const places = rows.map((row) => {
    if (files >= studyFilesPerTask) [task, files] = [task + 1, 0];
    files += row.files;
    return task;
  });
  const tasks = [...new Set(places)];
  await client.query('update amyloscope.job_file as file set task = given.task from unnest($2::text[], $3::integer[]) as given (study, task) where job_id = $1::uuid and waits and study_instance_uid = given.study', [jobId, rows.map(({ study }) => study), places]);
  await client.query(`insert into amyloscope.job_task (job_id, task, phase) select $1::uuid, task, 'study' from unnest($2::integer[]) as task`, [jobId, tasks]);
  await client.query('update amyloscope.job set open_tasks = $2 where job_id = $1', [jobId, tasks.length]);
  return tasks.map((one) => ({ jobId, task: one }));
}

/** Begins every unfinished job again from its start; what is analysed already is not analysed again. To be called inside a transaction. */
export async function restartUnfinishedJobs(client: pg.ClientBase, queue: TaskQueue): Promise<void> {
  const { rows } = await client.query<{ jobId: string; kind: JobKind }>(`update amyloscope.job set state = 'queued', open_tasks = 1, total = 0, done = 0, analysed = 0, refused = 0, unusable = 0, method_id = null, screening_id = null, started_at = null
    where state in ('queued', 'running') returning job_id as "jobId", kind`);
  const jobs = rows.map(({ jobId }) => jobId);
  for (const table of ['job_object', 'job_file', 'job_task']) await client.query(`delete from amyloscope.${table} where job_id = any($1)`, [jobs]);
  await client.query(`insert into amyloscope.job_task (job_id, task, phase) select unnest($1::uuid[]), 0, 'find'`, [jobs]);
  for (const { jobId, kind } of rows) await queue.add(client, [{ jobId, task: 0 }], isUrgent(kind));
}
