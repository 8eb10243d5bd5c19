import { plus, times, type Vector } from '../image/vector.ts';
import type { Grid, Volume } from '../image/volume.ts';

/**
 * Means over whole blocks of voxels, so that what a volume holds in all is kept. Voxels that fill no block are left out.
 * @param block voxels along columns, rows and slices.
 */
export function blockMeans({ grid, values }: Volume, block: Vector): Volume {
  const [columns, rows] = grid.size;
  const size = grid.size.map((count, axis) => Math.floor(count / block[axis])) as [number, number, number];
  const out = new Float32Array(size[0] * size[1] * size[2]);
  const share = 1 / (block[0] * block[1] * block[2]);
  const column = Int32Array.from({ length: size[0] * block[0] }, (_, i) => Math.floor(i / block[0]));
  for (let k = 0; k < size[2] * block[2]; k++) {
    for (let j = 0; j < size[1] * block[1]; j++) {
      const from = (k * rows + j) * columns;
      const to = (Math.floor(k / block[2]) * size[1] + Math.floor(j / block[1])) * size[0];
      for (let i = 0; i < column.length; i++) out[to + column[i]] += share * values[from + i];
    }
  }
  const origin = grid.steps.reduce((at, step, axis) => plus(at, times(step, (block[axis] - 1) / 2)), grid.origin);
  const [a, b, c] = grid.steps;
  const onto: Grid = { size, origin, steps: [times(a, block[0]), times(b, block[1]), times(c, block[2])] };
  return { grid: onto, values: out };
}
