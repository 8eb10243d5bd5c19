import { cross, dot, length, minus, plus, times, type Vector } from '../../image/vector.ts';
import { toPatient, type Grid, type Volume, type VolumeMask } from '../../image/volume.ts';
import { notMeasured, type NotMeasured } from '../../measurement/result.ts';
import { type Anatomy, maskOf } from './structures.ts';

/** Means of the 17 segments of the left ventricle, counted from 1 as the American Heart Association does. */
export interface PolarMap {
  readonly status: 'measured';
  /** null where a segment holds less than a tenth of a millilitre. */
  readonly segments: readonly (number | null)[];
}

/** Segments of a ring, from the anterior one on, as angles from the middle of the septum towards the front: where each begins. */
const rings = {
  basal: { first: 1, parts: 6, anteriorFrom: 60 },
  middle: { first: 7, parts: 6, anteriorFrom: 60 },
  apical: { first: 13, parts: 4, anteriorFrom: 45 },
} as const;
const APEX = 17;
const FEWEST_VOXELS = 10;
const DEGREES = 180 / Math.PI;

/**
 * Means of a volume over the 17 segments of the left ventricle.
 *
 * The long axis runs from the left atrium through the middle of the cavity; the septum faces the right ventricle. Thirds of the
 * cavity along the axis are basal, middle and apical; the wall beyond the cavity is the apex.
 * @returns `notMeasured` with `noAxis` where left atrium, right ventricle or cavity is missing.
 * Source: Cerqueira et al., Circulation 2002;105:539.
 */
export function polarMap({ values }: Volume, anatomy: Anatomy): PolarMap | NotMeasured {
  const part = (structure: Parameters<typeof maskOf>[1][number]) => maskOf(anatomy, [structure]);
  const [cavity, atrium, right] = [part('leftVentricularCavity'), part('leftAtrium'), part('rightVentricularCavity')].map(middleOf);
  if (!cavity || !atrium || !right) return notMeasured('noAxis', 'Left atrium, right ventricle or left cavity is missing: the segments cannot be placed.');
  const axis = unit(minus(cavity, atrium));
  const septal = unit(across(minus(right, cavity), axis));
  const sideways = cross(axis, septal);
  // In front is towards the breastbone and the head.
  const front = dot(sideways, [0, -1, 1]) >= 0 ? sideways : times(sideways, -1);
  const [base, tip] = extent(part('leftVentricularCavity'), axis);
  const [sums, counts] = [new Float64Array(APEX + 1), new Uint32Array(APEX + 1)];
  eachInside(part('leftVentricularWall'), (point, at) => {
    const along = (dot(point, axis) - base) / (tip - base);
    const from = across(minus(point, cavity), axis);
    const segment = segmentAt(along, Math.atan2(dot(from, front), dot(from, septal)) * DEGREES);
    sums[segment] += values[at];
    counts[segment]++;
  });
  return { status: 'measured', segments: Array.from({ length: APEX }, (_, i) => (counts[i + 1] < FEWEST_VOXELS ? null : sums[i + 1] / counts[i + 1])) };
}

/** @param along 0 at the base of the cavity, 1 at its tip. @param degrees from the septum's middle towards the front. */
function segmentAt(along: number, degrees: number): number {
  if (along > 1) return APEX;
  const { first, parts, anteriorFrom } = along < 1 / 3 ? rings.basal : along < 2 / 3 ? rings.middle : rings.apical;
  // Segments are counted from the anterior one over the septum, which is against the angle.
  const part = Math.floor(((anteriorFrom + 360 / parts - degrees + 720) % 360) / (360 / parts));
  return first + Math.min(parts - 1, part);
}

function middleOf(mask: VolumeMask): Vector | null {
  let [sum, count]: [Vector, number] = [[0, 0, 0], 0];
  eachInside(mask, (point) => {
    sum = plus(sum, point);
    count++;
  });
  return count === 0 ? null : times(sum, 1 / count);
}

function extent(mask: VolumeMask, axis: Vector): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  eachInside(mask, (point) => {
    const at = dot(point, axis);
    [least, most] = [Math.min(least, at), Math.max(most, at)];
  });
  return [least, most];
}

function eachInside({ grid, inside }: { readonly grid: Grid; readonly inside: Uint8Array }, take: (point: Vector, at: number) => void): void {
  const [columns, rows] = grid.size;
  for (let at = 0; at < inside.length; at++) if (inside[at]) take(toPatient(grid, [at % columns, Math.floor(at / columns) % rows, Math.floor(at / (columns * rows))]), at);
}

function across(vector: Vector, axis: Vector): Vector {
  return minus(vector, times(axis, dot(vector, axis)));
}

function unit(vector: Vector): Vector {
  return times(vector, 1 / length(vector));
}
