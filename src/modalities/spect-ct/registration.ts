import { length, type Vector } from '../../image/vector.ts';
import { resampled, toPatient, type Grid, type Volume, type VolumeMask } from '../../image/volume.ts';
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
/** Voxels compared: fewer say nothing. */
const FEWEST_VOXELS = 500;
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
  const body = resampled(smoothed({ grid: ct.grid, values: ct.values.map(expected) }, BLUR_MM), grid, NaN);
  const left = heart ? resampled({ grid: heart.grid, values: Float32Array.from(heart.inside) }, grid, 0).values : null;
  const compared = [...body.values.keys()].filter((i) => Number.isFinite(body.values[i]) && !(left && left[i] > 0));
  if (compared.length < FEWEST_VOXELS) return notMeasured('noOverlap', 'SPECT and CT have too little of the body in common.');
  const limited: Volume = { grid: emission.grid, values: compressed(emission.values) };
  const at = (shift: Vector) => correlation(resampled(limited, grid, NaN, shift).values, body.values, compared);
  let [best, most]: [Vector, number] = [[0, 0, 0], at([0, 0, 0])];
  for (const step of searchStepsMm) {
    const reach = step === searchStepsMm[0] ? Math.round(FARTHEST_MM / step) : 1;
    const centre = best;
    for (const shift of neighbours(centre, step, reach)) {
      const found = at(shift);
      if (found > most) [best, most] = [shift, found];
    }
  }
  return { status: 'measured', value: length(best), displacementMm: [-best[0] || 0, -best[1] || 0, -best[2] || 0], correlation: most };
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

/** Square roots: hot spots must not outweigh the body. */
function compressed(values: Float32Array): Float32Array {
  return values.map((value) => Math.sqrt(Math.max(0, value)));
}

function* neighbours([x, y, z]: Vector, step: number, reach: number): Iterable<Vector> {
  for (let k = -reach; k <= reach; k++) for (let j = -reach; j <= reach; j++) for (let i = -reach; i <= reach; i++) yield [x + i * step, y + j * step, z + k * step];
}

/** Pearson's correlation over the voxels that both hold. */
function correlation(one: Float32Array, other: Float32Array, compared: readonly number[]): number {
  let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (const i of compared) {
    const [x, y] = [one[i], Math.sqrt(other[i])];
    if (!Number.isFinite(x)) continue;
    n++; a += x; b += y; aa += x * x; bb += y * y; ab += x * y;
  }
  const spread = Math.sqrt((aa - (a * a) / n) * (bb - (b * b) / n));
  return n < compared.length / 2 || !(spread > 0) ? -1 : (ab - (a * b) / n) / spread;
}
