import type { Grid, Volume } from '../image/volume.ts';

/**
 * Brings a volume of axial slices into columns of slices: index = (row * columns + column) * slices + slice. A ray of a camera
 * that goes round the patient stays in its slice, so this order lets every inner loop run over neighbours in memory.
 */
export function toSliceColumns({ grid, values }: Volume): Float32Array {
  const [columns, rows, slices] = grid.size;
  const out = new Float32Array(values.length);
  for (let k = 0; k < slices; k++) {
    for (let pixel = 0; pixel < rows * columns; pixel++) out[pixel * slices + k] = values[k * rows * columns + pixel];
  }
  return out;
}

/** The inverse of `toSliceColumns`. */
export function fromSliceColumns(values: Float32Array, grid: Grid): Volume {
  const [columns, rows, slices] = grid.size;
  const out = new Float32Array(values.length);
  for (let k = 0; k < slices; k++) {
    for (let pixel = 0; pixel < rows * columns; pixel++) out[k * rows * columns + pixel] = values[pixel * slices + k];
  }
  return { grid, values: out };
}
