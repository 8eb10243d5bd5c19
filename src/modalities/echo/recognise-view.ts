import { resize } from '../../image/resize.ts';
import type { Network } from '../../inference/onnx-network.ts';
import { echoViewNames, type EchoViewName } from '../../measurement/echo-view.ts';
import type { EchoFrame } from './segmentation.ts';

/** What a loop, or one frame of it, was recognised as. */
export interface RecognisedView {
  /** The most probable view. */
  readonly view: EchoViewName;
  readonly probability: number;
  /** Below `LEAST_SURE` the view is a guess, and is used for nothing. */
  readonly sure: boolean;
  /** Of every view, in the order of `echoViewNames`; they sum to 1. */
  readonly probabilities: readonly number[];
}

/** A recognised loop: the mean over its frames, and each of them. */
export interface RecognisedLoop extends RecognisedView {
  /** Frames looked at, counted from 1. */
  readonly frames: readonly number[];
  readonly each: readonly RecognisedView[];
}

const SIDE = 96;
/** Frames of a loop that are looked at, evenly spread: Zhang takes ten at random. */
const FRAMES = 12;
/** Chosen before testing. Zhang's code takes 0.5 and calls it arbitrary; a higher limit sets more loops aside and errs less. */
export const LEAST_SURE = 0.7;

/** Recognises the view of a loop from frames spread evenly over it. @param frames at least one. */
export async function recogniseLoop(network: Network, frames: readonly EchoFrame[]): Promise<RecognisedLoop> {
  const count = Math.min(FRAMES, frames.length);
  const chosen = Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * frames.length) / count));
  const each: RecognisedView[] = [];
  for (const frame of chosen) each.push(await recogniseFrame(network, frames[frame]));
  const mean = echoViewNames.map((_, i) => each.reduce((sum, { probabilities }) => sum + probabilities[i], 0) / count);
  return { ...answer(mean), frames: chosen.map((frame) => frame + 1), each };
}

/** Recognises the view of one frame. */
export async function recogniseFrame(network: Network, frame: EchoFrame): Promise<RecognisedView> {
  const { views } = await network.run(squareOf(frame), [1, SIDE, SIDE]);
  return answer([...views]);
}

function answer(probabilities: readonly number[]): RecognisedView {
  const probability = Math.max(...probabilities);
  return { view: echoViewNames[probabilities.indexOf(probability)], probability, sure: probability >= LEAST_SURE, probabilities };
}

/** The frame at square pixels, its longer side filling the square. */
function squareOf({ rows, columns, grey, pixelAspect }: EchoFrame): Float32Array {
  const longest = Math.max(rows * pixelAspect, columns);
  const [height, width] = [rows * pixelAspect, columns].map((side) => Math.max(1, Math.round((SIDE * side) / longest)));
  const [top, left] = [SIDE - height, SIDE - width].map((free) => Math.floor(free / 2));
  const small = resize(grey, rows, columns, height, width);
  const square = new Float32Array(SIDE * SIDE);
  for (let r = 0; r < height; r++) {
    for (let c = 0; c < width; c++) square[(top + r) * SIDE + left + c] = Math.min(1, Math.max(0, small[r * width + c] / 255));
  }
  return square;
}
