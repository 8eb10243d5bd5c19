import type { Modality } from './modality.ts';
import { echo } from './echo/index.ts';
import { planar } from './planar/index.ts';
import { spectCt } from './spect-ct/index.ts';

/** Every modality Amyloscope can analyse: the only list. */
export const modalities: readonly Modality[] = [spectCt, planar, echo];
