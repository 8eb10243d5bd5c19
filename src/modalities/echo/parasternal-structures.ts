import { largestPart } from '../../image/largest-part.ts';
import { bothParts } from './both-parts.ts';
import type { ProbabilityMap } from './segmentation.ts';
import type { LabelMap } from './structures.ts';

/** What the network of parasternal views tells apart; the place in the list is the number of the label. */
export const parasternalStructures = ['background', 'leftVentricle', 'myocardium', 'leftAtrium', 'rightVentricle', 'aorticRoot'] as const;
export type ParasternalStructure = Exclude<(typeof parasternalStructures)[number], 'background'>;

/** The mask of one structure: 1 inside. */
export function parasternalMask({ labels }: LabelMap, structure: ParasternalStructure): Uint8Array {
  const wanted = parasternalStructures.indexOf(structure);
  return Uint8Array.from(labels, (label) => Number(label === wanted));
}

/** The most probable label of each pixel; of each structure only its largest part, of the wall the two largest. */
export function parasternalLabels({ rows, columns, probabilities }: ProbabilityMap): LabelMap {
  const size = rows * columns;
  const raw = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    let best = 0;
    for (let label = 1; label < parasternalStructures.length; label++) if (probabilities[label * size + i] > probabilities[best * size + i]) best = label;
    raw[i] = best;
  }
  const labels = new Uint8Array(size);
  // The cavity last: on a short axis it is a hole in the wall about it.
  for (const structure of ['aorticRoot', 'rightVentricle', 'leftAtrium', 'myocardium', 'leftVentricle'] as const) {
    const own = parasternalStructures.indexOf(structure);
    const mask = Uint8Array.from(raw, (label) => Number(label === own));
    const part = structure === 'myocardium' ? bothParts(mask, rows, columns) : largestPart(mask, rows, columns);
    for (let i = 0; i < size; i++) if (part[i] !== 0) labels[i] = own;
  }
  return { rows, columns, labels };
}
