import { parentPort, workerData } from 'node:worker_threads';
import type { CohortChoice } from './cohort.ts';
import { readVoxelAnatomy } from './voxel-anatomy.ts';
import { writeScan } from './write-scan.ts';

/** The share of a cohort that one worker makes: every `step`th patient from `first` on. */
export interface CohortShare {
  readonly choice: CohortChoice;
  readonly folder: string;
  readonly first: number;
  readonly step: number;
}

const { choice, folder, first, step } = workerData as CohortShare;
const anatomy = choice.anatomyHeader ? readVoxelAnatomy(choice.anatomyHeader) : undefined;
for (let index = first; index < choice.count; index += step) {
  for (let visit = 0; visit < (choice.visits ?? 1); visit++) parentPort!.postMessage({ index, row: writeScan(choice, index, visit, folder, anatomy) });
}
