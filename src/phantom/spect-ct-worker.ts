import { parentPort, workerData } from 'node:worker_threads';
import { writeSpectCt, type SpectCtCohortChoice } from './write-spect-ct.ts';

/** The share of a cohort that one worker makes: every `step`th patient from `first` on. */
export interface SpectCtShare {
  readonly choice: SpectCtCohortChoice;
  readonly folder: string;
  readonly first: number;
  readonly step: number;
}

const { choice, folder, first, step } = workerData as SpectCtShare;
for (let index = first; index < choice.count; index += step) {
  for (let visit = 0; visit < (choice.visits ?? 1); visit++) parentPort!.postMessage({ index, row: writeSpectCt(choice, index, visit, folder) });
}
