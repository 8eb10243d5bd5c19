import type { GriddedViews } from './segmentation.ts';

/** Rows with fewer counts than this carry no reliable position. */
const LEAST_ROW_COUNTS = 400;

/**
 * Largest sideways jump between neighbouring rows of the body grid, mm: the median of all jumps is taken off, and both
 * views must agree where both exist, so that noise or a hot joint alone is not called motion.
 */
export function motionMm({ grid, anterior, posterior }: GriddedViews): number {
  const jumps = [anterior, posterior].flatMap((counts) => (counts ? [rowJumps(counts, grid.rows, grid.columns)] : []));
  let largest = 0;
  for (let r = 0; r + 1 < grid.rows; r++) {
    const here = jumps.map((one) => one[r]);
    const agreed = here.every((jump) => Math.sign(jump) === Math.sign(here[0])) ? Math.min(...here.map(Math.abs)) : 0;
    largest = Math.max(largest, agreed);
  }
  return largest * grid.spacingMm;
}

/** Per pair of rows, the shift in pixels that best maps one row's body outline onto the next: the mean of both edges' moves. */
function rowJumps(counts: Float32Array, rows: number, columns: number): Float64Array {
  const edges = Array.from({ length: rows }, (_, r) => outline(counts.subarray(r * columns, (r + 1) * columns)));
  const jumps = new Float64Array(rows);
  for (let r = 0; r + 1 < rows; r++) {
    const [here, next] = [edges[r], edges[r + 1]];
    if (!here || !next) continue;
    const [left, right] = [next[0] - here[0], next[1] - here[1]];
    // A true jump moves both edges alike; a change of shape moves them apart.
    if (Math.sign(left) === Math.sign(right) && Math.abs(left - right) < 0.35) jumps[r] = (left + right) / 2;
  }
  return jumps;
}

/** Left and right edge of the body in one row, in pixels, half-way between background and the row's median level. */
function outline(row: Float32Array): [number, number] | null {
  let sum = 0;
  for (const value of row) sum += value;
  if (sum < LEAST_ROW_COUNTS) return null;
  const level = (0.35 * sum) / row.filter((value) => value > sum / row.length / 4).length;
  const left = row.findIndex((value) => value > level);
  const right = row.findLastIndex((value) => value > level);
  if (left < 1 || right < 0 || right + 1 >= row.length) return null;
  return [left - (row[left] - level) / Math.max(1e-6, row[left] - row[left - 1]), right + (row[right] - level) / Math.max(1e-6, row[right] - row[right + 1])];
}
