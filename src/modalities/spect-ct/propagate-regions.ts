import { averagedOnto } from '../../image/average-onto.ts';
import { movedGrid, registerRigidly, type RigidFit } from '../../image/rigid-registration.ts';
import { length, type Vector } from '../../image/vector.ts';
import { nearestLabels, resampled, toPatient, type Grid, type Volume, type VolumeMask } from '../../image/volume.ts';
import { dilated, maskCount } from '../../image/volume-distance.ts';
import { notMeasured, type NotMeasured } from '../../measurement/result.ts';
import { type Anatomy, heartStructures, maskOf } from './structures.ts';

/** Two CTs are compared on voxels of this size. */
const COMPARED_MM = 5;
/** What is compared lies within this of the heart: bones and lungs about it, and not arms or belly. */
const AROUND_MM = 60;
/** Greys beyond these, metal and padding, count as these. */
const hounsfield = { least: -1000, most: 400 };

/** How the chest of one visit lies against that of another. */
export interface VisitFit extends RigidFit {
  readonly status: 'measured';
  /** How far the middle of the heart lies from where the other visit had it, mm. */
  readonly movedMm: number;
  /** Largest turn about any axis, degrees. */
  readonly turnedDegrees: number;
}

/**
 * Registers the chest of one visit to that of another by their CTs, without a change of shape.
 * @param earlier Hounsfield units.
 * @param later Hounsfield units.
 * @param heart of the later visit, on any grid: what is compared lies around it.
 * @returns the motion from points of the later visit to the earlier; a reason where there is no heart.
 */
export function fitVisits(earlier: Volume, later: Volume, heart: VolumeMask): VisitFit | NotMeasured {
  const centre = middleOf(heart);
  if (!centre) return notMeasured('noHeart', 'No heart was found to compare the visits around.');
  const [moving, fixed] = [earlier, later].map(compared);
  const heartThere = resampled({ grid: heart.grid, values: Float32Array.from(heart.inside) }, fixed.grid, 0).values;
  const around = dilated({ grid: fixed.grid, inside: Uint8Array.from(heartThere, (value) => Number(value > 0)) }, AROUND_MM);
  const fit = registerRigidly(moving, fixed, [...around.inside.keys()].filter((at) => around.inside[at]), centre);
  return { status: 'measured', ...fit, movedMm: length(fit.motion.shiftMm), turnedDegrees: Math.max(...fit.motion.turnDegrees.map(Math.abs)) };
}

/** The outlines of the earlier visit where the later one shows what they outline, on a grid of the later. */
export function carriedOver(anatomy: Anatomy, { motion }: VisitFit, onto: Grid): Anatomy {
  return { grid: onto, labels: nearestLabels(anatomy, movedGrid(onto, motion), 0) };
}

/** How much two hearts on one grid overlap (Dice), 0 to 1. */
export function heartOverlap(one: Anatomy, other: Anatomy): number {
  const [a, b] = [one, other].map((anatomy) => maskOf(anatomy, heartStructures));
  const both = a.inside.reduce((sum, inside, at) => sum + (inside & b.inside[at]), 0);
  return (2 * both) / Math.max(1, maskCount(a) + maskCount(b));
}

/** A CT on the voxels that are compared; those that hold no centre of its own voxels are read between them. */
function compared(ct: Volume): Volume {
  const clipped = { grid: ct.grid, values: ct.values.map((value) => Math.min(hounsfield.most, Math.max(hounsfield.least, value))) };
  const averaged = averagedOnto(coarseGrid(ct.grid), clipped);
  if (!averaged.values.includes(NaN)) return averaged;
  const between = resampled(clipped, averaged.grid, hounsfield.least).values;
  return { grid: averaged.grid, values: averaged.values.map((value, at) => (Number.isNaN(value) ? between[at] : value)) };
}

function middleOf({ grid, inside }: VolumeMask): Vector | null {
  const [columns, rows] = grid.size;
  const sum = [0, 0, 0];
  let count = 0;
  inside.forEach((one, at) => {
    if (!one) return;
    count++;
    [at % columns, Math.floor(at / columns) % rows, Math.floor(at / (columns * rows))].forEach((index, axis) => { sum[axis] += index; });
  });
  return count === 0 ? null : toPatient(grid, [sum[0] / count, sum[1] / count, sum[2] / count]);
}

/** A grid along the patient's axes over the place of a CT. */
function coarseGrid(ct: Grid): Grid {
  const corners = [0, ct.size[0] - 1].flatMap((i) => [0, ct.size[1] - 1].flatMap((j) => [0, ct.size[2] - 1].map((k) => toPatient(ct, [i, j, k]))));
  const ends = [0, 1, 2].map((axis) => corners.map((corner) => corner[axis]));
  const origin = ends.map((values) => Math.min(...values)) as unknown as Vector;
  const size = ends.map((values) => Math.floor((Math.max(...values) - Math.min(...values)) / COMPARED_MM) + 1) as unknown as Grid['size'];
  return { size, origin, steps: [[COMPARED_MM, 0, 0], [0, COMPARED_MM, 0], [0, 0, COMPARED_MM]] };
}
