import { resize } from '../../image/resize.ts';
import type { EchoFrame } from './segmentation.ts';

/** Side of the square that networks of whole pictures are shown, pixels. */
export const VIEW_SIDE = 96;

/** A frame at square pixels, its longer side filling the square: brightness 0 to 1, row-major. */
export function viewSquare({ rows, columns, grey, pixelAspect }: EchoFrame): Float32Array {
  const longest = Math.max(rows * pixelAspect, columns);
  const [height, width] = [rows * pixelAspect, columns].map((side) => Math.max(1, Math.round((VIEW_SIDE * side) / longest)));
  const [top, left] = [VIEW_SIDE - height, VIEW_SIDE - width].map((free) => Math.floor(free / 2));
  const small = resize(grey, rows, columns, height, width);
  const square = new Float32Array(VIEW_SIDE * VIEW_SIDE);
  for (let r = 0; r < height; r++) {
    for (let c = 0; c < width; c++) square[(top + r) * VIEW_SIDE + left + c] = Math.min(1, Math.max(0, small[r * width + c] / 255));
  }
  return square;
}
