import { Worker } from 'node:worker_threads';
import { problem } from './problem.ts';

/**
 * Has a module work in a thread of its own, in which the server can answer others meanwhile.
 * @param module says its answer by one message.
 * @param data what it finds as `workerData`.
 * @throws Problem as `late` says when it takes longer, and what the thread died of.
 */
export function inThread<Answer>(module: URL, data: object, { longestMs, late }: { readonly longestMs: number; readonly late: Parameters<typeof problem>[0] }): Promise<Answer> {
  const worker = new Worker(module, { workerData: data });
  return new Promise<Answer>((resolve, reject) => {
    const timer = setTimeout(() => {
      void worker.terminate();
      reject(problem(late));
    }, longestMs);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`a thread ended with code ${code} and no answer`));
    });
  });
}
