import { minus, plus, type Vector } from './vector.ts';
import { toPatient, voxelFinder, type Grid, type Volume } from './volume.ts';

/** How a shift is searched: the first step over the whole range, each further one around the best of the one before. */
export interface ShiftSearch {
  readonly stepsMm: readonly number[];
  readonly farthestMm: number;
}

/** Where one volume lies against another. */
export interface Shift {
  readonly shiftMm: Vector;
  /** Pearson's correlation there, -1 to 1; -1 where less than half of the voxels lie in both. */
  readonly correlation: number;
}

/**
 * Finds the shift at which a volume correlates best with another.
 * @param fixed read at its own voxels.
 * @param voxels of the fixed volume that are compared.
 * @returns by how much what the volume shows lies beside what the fixed one shows.
 */
export function bestShift(volume: Volume, fixed: Volume, voxels: readonly number[], { stepsMm, farthestMm }: ShiftSearch): Shift {
  const truth = Float64Array.from(voxels, (at) => fixed.values[at]);
  const sample = sampler(volume, fixed.grid, voxels);
  const at = (shift: Vector) => correlationOf(sample(shift), truth);
  let [shiftMm, correlation]: [Vector, number] = [[0, 0, 0], at([0, 0, 0])];
  for (const [i, step] of stepsMm.entries()) {
    for (const shift of neighbours(shiftMm, step, i === 0 ? Math.round(farthestMm / step) : 1)) {
      const found = at(shift);
      if (found > correlation) [shiftMm, correlation] = [shift, found];
    }
  }
  return { shiftMm, correlation };
}

/** At most about so many of some voxels, evenly. */
export function everyFew(voxels: readonly number[], most: number): readonly number[] {
  const step = Math.max(1, Math.floor(voxels.length / most));
  return voxels.filter((_, i) => i % step === 0);
}

/** Reads a volume at some voxels of a grid moved about; NaN outside. */
function sampler({ grid, values }: Volume, onto: Grid, voxels: readonly number[]): (shift: Vector) => Float64Array {
  const [columns, rows, slices] = grid.size;
  const find = voxelFinder(grid);
  const places = voxels.map((at) => find(toPatient(onto, [at % onto.size[0], Math.floor(at / onto.size[0]) % onto.size[1], Math.floor(at / (onto.size[0] * onto.size[1]))])));
  const plane = columns * rows;
  return (shift) => {
    const [dx, dy, dz] = minus(find(plus(grid.origin, shift)), find(grid.origin));
    return Float64Array.from(places, ([px, py, pz]) => {
      const [x, y, z] = [px + dx, py + dy, pz + dz];
      const [x0, y0, z0] = [Math.floor(x), Math.floor(y), Math.floor(z)];
      if (x0 < 0 || y0 < 0 || z0 < 0 || x0 >= columns - 1 || y0 >= rows - 1 || z0 >= slices - 1) return NaN;
      const [fx, fy, fz] = [x - x0, y - y0, z - z0];
      const at = (z0 * rows + y0) * columns + x0;
      const line = (from: number) => values[from] * (1 - fx) + values[from + 1] * fx;
      return (line(at) * (1 - fy) + line(at + columns) * fy) * (1 - fz) + (line(at + plane) * (1 - fy) + line(at + plane + columns) * fy) * fz;
    });
  };
}

function* neighbours([x, y, z]: Vector, step: number, reach: number): Iterable<Vector> {
  for (let k = -reach; k <= reach; k++) for (let j = -reach; j <= reach; j++) for (let i = -reach; i <= reach; i++) yield [x + i * step, y + j * step, z + k * step];
}

/** Pearson's correlation over the places that both hold; -1 where they are less than half. */
function correlationOf(one: Float64Array, other: Float64Array): number {
  let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < one.length; i++) {
    const [x, y] = [one[i], other[i]];
    if (Number.isNaN(x)) continue;
    n++; a += x; b += y; aa += x * x; bb += y * y; ab += x * y;
  }
  const spread = Math.sqrt((aa - (a * a) / n) * (bb - (b * b) / n));
  return n < one.length / 2 || !(spread > 0) ? -1 : (ab - (a * b) / n) / spread;
}
