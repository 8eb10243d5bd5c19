import type { Modality } from './modality.ts';
import { planar } from './planar/index.ts';

/** Every modality Amyloscope can analyse: the only list. */
export const modalities: readonly Modality[] = [planar];
