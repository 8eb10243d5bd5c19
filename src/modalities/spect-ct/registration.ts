import { averagedOnto } from '../../image/average-onto.ts';
import { length, minus, plus, type Vector } from '../../image/vector.ts';
import { resampled, toPatient, voxelFinder, type Grid, type Volume, type VolumeMask } from '../../image/volume.ts';
import { smoothed } from '../../image/volume-smooth.ts';
import { notMeasured, type Result } from '../../measurement/result.ts';

/** How well a SPECT and a CT lie on each other; `value` is by how much the SPECT had to be moved, mm. */
export interface Displacement {
  /** Where the SPECT lies against the CT, mm in the patient. */
  readonly displacementMm: Vector;
  /** Correlation at the best place, -1 to 1. */
  readonly correlation: number;
}

/** Bodies are compared on voxels of this size. */
const COMPARED_MM = 6;
/** Steps of the search, each around the best place of the one before. */
const searchStepsMm = [12, 6, 3, 1.5];
const FARTHEST_MM = 36;
/** Resolution of a SPECT as a standard deviation, to make of a CT what a SPECT would show of it. */
const BLUR_MM = 5;
/** Voxels compared: fewer say nothing, more cost time. */
const FEWEST_VOXELS = 500;
const MOST_VOXELS = 20_000;
/** What bone tracers leave where, against soft tissue; the heart is left out of the comparison. */
const expectedUptake = { air: 0, lung: 0.3, soft: 1, bone: 5 };
/** Upper bounds of air, lung and soft tissue, Hounsfield units. */
const hounsfield = { air: -920, lung: -350, soft: 180 };

/**
 * Finds by how much a SPECT is displaced against the CT: the place at which it correlates best with what bone tracers would
 * show of the body on the CT. The heart is left out, since its uptake is what is asked for; so a heart that moved alone,
 * by breathing, is not seen.
 *
 * @param ct Hounsfield units.
 * @param heart left out, on any grid.
 * @returns `notMeasured` with `noOverlap` where the volumes have too little in common.
 */
export function measureDisplacement(emission: Volume, ct: Volume, heart: VolumeMask | null): Result<Displacement> {
  const grid = commonGrid(emission.grid);
  const body = smoothed(averagedOnto(grid, ct, expected), BLUR_MM);
  const left = heart ? resampled({ grid: heart.grid, values: Float32Array.from(heart.inside) }, grid, 0).values : null;
  const compared = everyFew([...body.values.keys()].filter((i) => Number.isFinite(body.values[i]) && !(left && left[i] > 0)));
  if (compared.length < FEWEST_VOXELS) return notMeasured('noOverlap', 'SPECT and CT have too little of the body in common.');
  const expectedRoots = Float64Array.from(compared, (i) => Math.sqrt(body.values[i]));
  const sample = sampler(emission, grid, compared);
  const at = (shift: Vector) => correlation(sample(shift), expectedRoots);
  let [best, most]: [Vector, number] = [[0, 0, 0], at([0, 0, 0])];
  for (const step of searchStepsMm) {
    const reach = step === searchStepsMm[0] ? Math.round(FARTHEST_MM / step) : 1;
    for (const shift of neighbours(best, step, reach)) {
      const found = at(shift);
      if (found > most) [best, most] = [shift, found];
    }
  }
  return { status: 'measured', value: length(best), displacementMm: best, correlation: most };
}

function expected(hu: number): number {
  if (hu < hounsfield.air) return expectedUptake.air;
  if (hu < hounsfield.lung) return expectedUptake.lung;
  return hu < hounsfield.soft ? expectedUptake.soft : expectedUptake.bone;
}

/** A grid along the patient's own axes that holds a whole volume. */
function commonGrid(grid: Grid): Grid {
  const [columns, rows, slices] = grid.size;
  const corners = [0, columns - 1].flatMap((i) => [0, rows - 1].flatMap((j) => [0, slices - 1].map((k) => toPatient(grid, [i, j, k]))));
  const least = [0, 1, 2].map((axis) => Math.min(...corners.map((corner) => corner[axis]))) as unknown as Vector;
  const size = [0, 1, 2].map((axis) => Math.floor((Math.max(...corners.map((corner) => corner[axis])) - least[axis]) / COMPARED_MM) + 1) as unknown as Vector;
  return { size, origin: least, steps: [[COMPARED_MM, 0, 0], [0, COMPARED_MM, 0], [0, 0, COMPARED_MM]] };
}

/** At most so many of the voxels, evenly. */
function everyFew(voxels: readonly number[]): readonly number[] {
  const step = Math.max(1, Math.floor(voxels.length / MOST_VOXELS));
  return voxels.filter((_, i) => i % step === 0);
}

/** Reads square roots of a volume, which keep hot spots from outweighing the body, at some voxels of a grid moved about; NaN outside. */
function sampler({ grid, values }: Volume, onto: Grid, voxels: readonly number[]): (shift: Vector) => Float64Array {
  const roots = values.map((value) => Math.sqrt(Math.max(0, value)));
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
      const line = (from: number) => roots[from] * (1 - fx) + roots[from + 1] * fx;
      return (line(at) * (1 - fy) + line(at + columns) * fy) * (1 - fz) + (line(at + plane) * (1 - fy) + line(at + plane + columns) * fy) * fz;
    });
  };
}

function* neighbours([x, y, z]: Vector, step: number, reach: number): Iterable<Vector> {
  for (let k = -reach; k <= reach; k++) for (let j = -reach; j <= reach; j++) for (let i = -reach; i <= reach; i++) yield [x + i * step, y + j * step, z + k * step];
}

/** Pearson's correlation over the places that both hold; -1 where they are less than half. */
function correlation(one: Float64Array, other: Float64Array): number {
  let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < one.length; i++) {
    const [x, y] = [one[i], other[i]];
    if (Number.isNaN(x)) continue;
    n++; a += x; b += y; aa += x * x; bb += y * y; ab += x * y;
  }
  const spread = Math.sqrt((aa - (a * a) / n) * (bb - (b * b) / n));
  return n < one.length / 2 || !(spread > 0) ? -1 : (ab - (a * b) / n) / spread;
}
