import { everyFew } from './best-shift.ts';
import { minus, plus, type Vector } from './vector.ts';
import { toPatient, voxelFinder, type Grid, type Volume } from './volume.ts';

/** A motion without a change of shape: turned about a centre, then shifted. */
export interface RigidMotion {
  readonly centre: Vector;
  /** About x, then y, then z. */
  readonly turnDegrees: Vector;
  readonly shiftMm: Vector;
}

/** How well one volume lies on another after a motion. */
export interface RigidFit {
  /** Takes a point of the fixed volume to where the moving one shows it. */
  readonly motion: RigidMotion;
  /** Pearson's correlation there, -1 to 1; -1 where less than half of what is compared lies in both. */
  readonly correlation: number;
}

/** Steps of the search: shifts in mm and turns in degrees, halved until both are finer than voxels tell. */
const STEPS: readonly (readonly [shiftMm: number, turnDegrees: number])[] = [[24, 0], [12, 4], [6, 2], [3, 1], [1.5, 0.5], [0.75, 0.25]];
/** Rounds over the six numbers at one step; it ends sooner when none helps. */
const MOST_ROUNDS = 12;
const MOST_VOXELS = 12_000;

/** Where a motion takes a point. */
export function movedPoint({ centre, turnDegrees, shiftMm }: RigidMotion, point: Vector): Vector {
  return plus(plus(turned(minus(point, centre), turnDegrees), centre), shiftMm);
}

/** The places to which a motion takes the voxels of a grid. */
export function movedGrid({ size, origin, steps }: Grid, motion: RigidMotion): Grid {
  return { size, origin: movedPoint(motion, origin), steps: steps.map((step) => turned(step, motion.turnDegrees)) as unknown as Grid['steps'] };
}

/**
 * Finds the motion after which a volume correlates best with another, from coarse to fine, one number at a time.
 *
 * @param voxels of the fixed volume that are compared.
 * @param centre about which is turned, mm in the patient.
 */
export function registerRigidly(moving: Volume, fixed: Volume, voxels: readonly number[], centre: Vector): RigidFit {
  const compared = everyFew(voxels, MOST_VOXELS);
  const truth = Float64Array.from(compared, (at) => fixed.values[at]);
  const [columns, rows] = fixed.grid.size;
  const points = compared.map((at) => toPatient(fixed.grid, [at % columns, Math.floor(at / columns) % rows, Math.floor(at / (columns * rows))]));
  const read = reader(moving);
  const worth = (six: readonly number[]) => correlation(points.map((point) => read(movedPoint(motionOf(six, centre), point))), truth);
  let six: readonly number[] = [0, 0, 0, 0, 0, 0];
  let best = worth(six);
  for (const [shiftMm, turnDegrees] of STEPS) {
    const steps = [shiftMm, shiftMm, shiftMm, turnDegrees, turnDegrees, turnDegrees];
    for (let round = 0, better = true; better && round < MOST_ROUNDS; round++) {
      better = false;
      for (const [which, step] of steps.entries()) {
        for (const by of step === 0 ? [] : [step, -step]) {
          const tried = six.with(which, six[which] + by);
          const found = worth(tried);
          if (found > best) [six, best, better] = [tried, found, true];
        }
      }
    }
  }
  return { motion: motionOf(six, centre), correlation: best };
}

function motionOf(six: readonly number[], centre: Vector): RigidMotion {
  return { centre, shiftMm: [six[0], six[1], six[2]], turnDegrees: [six[3], six[4], six[5]] };
}

function turned([x, y, z]: Vector, turnDegrees: Vector): Vector {
  const [[ca, sa], [cb, sb], [cc, sc]] = turnDegrees.map((degrees) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]);
  const [y1, z1] = [ca * y - sa * z, sa * y + ca * z];
  const [x2, z2] = [cb * x + sb * z1, -sb * x + cb * z1];
  return [cc * x2 - sc * y1, sc * x2 + cc * y1, z2];
}

/** Reads a volume at a point, linearly between voxels; NaN outside. */
function reader({ grid, values }: Volume): (point: Vector) => number {
  const find = voxelFinder(grid);
  const [columns, rows, slices] = grid.size;
  const plane = columns * rows;
  return (point) => {
    const [x, y, z] = find(point);
    const [x0, y0, z0] = [Math.floor(x), Math.floor(y), Math.floor(z)];
    if (x0 < 0 || y0 < 0 || z0 < 0 || x0 >= columns - 1 || y0 >= rows - 1 || z0 >= slices - 1) return NaN;
    const [fx, fy, fz] = [x - x0, y - y0, z - z0];
    const at = (z0 * rows + y0) * columns + x0;
    const line = (from: number) => values[from] * (1 - fx) + values[from + 1] * fx;
    return (line(at) * (1 - fy) + line(at + columns) * fy) * (1 - fz) + (line(at + plane) * (1 - fy) + line(at + plane + columns) * fy) * fz;
  };
}

/** Pearson's correlation over the places that both hold; -1 where they are less than half. */
function correlation(one: readonly number[], other: Float64Array): number {
  let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < one.length; i++) {
    const [x, y] = [one[i], other[i]];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n++; a += x; b += y; aa += x * x; bb += y * y; ab += x * y;
  }
  const spread = Math.sqrt((aa - (a * a) / n) * (bb - (b * b) / n));
  return n < one.length / 2 || !(spread > 0) ? -1 : (ab - (a * b) / n) / spread;
}
