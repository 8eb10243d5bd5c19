import { cross, dot, length, minus, plus, times, type Vector } from './vector.ts';

/**
 * Where the voxels of a volume lie. Coordinates are millimetres in the patient: x to the left, y to the back, z to the head.
 * The steps need not be at right angles, so that a tilted gantry is held too.
 */
export interface Grid {
  readonly size: readonly [columns: number, rows: number, slices: number];
  /** Centre of the first voxel. */
  readonly origin: Vector;
  /** From one voxel to the next along columns, rows and slices. */
  readonly steps: readonly [Vector, Vector, Vector];
}

/** Values on a grid: index = (slice * rows + row) * columns + column. */
export interface Volume {
  readonly grid: Grid;
  readonly values: Float32Array;
}

/** Voxels of a grid that belong to something, 1 or 0 each. */
export interface VolumeMask {
  readonly grid: Grid;
  readonly inside: Uint8Array;
}

/** How many voxels a grid has. */
export function voxelCount({ size: [columns, rows, slices] }: Grid): number {
  return columns * rows * slices;
}

/** Volume of a voxel, mL. */
export function voxelMl({ steps: [a, b, c] }: Grid): number {
  return Math.abs(dot(cross(a, b), c)) / 1000;
}

/** Length of the steps, mm. */
export function spacingOf({ steps }: Grid): Vector {
  return [length(steps[0]), length(steps[1]), length(steps[2])];
}

/** Where a voxel lies in the patient; indices may be fractions. */
export function toPatient({ origin, steps }: Grid, [i, j, k]: Vector): Vector {
  return plus(origin, plus(times(steps[0], i), plus(times(steps[1], j), times(steps[2], k))));
}

/** A function that says at which voxel, in fractions, a point of the patient lies. */
export function voxelFinder({ origin, steps: [a, b, c] }: Grid): (point: Vector) => Vector {
  const determinant = dot(cross(a, b), c);
  const [u, v, w] = [times(cross(b, c), 1 / determinant), times(cross(c, a), 1 / determinant), times(cross(a, b), 1 / determinant)];
  return (point) => {
    const from = minus(point, origin);
    return [dot(u, from), dot(v, from), dot(w, from)];
  };
}

/**
 * Reads a volume at the voxels of another grid, linearly between its own.
 * @param outside value beyond the volume.
 */
export function resampled({ grid, values }: Volume, onto: Grid, outside: number): Volume {
  const out = new Float32Array(voxelCount(onto));
  const [columns, rows, slices] = grid.size;
  const plane = columns * rows;
  const [start, along] = rowsThrough(grid, onto);
  let at = 0;
  for (let k = 0; k < onto.size[2]; k++) {
    for (let j = 0; j < onto.size[1]; j++) {
      let [x, y, z] = start(j, k);
      for (let i = 0; i < onto.size[0]; i++, at++, x += along[0], y += along[1], z += along[2]) {
        if (!(x > -0.5 && y > -0.5 && z > -0.5 && x < columns - 0.5 && y < rows - 0.5 && z < slices - 0.5)) {
          out[at] = outside;
          continue;
        }
        const [cx, cy, cz] = [clamped(x, columns), clamped(y, rows), clamped(z, slices)];
        const [x0, y0, z0] = [Math.min(Math.floor(cx), Math.max(0, columns - 2)), Math.min(Math.floor(cy), Math.max(0, rows - 2)), Math.min(Math.floor(cz), Math.max(0, slices - 2))];
        const [fx, fy, fz] = [cx - x0, cy - y0, cz - z0];
        const [dx, dy, dz] = [columns > 1 ? 1 : 0, rows > 1 ? columns : 0, slices > 1 ? plane : 0];
        const base = z0 * plane + y0 * columns + x0;
        const near = (values[base] * (1 - fx) + values[base + dx] * fx) * (1 - fy) + (values[base + dy] * (1 - fx) + values[base + dx + dy] * fx) * fy;
        const far = (values[base + dz] * (1 - fx) + values[base + dx + dz] * fx) * (1 - fy) + (values[base + dy + dz] * (1 - fx) + values[base + dx + dy + dz] * fx) * fy;
        out[at] = near * (1 - fz) + far * fz;
      }
    }
  }
  return { grid: onto, values: out };
}

function clamped(at: number, count: number): number {
  return Math.min(count - 1, Math.max(0, at));
}

/** The label of the nearest voxel of another grid. @param outside label beyond the volume. */
export function nearestLabels({ grid, labels }: { readonly grid: Grid; readonly labels: Uint8Array }, onto: Grid, outside: number): Uint8Array {
  const out = new Uint8Array(voxelCount(onto));
  const [columns, rows, slices] = grid.size;
  const [start, along] = rowsThrough(grid, onto);
  let at = 0;
  for (let k = 0; k < onto.size[2]; k++) {
    for (let j = 0; j < onto.size[1]; j++) {
      let [x, y, z] = start(j, k);
      for (let i = 0; i < onto.size[0]; i++, at++, x += along[0], y += along[1], z += along[2]) {
        const [cx, cy, cz] = [Math.round(x), Math.round(y), Math.round(z)];
        const held = cx >= 0 && cy >= 0 && cz >= 0 && cx < columns && cy < rows && cz < slices;
        out[at] = held ? labels[(cz * rows + cy) * columns + cx] : outside;
      }
    }
  }
  return out;
}

/** Where each row of voxels of one grid begins in the voxels of another, and the step along it. */
function rowsThrough(grid: Grid, onto: Grid): readonly [start: (row: number, slice: number) => Vector, along: Vector] {
  const find = voxelFinder(grid);
  const origin = find(onto.origin);
  const stepOf = (step: Vector) => minus(find(plus(onto.origin, step)), origin);
  const [a, b, c] = onto.steps.map(stepOf);
  return [(row, slice) => plus(origin, plus(times(b, row), times(c, slice))), a];
}
