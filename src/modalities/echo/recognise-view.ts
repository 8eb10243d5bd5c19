import type { Network } from '../../inference/onnx-network.ts';
import { echoViewNames, type EchoViewName } from '../../measurement/echo-view.ts';
import type { EchoFrame } from './segmentation.ts';
import { VIEW_SIDE, viewSquare } from './view-square.ts';

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

/** Frames of a loop that are looked at, evenly spread: Zhang takes ten at random. */
const FRAMES = 12;
/** Chosen before testing. Zhang's code takes 0.5 and calls it arbitrary; a higher limit sets more loops aside and errs less. */
export const LEAST_SURE = 0.7;

/** Recognises the view of a loop from frames spread evenly over it. @param frames at least one. */
export async function recogniseLoop(network: Network, frames: readonly EchoFrame[]): Promise<RecognisedLoop> {
  const count = Math.min(FRAMES, frames.length);
  const chosen = Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * frames.length) / count));
  const each = await Promise.all(chosen.map((frame) => recogniseFrame(network, frames[frame])));
  const mean = echoViewNames.map((_, i) => each.reduce((sum, { probabilities }) => sum + probabilities[i], 0) / count);
  return { ...answer(mean), frames: chosen.map((frame) => frame + 1), each };
}

/** Recognises the view of one frame. */
export async function recogniseFrame(network: Network, frame: EchoFrame): Promise<RecognisedView> {
  const { views } = await network.run(viewSquare(frame), [1, VIEW_SIDE, VIEW_SIDE]);
  return answer([...views]);
}

function answer(probabilities: readonly number[]): RecognisedView {
  const probability = Math.max(...probabilities);
  return { view: echoViewNames[probabilities.indexOf(probability)], probability, sure: probability >= LEAST_SURE, probabilities };
}
