import type { Pixels } from '../../dicom/study.ts';

/** A sudden shift of the patient along the table during the acquisition. */
export interface AxialStep {
  /** Towards the last row; in rows. */
  readonly rows: number;
  /** The projection, counted from 0 within its detector, before which it happened. */
  readonly projection: number;
  /** How much better the images agree once shifted: gain of the correlation, 0 to 2. */
  readonly gain: number;
}

/** Projections on each side that are summed: fewer are noisy, more see too much of the turning. */
const BESIDE = 2;
/** Farthest shift looked for, rows. */
const FARTHEST = 5;
/** Rows at either end whose slope is unknown. */
const MARGIN = 2;
/** Anscombe's constant: the square root of counts plus this has nearly the same noise everywhere. */
const ANSCOMBE = 3 / 8;

/**
 * Finds the surest sudden shift along the table among the projections of one detector: two projections before a place against
 * two after it, where a shift makes their slopes along the table agree most. A body that lies still looks nearly the
 * same from angles so close. Slow creep is not seen; motion across the table is that of `surestLateralStep`.
 *
 * @param projections counts, all of one size, in the order of acquisition; rows run along the table.
 * @returns null of fewer than four projections, of fewer rows than 15, or of empty ones.
 */
export function surestAxialStep(projections: readonly Pixels[]): AxialStep | null {
  const slopes = projections.map(axialSlope);
  let surest: AxialStep | null = null;
  for (let at = BESIDE; at + BESIDE <= slopes.length; at++) {
    const shift = shiftBetween(summed(slopes.slice(at - BESIDE, at)), summed(slopes.slice(at, at + BESIDE)), projections[0]);
    if (shift && (!surest || shift.gain > surest.gain)) surest = { ...shift, projection: at };
  }
  return surest;
}

/** Slope along the table of the smoothed square root of counts; 0 in the marginal rows. */
function axialSlope({ rows, columns, values }: Pixels): Float32Array {
  const smooth = smoothedTwice(Float32Array.from(values, (count) => Math.sqrt(Math.max(0, count) + ANSCOMBE)), rows, columns);
  const slope = new Float32Array(smooth.length);
  for (let at = MARGIN * columns; at < (rows - MARGIN) * columns; at++) slope[at] = smooth[at + columns] - smooth[at - columns];
  return slope;
}

/** Weights 1, 2, 1 along both axes, twice; the rim becomes 0. */
function smoothedTwice(values: Float32Array, rows: number, columns: number): Float32Array {
  let from = values;
  for (let pass = 0; pass < 2; pass++) {
    const into = new Float32Array(from.length);
    for (let row = 1; row < rows - 1; row++) {
      for (let column = 1; column < columns - 1; column++) {
        const at = row * columns + column;
        const across = (middle: number) => from[middle - 1] + 2 * from[middle] + from[middle + 1];
        into[at] = (across(at - columns) + 2 * across(at) + across(at + columns)) / 16;
      }
    }
    from = into;
  }
  return from;
}

function summed(images: readonly Float32Array[]): Float32Array {
  return images[0].map((value, at) => images.slice(1).reduce((sum, image) => sum + image[at], value));
}

/** To a fraction of a row, by a parabola through the best three; null where an image is empty. */
function shiftBetween(before: Float32Array, after: Float32Array, { rows, columns }: Pixels): Pick<AxialStep, 'rows' | 'gain'> | null {
  const agreement = Array.from({ length: 2 * FARTHEST + 1 }, (_, i) => likeness(before, after, rows, columns, i - FARTHEST));
  const best = agreement.indexOf(Math.max(...agreement));
  if (!Number.isFinite(agreement[best])) return null;
  const gain = agreement[best] - agreement[FARTHEST];
  if (best === 0 || best === 2 * FARTHEST) return { rows: best - FARTHEST, gain };
  const [left, middle, right] = agreement.slice(best - 1, best + 2);
  return { rows: best - FARTHEST + (left - right) / (2 * (left - 2 * middle + right)), gain };
}

/** Cosine of the angle between two images over the rows that all shifts share. */
function likeness(before: Float32Array, after: Float32Array, rows: number, columns: number, shift: number): number {
  let [aa, bb, ab] = [0, 0, 0];
  for (let at = (FARTHEST + MARGIN) * columns; at < (rows - FARTHEST - MARGIN) * columns; at++) {
    const [a, b] = [before[at], after[at + shift * columns]];
    aa += a * a; bb += b * b; ab += a * b;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : -Infinity;
}
