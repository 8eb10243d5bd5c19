import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { requireCohort } from './require-cohort.ts';
import { runShares } from './run-shares.ts';
import { truthTable, type SpectCtRecord } from './spect-ct-record.ts';
import type { SpectCtShare } from './spect-ct-worker.ts';
import type { SpectCtCohortChoice } from './write-spect-ct.ts';

export interface SpectCtCohortOptions extends SpectCtCohortChoice {
  /** Folder to write into; made when missing. */
  readonly out: string;
  /** One for each core when not given. */
  readonly workers?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface WrittenSpectCtCohort {
  readonly truthFile: string;
  readonly records: readonly SpectCtRecord[];
}

/**
 * Writes a cohort of SPECT/CT studies of digital patients with `truth.json` and `truth.csv` beside them.
 * @throws AmyloscopeError `invalidInput` when count or seed is not a whole number in range, `outputRefused` when the folder cannot be written.
 */
export async function writeSpectCtCohort(options: SpectCtCohortOptions): Promise<WrittenSpectCtCohort> {
  const { out, workers = availableParallelism(), onProgress, ...choice } = options;
  requireCohort(choice, out);
  const share: Omit<SpectCtShare, 'first' | 'step'> = { choice, folder: out };
  const total = choice.count * (choice.visits ?? 1);
  const records = await runShares<SpectCtRecord>(new URL('./spect-ct-worker.ts', import.meta.url), share, workers, (done) => onProgress?.(done, total));
  const truthFile = join(out, 'truth.json');
  writeFileSync(truthFile, `${JSON.stringify({ simulated: true, seed: choice.seed, studies: records }, null, 1)}\n`);
  writeFileSync(join(out, 'truth.csv'), `${truthTable(records).map((cells) => cells.join(',')).join('\n')}\n`);
  return { truthFile, records };
}
