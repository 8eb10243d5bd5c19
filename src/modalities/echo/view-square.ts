import { centredSquare, type EchoFrame, fittedFrame } from './segmentation.ts';

/** Side of the square that networks of whole pictures are shown, pixels. */
export const VIEW_SIDE = 96;

/** A frame at square pixels, its longer side filling the square: brightness 0 to 1, row-major. */
export function viewSquare(frame: EchoFrame): Float32Array {
  return centredSquare(fittedFrame(frame, VIEW_SIDE), VIEW_SIDE).square;
}
