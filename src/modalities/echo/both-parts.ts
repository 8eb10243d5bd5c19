import { largestPart } from '../../image/largest-part.ts';

/** A second part smaller than this share of the first is a stray one. */
const SECOND_PART = 0.2;

/** The two largest parts of a wall: it shows in two on the parasternal long axis, and where the sector cuts off an apex. @param mask rows * columns, 1 inside. */
export function bothParts(mask: Uint8Array, rows: number, columns: number): Uint8Array {
  const first = largestPart(mask, rows, columns);
  const second = largestPart(mask.map((inside, i) => inside && !first[i] ? 1 : 0), rows, columns);
  const [most, next] = [first, second].map((part) => part.reduce((sum, inside) => sum + inside, 0));
  return next < SECOND_PART * most ? first : first.map((inside, i) => inside | second[i]);
}
