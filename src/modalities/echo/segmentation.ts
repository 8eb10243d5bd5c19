import { largestPart } from '../../image/largest-part.ts';
import { resize } from '../../image/resize.ts';
import type { Network } from '../../inference/onnx-network.ts';
import { maskOf, structures, type LabelMap, type Structure } from './structures.ts';

/** One frame of a loop, or a still: brightness 0 to 255, row-major, cut to the ultrasound sector. */
export interface EchoFrame {
  readonly rows: number;
  readonly columns: number;
  readonly grey: ArrayLike<number>;
  /** Height of a pixel over its width. */
  readonly pixelAspect: number;
}

/** How a frame is shown to the network: how much of its square the frame fills, and with which gamma. */
export interface Showing {
  readonly fill: number;
  readonly gamma: number;
}

const SIDE = 256;
/** The frame as it is. */
export const plainShowing: readonly Showing[] = [{ fill: 1, gamma: 1 }];
/** The same frame shown a little smaller, brighter and darker: the mean is closer to the truth, the spread says how sure it is. */
export const severalShowings: readonly Showing[] = [
  { fill: 1, gamma: 1 }, { fill: 0.92, gamma: 1 }, { fill: 0.84, gamma: 1 }, { fill: 1, gamma: 0.75 }, { fill: 0.92, gamma: 1.3 }, { fill: 0.84, gamma: 0.8 },
];

/** Probability of every label at every pixel of a frame: labels one after the other, each row-major. */
export type LabelProbabilities = Float32Array;

/** Runs the network on a frame, once for each showing. @returns one set of probabilities for each. */
export async function probabilitiesOf(network: Network, frame: EchoFrame, showings: readonly Showing[]): Promise<readonly LabelProbabilities[]> {
  const found: LabelProbabilities[] = [];
  for (const showing of showings) found.push(await shown(network, frame, showing));
  return found;
}

async function shown(network: Network, { rows, columns, grey, pixelAspect }: EchoFrame, { fill, gamma }: Showing): Promise<LabelProbabilities> {
  const longest = Math.max(rows * pixelAspect, columns);
  const [height, width] = [rows * pixelAspect, columns].map((side) => Math.max(1, Math.round((SIDE * fill * side) / longest)));
  const [top, left] = [SIDE - height, SIDE - width].map((free) => Math.floor(free / 2));
  const small = resize(grey, rows, columns, height, width);
  const square = new Float32Array(SIDE * SIDE);
  for (let r = 0; r < height; r++) {
    for (let c = 0; c < width; c++) square[(top + r) * SIDE + left + c] = Math.min(1, Math.max(0, small[r * width + c] / 255)) ** gamma;
  }
  const { outlines } = await network.run(square, [1, SIDE, SIDE]);
  const out = new Float32Array(structures.length * rows * columns);
  for (let label = 0; label < structures.length; label++) {
    const part = new Float32Array(height * width);
    for (let r = 0; r < height; r++) part.set(outlines.subarray((label * SIDE + top + r) * SIDE + left, (label * SIDE + top + r) * SIDE + left + width), r * width);
    out.set(resize(part, height, width, rows, columns), label * rows * columns);
  }
  return out;
}

/** The mean of several probabilities. */
export function meanProbabilities(several: readonly LabelProbabilities[]): LabelProbabilities {
  if (several.length === 1) return several[0];
  const mean = new Float32Array(several[0].length);
  for (const one of several) for (let i = 0; i < mean.length; i++) mean[i] += one[i] / several.length;
  return mean;
}

/** The most probable label of each pixel; of each structure only its largest part, holes filled. */
export function labelsFrom(probabilities: LabelProbabilities, rows: number, columns: number): LabelMap {
  const size = rows * columns;
  const labels = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    let best = 0;
    for (let label = 1; label < structures.length; label++) if (probabilities[label * size + i] > probabilities[best * size + i]) best = label;
    labels[i] = best;
  }
  return tidied({ rows, columns, labels });
}

function tidied(map: LabelMap): LabelMap {
  const { rows, columns } = map;
  const labels = new Uint8Array(map.labels.length);
  // The cavity last: a hole in the wall around it is the cavity, not wall.
  for (const structure of ['leftAtrium', 'myocardium', 'leftVentricle'] as const satisfies readonly Structure[]) {
    const part = structure === 'myocardium' ? withoutFilledCavity(map) : largestPart(maskOf(map, structure), rows, columns);
    for (let i = 0; i < labels.length; i++) if (part[i] !== 0) labels[i] = structures.indexOf(structure);
  }
  return { rows, columns, labels };
}

/** The largest part of the wall; where it closes around the cavity, the cavity is no hole of it. */
function withoutFilledCavity(map: LabelMap): Uint8Array {
  const wall = largestPart(maskOf(map, 'myocardium'), map.rows, map.columns);
  for (let i = 0; i < wall.length; i++) if (map.labels[i] === structures.indexOf('leftVentricle') || map.labels[i] === structures.indexOf('leftAtrium')) wall[i] = 0;
  return wall;
}
