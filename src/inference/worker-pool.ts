import { Worker, type Transferable } from 'node:worker_threads';

/** A task, and the memory that goes over to the worker with it. */
export interface PreparedTask<Task> {
  readonly task: Task;
  readonly transfer: readonly Transferable[];
}

/** The answer itself, where preparing a task showed that no worker is needed. */
export interface KnownAnswer<Answer> {
  readonly answer: Answer;
}

/** How a task ended: answered, or its worker died of it or was stopped because it took too long. */
export type PoolAnswer<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'died'; readonly error: unknown }
  | { readonly kind: 'tookTooLong' };

export interface WorkerPool<Task, Answer> {
  /**
   * Has a task done. `prepare` is called when a worker has room, and again should that worker die of another task.
   * @throws what `prepare` throws, or what kept a worker from starting.
   */
  run(prepare: () => Promise<PreparedTask<Task> | KnownAnswer<Answer>>): Promise<PoolAnswer<Answer>>;
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly module: URL;
  readonly workerData: unknown;
  readonly workers: number;
  readonly timeLimitMs: number;
}

/** One task that is worked on and one that waits, so that no worker is ever idle between two. */
const tasksPerWorker = 2;

type Settle<Answer> = (answer: PoolAnswer<Answer> | 'lost') => void;

interface Member<Answer> {
  readonly worker: Worker;
  readonly ready: Promise<void>;
  /** Places taken: tasks in preparation and tasks sent. */
  taken: number;
  /** Tasks sent and not yet answered, oldest first: the first is the one the worker is at. */
  readonly sent: Settle<Answer>[];
  clock: NodeJS.Timeout | undefined;
  gone: boolean;
}

/**
 * Workers that do tasks one after the other, and keep no process from ending while they have none. A worker that dies of a task, or takes too long, is replaced; only that
 * task is given up, the tasks behind it are done by another worker.
 */
export function workerPool<Task, Answer>(options: PoolOptions): WorkerPool<Task, Answer> {
  const members = Array.from({ length: options.workers }, () => startMember<Answer>(options));
  const waiting: (() => void)[] = [];
  let closed = false;

  /** null when the pool is closed. */
  async function takePlace(): Promise<Member<Answer> | null> {
    while (!closed) {
      members.forEach((member, index) => {
        if (member.gone) members[index] = startMember<Answer>(options);
      });
      const freest = members.reduce((best, member) => (member.taken < best.taken ? member : best));
      if (freest.taken < tasksPerWorker) {
        freest.taken += 1;
        return freest;
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    return null;
  }

  async function attempt(prepare: () => Promise<PreparedTask<Task> | KnownAnswer<Answer>>): Promise<PoolAnswer<Answer> | 'lost'> {
    const member = await takePlace();
    if (member === null) return { kind: 'died', error: new Error('the workers were stopped') };
    try {
      const prepared = await prepare();
      if ('answer' in prepared) return { kind: 'answered', answer: prepared.answer };
      await member.ready;
      return await send(member, prepared, options.timeLimitMs);
    } finally {
      member.taken -= 1;
      waiting.shift()?.();
    }
  }

  return {
    async run(prepare) {
      for (;;) {
        const answer = await attempt(prepare);
        if (answer !== 'lost') return answer;
      }
    },
    async close() {
      closed = true;
      for (const wake of waiting.splice(0)) wake();
      await Promise.all(members.map(({ worker }) => worker.terminate()));
    },
  };
}

function startMember<Answer>({ module, workerData, timeLimitMs }: PoolOptions): Member<Answer> {
  const worker = new Worker(module, { workerData });
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
  ready.catch(() => undefined);
  const member: Member<Answer> = { worker, ready, taken: 0, sent: [], clock: undefined, gone: false };
  worker.on('message', (message: Answer | 'ready') => {
    if (message !== 'ready') {
      member.sent.shift()?.({ kind: 'answered', answer: message });
      watch(member, timeLimitMs);
    }
    if (member.sent.length === 0) worker.unref();
  });
  worker.on('error', (error) => end(member, { kind: 'died', error }));
  worker.on('exit', (code) => end(member, { kind: 'died', error: new Error(`its worker ended with code ${code}`) }));
  return member;
}

function send<Task, Answer>(
  member: Member<Answer>,
  { task, transfer }: PreparedTask<Task>,
  timeLimitMs: number,
): Promise<PoolAnswer<Answer> | 'lost'> {
  return new Promise((settle) => {
    if (member.gone) return settle('lost');
    member.worker.ref();
    member.sent.push(settle);
    if (member.sent.length === 1) watch(member, timeLimitMs);
    member.worker.postMessage(task, transfer);
  });
}

/** Starts the clock for the task the worker is at now. */
function watch<Answer>(member: Member<Answer>, timeLimitMs: number): void {
  clearTimeout(member.clock);
  if (member.sent.length === 0) return;
  member.clock = setTimeout(() => {
    end(member, { kind: 'tookTooLong' });
    void member.worker.terminate();
  }, timeLimitMs);
}

function end<Answer>(member: Member<Answer>, first: PoolAnswer<Answer>): void {
  if (member.gone) return;
  member.gone = true;
  clearTimeout(member.clock);
  const [guilty, ...others] = member.sent.splice(0);
  guilty?.(first);
  for (const settle of others) settle('lost');
}
