import type { ViewingAnswer, ViewingTask } from './viewing-task.ts';
import { workerPool, type WorkerPool } from '../inference/worker-pool.ts';

/** Looks at images again, in a thread of its own: a server goes on answering meanwhile. */
export interface Viewing {
  /** @throws when the thread died of the task or took too long. */
  ask(task: ViewingTask): Promise<ViewingAnswer>;
  close(): Promise<void>;
}

const timeLimitMs = 180_000;

/** The thread starts with the first task. */
export function startViewing(): Viewing {
  let pool: WorkerPool<ViewingTask, ViewingAnswer> | null = null;
  return {
    async ask(task) {
      pool ??= workerPool({ module: new URL('./viewing-worker.ts', import.meta.url), workerData: null, workers: 1, timeLimitMs });
      const answer = await pool.run(async () => ({ task, transfer: [] }));
      if (answer.kind === 'answered') return answer.answer;
      throw new Error(answer.kind === 'died' ? `images could not be looked at: ${String(answer.error)}` : 'images could not be looked at in time');
    },
    close: async () => pool?.close(),
  };
}
