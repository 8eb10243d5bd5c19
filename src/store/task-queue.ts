import type pg from 'pg';
import { PgBoss, type Db } from 'pg-boss';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Home } from './connection.ts';

/** One task of a job. */
export interface TaskReference {
  readonly jobId: string;
  readonly task: number;
}

/** Hands tasks to workers in any process on the same database; a task whose worker dies is handed to another one. */
export interface TaskQueue {
  /** Adds tasks within the transaction of `client`. @param urgent done before those that are not. */
  add(client: pg.ClientBase, tasks: readonly TaskReference[], urgent: boolean): Promise<void>;
  /**
   * Begins to do tasks. @param giveUp called for a task that failed or killed its worker again and again.
   * A task may be handed out more than once: `perform` must be able to tell that it is done already.
   */
  work(perform: (task: TaskReference) => Promise<void>, giveUp: (task: TaskReference) => Promise<void>): Promise<void>;
  /** Waits for the tasks under way for a while, then leaves them to others. */
  close(): Promise<void>;
}

const tasks = 'amyloscope-task';
const failed = 'amyloscope-task-failed';
const schema = 'amyloscope_queue';
/** The least that pg-boss takes: after so long without a sign of life a worker counts as dead. */
const heartbeatSeconds = 10;
const watchSeconds = 2;
const pollSeconds = 0.5;
const tasksAtOnce = 2;
const connections = 3;
const patienceMs = 5000;

/** Opens the queue, making its tables where they are missing. @throws AmyloscopeError `storeUnavailable` when they cannot be made. */
export async function openTaskQueue({ connection }: Pick<Home, 'connection'>): Promise<TaskQueue> {
  const boss = new PgBoss({ ...(connection as object), schema, max: connections, schedule: false, superviseIntervalSeconds: watchSeconds, monitorIntervalSeconds: watchSeconds });
  boss.on('error', onceAMinute());
  try {
    await boss.start();
    await boss.createQueue(failed, { retryLimit: 10, retryDelay: 5 });
    await boss.createQueue(tasks, { retryLimit: 3, retryDelay: 1, heartbeatSeconds, expireInSeconds: 12 * 3600, deadLetter: failed });
  } catch (cause) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw new AmyloscopeError('storeUnavailable', { en: `The queue of jobs cannot be opened, in schema ${schema} of the database: ${(cause as Error).message}`, fr: `La file des tâches ne peut être ouverte, dans le schéma ${schema} de la base : ${(cause as Error).message}` }, { cause });
  }
  return {
    async add(client, references, urgent) {
      await boss.insert(tasks, references.map((data) => ({ data, priority: urgent ? 1 : 0 })), { db: inTransactionOf(client) });
    },
    async work(perform, giveUp) {
      await boss.work<TaskReference>(tasks, { localConcurrency: tasksAtOnce, pollingIntervalSeconds: pollSeconds, burstWhenBatchFull: true }, async ([{ data }]) => perform(data));
      await boss.work<TaskReference>(failed, { pollingIntervalSeconds: watchSeconds }, async ([{ data }]) => giveUp(data));
    },
    close: () => boss.stop({ graceful: true, timeout: patienceMs }),
  };
}

/** Says what is wrong: a database that is away once a minute, not at every question of every worker. */
function onceAMinute(): (error: Error) => void {
  const said = new Map<string, number>();
  return ({ message }) => {
    const words = message.replace(/ \(Queue: .*$/, '');
    if (Date.now() - (said.get(words) ?? 0) < 60_000) return;
    said.set(words, Date.now());
    process.stderr.write(`The queue of jobs: ${words}\n`);
  };
}

function inTransactionOf(client: pg.ClientBase): Db {
  return { executeSql: (text, values) => client.query(text, values) };
}
