// The counts modality, but it takes longer than a worker that is told to stop may go on.
import type { Modality } from '../../src/modalities/modality.ts';
import { modalities as quick } from '../analysis/counts-modality.ts';

const longerThanPatienceMs = 7000;

export const modalities: readonly Modality[] = quick.map((modality) => ({
  ...modality,
  async analyse(group) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, longerThanPatienceMs);
    return modality.analyse(group);
  },
}));
