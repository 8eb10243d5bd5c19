import type { GriddedViews } from './segmentation.ts';

/** Rows summed on each side of a possible jump; the row between may hold a bit of both. */
const ROWS_BESIDE = 2;
/** Jumps looked for, in pixels of the body grid, and their step. */
const FARTHEST = 2.5;
const STEP = 0.25;
/** A search starts where the first-order estimate is at least this many pixels. */
const WORTH_SEARCHING = 0.3;
/** A jump must explain this share of the difference between the rows above and below; what is left is anatomy. */
const EXPLAINED = 0.4;
/** Rows with fewer counts than this share of the fullest rows (neck, legs, feet) are not looked at. */
const LEAST_SHARE = 0.25;

/**
 * Largest sideways jump of the whole body between neighbouring rows, mm; 0 when there is none.
 *
 * At every row the profile of counts just below is laid over the one just above, shifted until they fit best. A jump is
 * believed when the shift explains most of their difference, in each view there is and by the same distance.
 */
export function motionMm({ grid, anterior, posterior }: GriddedViews): number {
  const views = [anterior, posterior].filter((counts) => counts !== null);
  const least = views.map((counts) => LEAST_SHARE * fullest(counts, grid.columns));
  let largest = 0;
  for (let r = ROWS_BESIDE; r + ROWS_BESIDE < grid.rows; r++) {
    const first = jumpAt(views[0], r, grid.columns, least[0]);
    if (first === 0) continue;
    const last = views.length > 1 ? jumpAt(views[1], r, grid.columns, least[1]) : first;
    if (first * last > 0 && Math.abs(first - last) <= 0.5) largest = Math.max(largest, Math.min(Math.abs(first), Math.abs(last)));
  }
  return largest * grid.spacingMm;
}

/** Counts of the fullest pair of rows but a few, so that a hot bladder does not decide. */
function fullest(counts: Float32Array, columns: number): number {
  const sums = new Float64Array(Math.ceil(counts.length / columns / ROWS_BESIDE));
  for (let i = 0; i < counts.length; i++) sums[Math.floor(i / (columns * ROWS_BESIDE))] += counts[i];
  return sums.sort()[Math.floor(sums.length * 0.9)];
}

function jumpAt(counts: Float32Array, row: number, columns: number, leastCounts: number): number {
  const above = profile(counts, row - ROWS_BESIDE, columns, leastCounts);
  const below = profile(counts, row + 1, columns, leastCounts);
  if (!above || !below || Math.abs(likelyShift(above, below)) < WORTH_SEARCHING) return 0;
  const still = misfit(above, below, 0);
  let best = 0;
  let least = still;
  for (let shift = -FARTHEST; shift <= FARTHEST; shift += STEP) {
    const left = misfit(above, below, shift);
    if (left < least) [least, best] = [left, shift];
  }
  return still - least > EXPLAINED * still ? best : 0;
}

/** First-order estimate of the shift: differences against slopes, by least squares. It only decides where to search. */
function likelyShift(above: Float64Array, below: Float64Array): number {
  let product = 0;
  let square = 0;
  for (let c = 1; c + 1 < above.length; c++) {
    const slope = (above[c + 1] - above[c - 1] + below[c + 1] - below[c - 1]) / 4;
    product += slope * (above[c] - below[c]);
    square += slope * slope;
  }
  return square > 0 ? product / square : 0;
}

/** Share of each column in the counts of the rows from `first` on; hot spots are held down by the square root. */
function profile(counts: Float32Array, first: number, columns: number, leastCounts: number): Float64Array | null {
  const sums = new Float64Array(columns);
  let total = 0;
  for (let row = first; row < first + ROWS_BESIDE; row++) {
    for (let c = 0; c < columns; c++) sums[c] += counts[row * columns + c];
  }
  for (let c = 0; c < columns; c++) total += sums[c];
  if (total <= leastCounts) return null;
  for (let c = 0; c < columns; c++) sums[c] = Math.sqrt(sums[c] / total);
  return sums;
}

/** Sum of squared differences after moving the first profile by `shift` columns. */
function misfit(above: Float64Array, below: Float64Array, shift: number): number {
  const whole = Math.floor(shift);
  const part = shift - whole;
  let sum = 0;
  for (let c = 0; c < below.length; c++) {
    const from = c - whole;
    const moved = (1 - part) * (above[from] ?? 0) + part * (above[from - 1] ?? 0);
    sum += (below[c] - moved) ** 2;
  }
  return sum;
}
