import { averagedOnto } from '../../image/average-onto.ts';
import { bestShift, everyFew } from '../../image/best-shift.ts';
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
  const compared = everyFew([...body.values.keys()].filter((i) => Number.isFinite(body.values[i]) && !(left && left[i] > 0)), MOST_VOXELS);
  if (compared.length < FEWEST_VOXELS) return notMeasured('noOverlap', 'SPECT and CT have too little of the body in common.');
  // Square roots keep hot spots from outweighing the body.
  const [roots, expectedRoots] = [emission, body].map(({ grid: own, values }) => ({ grid: own, values: values.map((value) => Math.sqrt(Math.max(0, value))) }));
  const { shiftMm, correlation } = bestShift(roots, expectedRoots, compared, { stepsMm: searchStepsMm, farthestMm: FARTHEST_MM });
  return { status: 'measured', value: length(shiftMm), displacementMm: shiftMm, correlation };
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
