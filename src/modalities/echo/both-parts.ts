import { largestPart } from '../../image/largest-part.ts';

/** A second part smaller than this share of the first is a stray one. */
const SECOND_PART = 0.2;

/** The two largest parts of a wall: it shows in two on the parasternal long axis, and where the sector cuts off an apex. @param mask rows * columns, 1 inside. */
export function bothParts(mask: Uint8Array, rows: number, columns: number): Uint8Array {
  const first = largestPart(mask, rows, columns);
  const rest = new Uint8Array(mask.length);
  let [most, left] = [0, 0];
  for (let i = 0; i < mask.length; i++) {
    most += first[i];
    if (mask[i] !== 0 && first[i] === 0) left += rest[i] = 1;
  }
  // Most walls are in one part, and what is left need not be taken apart.
  if (left < SECOND_PART * most) return first;
  const second = largestPart(rest, rows, columns);
  if (second.reduce((sum, inside) => sum + inside, 0) < SECOND_PART * most) return first;
  for (let i = 0; i < second.length; i++) second[i] |= first[i];
  return second;
}
