import { smoothed } from '../../image/volume-smooth.ts';
import type { Volume, VolumeMask } from '../../image/volume.ts';
import { notMeasured, type NotMeasured } from '../../measurement/result.ts';

/** A Gaussian's full width at half maximum over its standard deviation. */
const FWHM_PER_SIGMA = Math.sqrt(8 * Math.log(2));
/** Below this share of the largest, a pivot says that regions cannot be told apart at the resolution. */
const LEAST_PIVOT = 1e-4;

/** Mean activity of each region as it would be without the blur of the image. */
export interface RecoveredMeans {
  readonly status: 'measured';
  readonly means: readonly number[];
}

/**
 * Undoes the spill between regions of even activity: the geometric transfer matrix.
 *
 * @param regions masks on the grid of the volume that together hold all of it, or all whose activity reaches another.
 * @param fwhmMm resolution of the image, full width at half maximum.
 * @returns one mean for each region, in their order; `notMeasured` with `emptyRegion` or, where the resolution does not tell
 *   regions apart, `notSeparable`.
 * Source: Rousset, Ma and Evans, J Nucl Med 1998;39:904.
 */
export function recoveredMeans(volume: Volume, regions: readonly VolumeMask[], fwhmMm: number): RecoveredMeans | NotMeasured {
  const voxels = regions.map(({ inside }) => Uint32Array.from([...inside.keys()].filter((i) => inside[i] === 1)));
  if (voxels.some((held) => held.length === 0)) return notMeasured('emptyRegion', 'The region holds no voxel.');
  const meanOver = (held: Uint32Array, values: Float32Array) => held.reduce((sum, i) => sum + values[i], 0) / held.length;
  const spread = regions.map(({ grid, inside }) => smoothed({ grid, values: Float32Array.from(inside) }, fwhmMm / FWHM_PER_SIGMA).values);
  const transfer = voxels.map((held) => spread.map((values) => meanOver(held, values)));
  const means = solved(transfer, voxels.map((held) => meanOver(held, volume.values)));
  return means ? { status: 'measured', means } : notMeasured('notSeparable', `At a resolution of ${fwhmMm} mm the regions cannot be told apart.`);
}

/** Solves linear equations by elimination with pivots; null when they are nearly dependent. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] | null {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const best = rows.findIndex((row, i) => i >= column && Math.abs(row[column]) === Math.max(...rows.slice(column).map((one) => Math.abs(one[column]))));
    if (Math.abs(rows[best][column]) < LEAST_PIVOT) return null;
    [rows[column], rows[best]] = [rows[best], rows[column]];
    for (let i = 0; i < size; i++) {
      if (i === column) continue;
      const factor = rows[i][column] / rows[column][column];
      rows[i] = rows[i].map((value, j) => value - factor * rows[column][j]);
    }
  }
  return rows.map((row, i) => row[size] / row[i]);
}
