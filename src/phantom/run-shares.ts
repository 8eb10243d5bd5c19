import { Worker } from 'node:worker_threads';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';

/** What a worker reports of each scan it made. */
interface MadeScan<Row> {
  readonly index: number;
  readonly row: Row;
}

/**
 * Makes a cohort on several threads, each every so manieth patient, and brings what they made into order.
 * @param script worker that is given `choice`, `folder`, `first` and `step`.
 * @param onScan called after each scan with how many there are.
 * @throws AmyloscopeError `outputRefused` when a worker stops; else what it threw.
 */
export async function runShares<Row extends { readonly visit: number }>(script: URL, share: { readonly choice: { readonly count: number }; readonly folder: string }, workers: number, onScan: (done: number) => void): Promise<readonly Row[]> {
  const made: MadeScan<Row>[] = [];
  const step = Math.min(workers, share.choice.count);
  await Promise.all(Array.from({ length: step }, (_, first) => runShare<Row>(script, { ...share, first, step }, (one) => {
    made.push(one);
    onScan(made.length);
  })));
  return made.sort((a, b) => a.index - b.index || a.row.visit - b.row.visit).map(({ row }) => row);
}

function runShare<Row>(script: URL, share: object, onScan: (one: MadeScan<Row>) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: share });
    worker.on('message', onScan);
    worker.on('error', reject);
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new AmyloscopeError('outputRefused', `A worker stopped with code ${code} while writing the cohort.`))));
  });
}
