import { largestPart } from '../../image/largest-part.ts';
import { resize } from '../../image/resize.ts';
import type { Network } from '../../inference/onnx-network.ts';
import { bothParts } from './both-parts.ts';
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
const plainShowing: Showing = { fill: 1, gamma: 1 };
/** The same frame shown a little smaller, brighter and darker: the mean is closer to the truth, the spread says how sure it is. */
export const severalShowings: readonly Showing[] = [
  { fill: 1, gamma: 1 }, { fill: 0.92, gamma: 1 }, { fill: 0.84, gamma: 1 }, { fill: 1, gamma: 0.75 }, { fill: 0.92, gamma: 1.3 }, { fill: 0.84, gamma: 0.8 },
];

/** Probability of every label at every pixel of a grid over a frame: labels one after the other, each row-major. */
export interface ProbabilityMap {
  readonly rows: number;
  readonly columns: number;
  readonly probabilities: Float32Array;
}

/** Labels of a frame at the network's own resolution, for what needs no fine outline. */
export async function coarseLabels(network: Network, frame: EchoFrame): Promise<LabelMap> {
  return labelsFrom(await showFrame(network, frame, plainShowing));
}

/** A frame at the size at which a network is shown it, brightness 0 to 255, row-major. */
export interface FittedFrame {
  readonly height: number;
  readonly width: number;
  readonly small: Float32Array;
}

/** A frame at square pixels. @param longestSide of the result, pixels. */
export function fittedFrame({ rows, columns, grey, pixelAspect }: EchoFrame, longestSide: number): FittedFrame {
  const longest = Math.max(rows * pixelAspect, columns);
  const [height, width] = [rows * pixelAspect, columns].map((side) => Math.max(1, Math.round((longestSide * side) / longest)));
  return { height, width, small: resize(grey, rows, columns, height, width) };
}

/** Puts a fitted frame in the middle of a network's square. @returns brightness 0 to 1, row-major, and where the frame begins. */
export function centredSquare({ height, width, small }: FittedFrame, side: number, gamma = 1): { readonly square: Float32Array; readonly top: number; readonly left: number } {
  const [top, left] = [side - height, side - width].map((free) => Math.floor(free / 2));
  const square = new Float32Array(side * side);
  for (let r = 0; r < height; r++) {
    for (let c = 0; c < width; c++) {
      const grey = Math.min(1, Math.max(0, small[r * width + c] / 255));
      square[(top + r) * side + left + c] = gamma === 1 ? grey : grey ** gamma;
    }
  }
  return { square, top, left };
}

/** Runs the network once for each of several showings. @returns of each its probabilities on the part of the network's square that the frame fills. */
export async function showSeverally(network: Network, frame: EchoFrame, showings: readonly Showing[]): Promise<readonly ProbabilityMap[]> {
  const sizes = new Map([...new Set(showings.map(({ fill }) => fill))].map((fill) => [fill, fittedFrame(frame, SIDE * fill)]));
  return Promise.all(showings.map(({ fill, gamma }) => shown(network, sizes.get(fill)!, gamma)));
}

/** Runs the network once. @returns probabilities on the part of its square that the frame fills. */
export function showFrame(network: Network, frame: EchoFrame, { fill, gamma }: Showing): Promise<ProbabilityMap> {
  return shown(network, fittedFrame(frame, SIDE * fill), gamma);
}

async function shown(network: Network, fitted: FittedFrame, gamma: number): Promise<ProbabilityMap> {
  const { height, width } = fitted;
  const { square, top, left } = centredSquare(fitted, SIDE, gamma);
  const { outlines } = await network.run(square, [1, SIDE, SIDE]);
  const count = outlines.length / (SIDE * SIDE);
  const probabilities = new Float32Array(count * height * width);
  for (let label = 0; label < count; label++) {
    for (let r = 0; r < height; r++) {
      const from = (label * SIDE + top + r) * SIDE + left;
      probabilities.set(outlines.subarray(from, from + width), (label * height + r) * width);
    }
  }
  return { probabilities, rows: height, columns: width };
}

/** The same probabilities on another grid over the frame. */
export function onGrid({ rows, columns, probabilities }: ProbabilityMap, toRows: number, toColumns: number): ProbabilityMap {
  if (rows === toRows && columns === toColumns) return { rows, columns, probabilities };
  const count = probabilities.length / (rows * columns);
  const out = new Float32Array(count * toRows * toColumns);
  for (let label = 0; label < count; label++) {
    const own = probabilities.subarray(label * rows * columns, (label + 1) * rows * columns);
    out.set(resize(own, rows, columns, toRows, toColumns), label * toRows * toColumns);
  }
  return { rows: toRows, columns: toColumns, probabilities: out };
}

/** The mean of several maps of one frame, on the grid of the first. */
export function meanProbabilities(several: readonly ProbabilityMap[]): ProbabilityMap {
  const [{ rows, columns, probabilities: { length } }] = several;
  const probabilities = new Float32Array(length);
  for (const map of several) {
    const one = onGrid(map, rows, columns).probabilities;
    for (let i = 0; i < probabilities.length; i++) probabilities[i] += one[i] / several.length;
  }
  return { rows, columns, probabilities };
}

/** The most probable label of each pixel; of each structure only its largest part, holes filled, of the wall the two largest. Of a network that tells more structures apart, those are background. */
export function labelsFrom({ rows, columns, probabilities }: ProbabilityMap): LabelMap {
  const size = rows * columns;
  const count = probabilities.length / size;
  const labels = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    let best = 0;
    for (let label = 1; label < count; label++) if (probabilities[label * size + i] > probabilities[best * size + i]) best = label;
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
    const label = structures.indexOf(structure);
    for (let i = 0; i < labels.length; i++) if (part[i] !== 0) labels[i] = label;
  }
  return { rows, columns, labels };
}

/** The wall without strays; where it closes around the cavity, the cavity is no hole of it. */
function withoutFilledCavity(map: LabelMap): Uint8Array {
  const wall = bothParts(maskOf(map, 'myocardium'), map.rows, map.columns);
  const [ventricle, atrium] = [structures.indexOf('leftVentricle'), structures.indexOf('leftAtrium')];
  for (let i = 0; i < wall.length; i++) if (map.labels[i] === ventricle || map.labels[i] === atrium) wall[i] = 0;
  return wall;
}
