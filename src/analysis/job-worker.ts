import pg from 'pg';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Home } from '../store/connection.ts';
import { failJob, noteFailure } from '../store/jobs.ts';
import { withConnection } from '../store/with-connection.ts';
import type { TaskQueue, TaskReference } from '../store/task-queue.ts';
import type { ModalityChoice } from './load-modalities.ts';
import { performTask } from './perform-task.ts';
import { startScreener, type Screener } from './screener.ts';
import type { JobFolders } from './walk-job.ts';

export interface JobWorkerOptions {
  readonly home: Pick<Home, 'connection'>;
  readonly queue: TaskQueue;
  readonly folders: JobFolders;
  /** Threads; one for each core when not given. */
  readonly workers?: number | undefined;
  /** URL of a module that exports `modalities`; the shipped list when not given. */
  readonly modalitiesModule?: string | undefined;
}

/** A process that does tasks of jobs. */
export interface JobWorker {
  /** Takes no further task and lets go of its threads; to be called once the queue is closed. */
  close(): Promise<void>;
}

const connections = 4;

/** Begins to do the tasks of jobs that any process on the same database added. */
export async function startJobWorker({ home, queue, folders, workers, modalitiesModule }: JobWorkerOptions): Promise<JobWorker> {
  const pool = new pg.Pool({ ...home.connection, max: connections });
  pool.on('error', () => undefined);
  const stop = new AbortController();
  const screeners = new Map<ModalityChoice, Screener>();
  // Started when first needed: each thread holds the networks.
  const screener = (choice: ModalityChoice): Screener => {
    const running = screeners.get(choice) ?? startScreener({ workers, modalitiesModule, choice });
    screeners.set(choice, running);
    return running;
  };
  await queue.work((task) => perform(pool, { queue, folders, screener, modalitiesModule, stopped: stop.signal }, task), (task) => withConnection(pool, (client) => failJob(client, task.jobId)));
  return {
    async close() {
      stop.abort(new Error('The worker was told to stop.'));
      await Promise.all([...screeners.values()].map((one) => one.close()));
      await pool.end();
    },
  };
}

async function perform(pool: pg.Pool, tools: Omit<Parameters<typeof performTask>[0], 'client'>, task: TaskReference): Promise<void> {
  try {
    await withConnection(pool, (client) => performTask({ ...tools, client }, task));
  } catch (error) {
    if (tools.stopped.aborted) throw error;
    await withConnection(pool, (client) => noteFailure(client, task.jobId, (error as Error).message)).catch(() => undefined);
    // What is wrong with the input does not get better.
    if (!(error instanceof AmyloscopeError && error.code === 'invalidInput')) throw error;
    await withConnection(pool, (client) => failJob(client, task.jobId));
  }
}
