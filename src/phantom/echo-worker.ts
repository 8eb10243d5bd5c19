import { parentPort, workerData } from 'node:worker_threads';
import { writeEcho, type EchoCohortChoice } from './write-echo.ts';

/** The share of a cohort that one worker makes: every `step`th patient from `first` on. */
export interface EchoShare {
  readonly choice: EchoCohortChoice;
  readonly folder: string;
  readonly first: number;
  readonly step: number;
}

const { choice, folder, first, step } = workerData as EchoShare;
for (let index = first; index < choice.count; index += step) {
  for (let visit = 0; visit < (choice.visits ?? 1); visit++) parentPort!.postMessage({ index, row: writeEcho(choice, index, visit, folder) });
}
