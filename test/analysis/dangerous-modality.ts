// The counts modality, but some patients make it do what a fault in native code or an endless loop would.
import type { Modality } from '../../src/modalities/modality.ts';
import { modalities as harmless } from './counts-modality.ts';

const [counts] = harmless;

const dangerous: Modality = {
  ...counts,
  name: 'dangerous',
  async analyse(group) {
    if (group[0].patientId === 'NEVER ENDS') for (;;);
    if (group[0].patientId === 'EXITS') process.exit(3);
    return counts.analyse(group);
  },
};

export const modalities: readonly Modality[] = [dangerous];
