import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { truthColumns, type CohortChoice, type TruthRow } from './cohort.ts';
import type { CohortShare } from './cohort-worker.ts';

export interface CohortOptions extends CohortChoice {
  /** Folder to write into; made when missing. */
  readonly out: string;
  /** One for each core when not given. */
  readonly workers?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface WrittenCohort {
  readonly truthFile: string;
  readonly rows: readonly TruthRow[];
}

/**
 * Writes a cohort of digital patients as DICOM files with `truth.csv` beside them.
 * @throws AmyloscopeError `invalidInput` when count or seed is not a whole number in range, `outputRefused` when the folder cannot be written.
 */
export async function writeCohort(options: CohortOptions): Promise<WrittenCohort> {
  const { out, workers = availableParallelism(), onProgress, ...choice } = options;
  requireWhole('count', choice.count, 1, 1_000_000);
  requireWhole('seed', choice.seed, 0, 1_000_000);
  try {
    mkdirSync(out, { recursive: true });
  } catch (cause) {
    throw new AmyloscopeError('outputRefused', `The folder ${out} cannot be made. Name one that can be written.`, { cause });
  }
  const total = choice.count * (choice.visits ?? 1);
  const found: { index: number; row: TruthRow }[] = [];
  const step = Math.min(workers, choice.count);
  await Promise.all(Array.from({ length: step }, (_, first) => runShare({ choice, folder: out, first, step }, (one) => {
    found.push(one);
    onProgress?.(found.length, total);
  })));
  const rows = found.sort((a, b) => a.index - b.index || a.row.visit - b.row.visit).map(({ row }) => row);
  const truthFile = join(out, 'truth.csv');
  writeFileSync(truthFile, `${[truthColumns, ...rows.map((row) => truthColumns.map((column) => row[column]))].map((cells) => cells.join(',')).join('\n')}\n`);
  return { truthFile, rows };
}

function requireWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new AmyloscopeError('invalidInput', `${name} is ${value}; it must be a whole number from ${least} to ${most}.`);
}

function runShare(share: CohortShare, onRow: (one: { index: number; row: TruthRow }) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./cohort-worker.ts', import.meta.url), { workerData: share });
    worker.on('message', onRow);
    worker.on('error', reject);
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new AmyloscopeError('outputRefused', `A worker stopped with code ${code} while writing the cohort.`))));
  });
}
