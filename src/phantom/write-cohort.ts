import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { truthColumns, type CohortChoice, type TruthRow } from './cohort.ts';
import type { CohortShare } from './cohort-worker.ts';
import { requireCohort } from './require-cohort.ts';
import { runShares } from './run-shares.ts';

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
  requireCohort(choice, out);
  const share: Omit<CohortShare, 'first' | 'step'> = { choice, folder: out };
  const total = choice.count * (choice.visits ?? 1);
  const rows = await runShares<TruthRow>(new URL('./cohort-worker.ts', import.meta.url), share, workers, (done) => onProgress?.(done, total));
  const truthFile = join(out, 'truth.csv');
  writeFileSync(truthFile, `${[truthColumns, ...rows.map((row) => truthColumns.map((column) => row[column]))].map((cells) => cells.join(',')).join('\n')}\n`);
  return { truthFile, rows };
}
