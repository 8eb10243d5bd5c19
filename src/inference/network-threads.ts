import { availableParallelism } from 'node:os';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { readModel } from './model-card.ts';
import type { Network } from './onnx-network.ts';
import { workerPool, type WorkerPool } from './worker-pool.ts';

/** What a thread is asked: one run of one network. */
export interface NetworkTask {
  readonly name: string;
  readonly values: Float32Array;
  readonly shape: Parameters<Network['run']>[1];
}

/** Each output by name, flat. */
export type NetworkAnswer = Awaited<ReturnType<Network['run']>>;

/** A thread a core: networks of several runs in flight use them all. */
const THREADS = Math.min(2, availableParallelism());
/** No run takes a hundredth of this. */
const LONGEST_RUN_MS = 300_000;

let threads: WorkerPool<NetworkTask, NetworkAnswer> | null = null;

/**
 * A model that runs in threads which all such models share: meanwhile the caller makes the next input ready and reads the last
 * output, and two runs asked for at once take the time of one. Each thread loads a model when it is first asked for it.
 * @throws AmyloscopeError `modelUnusable` when its file is missing or altered, or by a run that a thread dies of.
 */
export function networkInThreads(name: string): Network {
  const { card } = readModel(name);
  threads ??= workerPool({ module: new URL('network-thread.ts', import.meta.url), workerData: null, workers: THREADS, timeLimitMs: LONGEST_RUN_MS });
  const pool = threads;
  return {
    card,
    async run(values, shape) {
      const ended = await pool.run(async () => ({ task: { name, values, shape }, transfer: [] }));
      if (ended.kind === 'answered') return ended.answer;
      throw new AmyloscopeError('modelUnusable', `Model ${card.file} could not be run. Restore it from the release, or give the process more memory.`, { cause: ended.kind === 'died' ? ended.error : undefined });
    },
  };
}
