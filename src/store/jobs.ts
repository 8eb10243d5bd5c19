import type pg from 'pg';
import type { TaskQueue } from './task-queue.ts';
import { inTransaction, query } from './transaction.ts';

export type JobKind = 'analyseUpload' | 'analyseReceived' | 'demo' | 'screenArchive';
export type JobState = 'queued' | 'running' | 'done' | 'failed';

/** What a job is to look at; the demonstration cohort is made by the job itself. */
export type JobInput = { readonly paths: readonly string[] } | { readonly uploadId: string } | { readonly demo: true };

/** A job as it stands. */
export interface Job {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly state: JobState;
  readonly input: JobInput;
  readonly methodId: number | null;
  readonly screeningId: number | null;
  /** Files found so far, and those of them whose outcome is stored. */
  readonly total: number;
  readonly done: number;
  /** Analyses, files refused, and analyses whose images were too poor to classify. */
  readonly analysed: number;
  readonly refused: number;
  readonly unusable: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Why it failed, or what stopped a task of it last. */
  readonly failure: string | null;
}

/** A file that a job could not analyse. */
export interface JobProblem {
  readonly path: string;
  /** What the sender calls it. */
  readonly name: string;
  /** An error code of Amyloscope, or `tookTooLong`, `unexpected`. */
  readonly code: string;
  readonly reason: string;
}

const columns = `job_id as "jobId", kind, state, input, method_id as "methodId", screening_id::integer as "screeningId", total, done, analysed, refused, unusable,
  started_at as "startedAt", finished_at as "finishedAt", failure`;
/** What names an urgent job: somebody waits for it in front of a page. */
const urgentKinds: readonly JobKind[] = ['analyseUpload', 'demo'];

export function isUrgent(kind: JobKind): boolean {
  return urgentKinds.includes(kind);
}

export interface NewJob {
  readonly kind: JobKind;
  readonly user: string;
  readonly input: JobInput;
}

/** Adds a job and its first task: both or nothing. @returns as `insertJob`. */
export function addJob(client: pg.ClientBase, queue: TaskQueue, job: NewJob): Promise<string> {
  return inTransaction(client, () => insertJob(client, queue, job));
}

/** Adds a job within a transaction. @returns its id; where the demonstration is asked for again, that of the one there is. */
export async function insertJob(client: pg.ClientBase, queue: TaskQueue, { kind, user, input }: NewJob): Promise<string> {
  const [added] = await query<{ jobId: string }>(client, `insert into amyloscope.job (kind, user_name, input) values ($1, $2, $3) on conflict (kind) where kind = 'demo' and state <> 'failed' do nothing returning job_id as "jobId"`, [kind, user, JSON.stringify(input)]);
  if (!added) return (await query<{ jobId: string }>(client, `select job_id as "jobId" from amyloscope.job where kind = $1 and state <> 'failed'`, [kind]))[0].jobId;
  await query(client, `insert into amyloscope.job_task (job_id, task, phase) values ($1, 0, 'find')`, [added.jobId]);
  await queue.add(client, [{ jobId: added.jobId, task: 0 }], isUrgent(kind));
  return added.jobId;
}

/** A job; null when there is none of the id. */
export async function findJob(client: pg.ClientBase, jobId: string): Promise<Job | null> {
  const [job] = await query<Job & pg.QueryResultRow>(client, `select ${columns} from amyloscope.job where job_id = $1`, [jobId]);
  return job ?? null;
}

/** One page of the jobs, the newest first, and how many there are. */
export async function jobsPage(client: pg.ClientBase, offset: number, limit: number): Promise<{ readonly total: number; readonly jobs: readonly Job[] }> {
  const [{ total }] = await query<{ total: number }>(client, 'select count(*)::integer as total from amyloscope.job');
  return { total, jobs: await query<Job & pg.QueryResultRow>(client, `select ${columns} from amyloscope.job order by created_at desc, job_id limit $1 offset $2`, [limit, offset]) };
}

/** How many jobs are in each state. */
export function jobCounts(client: pg.ClientBase): Promise<readonly { readonly state: JobState; readonly count: number }[]> {
  return query(client, `select state, count(job_id)::integer as count from unnest(array['queued', 'running', 'done', 'failed']) as state left join amyloscope.job using (state) group by state`);
}

/** The first files that a job could not analyse, in the order of its walk. */
export function problemsOf(client: pg.ClientBase, { jobId, methodId }: Pick<Job, 'jobId' | 'methodId'>, most: number): Promise<readonly JobProblem[]> {
  return query<JobProblem & pg.QueryResultRow>(client, `select refused.path, name, coalesce(code, 'unexpected') as code, refused.reason
    from (select path, name, reason, file_key, place from amyloscope.job_file where job_id = $1 and reason is not null order by place limit $3) as refused
    left join amyloscope.file using (file_key) left join amyloscope.file_outcome as outcome on outcome.file_id = file.file_id and method_id = $2 order by place`, [jobId, methodId, most]);
}

/** The first analyses of a job. */
export async function analysesOf(client: pg.ClientBase, { screeningId }: Pick<Job, 'screeningId'>, most: number): Promise<readonly string[]> {
  if (screeningId === null) return [];
  const rows = await query<{ analysisId: string }>(client, `select distinct analysis_id as "analysisId" from (
    select analysis_id from amyloscope.screening_file where screening_id = $1 and analysis_id is not null order by file_id limit $2) first order by 1`, [screeningId, most]);
  return rows.map(({ analysisId }) => analysisId);
}

/** Keeps what stopped a task, for the case that nothing helps. */
export async function noteFailure(client: pg.ClientBase, jobId: string, reason: string): Promise<void> {
  await query(client, `update amyloscope.job set failure = $2 where job_id = $1 and state <> 'done'`, [jobId, reason]);
}

/** Ends a job that cannot be done. What it has stored stays. */
export async function failJob(client: pg.ClientBase, jobId: string): Promise<void> {
  const lost = 'A task of it stopped the process that did it, again and again.';
  await query(client, `update amyloscope.job set state = 'failed', finished_at = now(), failure = coalesce(failure, $2) where job_id = $1 and state in ('queued', 'running')`, [jobId, lost]);
}
