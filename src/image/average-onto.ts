import { minus, plus, times } from './vector.ts';
import { voxelCount, voxelFinder, type Grid, type Volume } from './volume.ts';

/**
 * The mean, in each voxel of a coarser grid, of the voxels whose centre lies in it.
 * @param write turns each value before it is averaged.
 * @returns NaN in voxels that hold no centre.
 */
export function averagedOnto(onto: Grid, { grid, values }: Volume, write: (value: number) => number = (value) => value): Volume {
  const [sums, counts] = [new Float64Array(voxelCount(onto)), new Uint32Array(voxelCount(onto))];
  const find = voxelFinder(onto);
  const [columns, rows, slices] = grid.size;
  const [across, down, up] = onto.size;
  const start = find(grid.origin);
  const [a, b, c] = grid.steps.map((step) => minus(find(plus(grid.origin, step)), start));
  for (let k = 0, at = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      let [x, y, z] = plus(start, plus(times(b, j), times(c, k)));
      for (let i = 0; i < columns; i++, at++, x += a[0], y += a[1], z += a[2]) {
        const [u, v, w] = [Math.round(x), Math.round(y), Math.round(z)];
        if (u < 0 || v < 0 || w < 0 || u >= across || v >= down || w >= up) continue;
        const to = (w * down + v) * across + u;
        sums[to] += write(values[at]);
        counts[to]++;
      }
    }
  }
  return { grid: onto, values: Float32Array.from(sums, (sum, i) => sum / counts[i]) };
}
