import { notMeasured, type NotMeasured } from '../../measurement/result.ts';
import { mean } from '../../statistics/mean.ts';
import { median } from '../../statistics/quantile.ts';
import { parasternalStructures } from './parasternal-structures.ts';
import { borderDistance, probabilityAt, type MapPoint, type SpacedMap } from './probability-profile.ts';
import type { LabelMap } from './structures.ts';

/** The tips of the mitral leaflets are taken to hang so far below the mitral plane. */
export const TIPS_BELOW_MM = 20;
/** Lines across the ventricle on which walls are measured, about the tips; their median is the answer. */
const LINES_MM = [-4, -3, -2, -1, 0, 1, 2, 3, 4] as const;
/** Below the mitral plane, mm: between these the middle of the cavity is followed to find its long axis. */
const AXIS_FROM_MM = 8;
const AXIS_TO_MM = 42;
const AXIS_ROUNDS = 4;
/** So far beyond the border of the cavity there is wall, mm; less than the thinnest. */
const WITHIN_WALL_MM = 2;
const MOST_HALF_WIDTH_MM = 60;
const MOST_LENGTH_MM = 90;
/** So far above the mitral plane, and to either side of the axis, the atrium is sought. */
const ATRIUM_REACH_MM = 70;
const ATRIUM_STEP_MM = 0.25;

const cavity = [parasternalStructures.indexOf('leftVentricle')] as const;
const atrium = [parasternalStructures.indexOf('leftAtrium')] as const;
const wall = [parasternalStructures.indexOf('myocardium')] as const;
const cavityAndWall = [...cavity, ...wall] as const;

/** Where the four borders are crossed on one line: from the probe down. */
export type WallCrossings = readonly [septumOutside: MapPoint, septumInside: MapPoint, posteriorInside: MapPoint, posteriorOutside: MapPoint];

/** The left ventricle and atrium on one frame of the parasternal long axis. Lengths in mm. */
export interface LongAxis {
  readonly status: 'measured';
  readonly septumMm: number;
  readonly diameterMm: number;
  readonly posteriorMm: number;
  /** null where no atrium was found. */
  readonly atriumMm: number | null;
  readonly crossings: WallCrossings;
}

interface Axis {
  /** On the mitral plane. */
  readonly base: MapPoint;
  /** Towards the apex, of length 1. */
  readonly along: MapPoint;
}

/**
 * Walls and width of the left ventricle in the parasternal long axis, at right angles to its long axis at the tips of the mitral
 * leaflets, and the longest way across the left atrium.
 *
 * The long axis is the line that best fits the middle of the cavity between its two walls.
 * @param labels of the same map.
 * @returns `notMeasured` with `noChamber` where ventricle, or what lies above it, is missing, or `noWall`.
 */
export function measureLongAxis(spaced: SpacedMap, labels: LabelMap): LongAxis | NotMeasured {
  const axis = findAxis(spaced, labels);
  if (!axis) return notMeasured('noChamber', 'The left ventricle with the atrium or the aortic root above it was not found on the image.');
  const across = acrossOf(axis.along);
  const lines = LINES_MM.map((offset) => crossLine(spaced, pointOn(axis, TIPS_BELOW_MM + offset, 0), across)).filter((line) => line !== null);
  if (lines.length < LINES_MM.length / 2) return notMeasured('noWall', 'The walls on either side of the left ventricle were not both found at the tips of the mitral leaflets.');
  const of = (from: number, to: number) => median(lines.map((line) => line[to] - line[from]));
  const at = (k: number): MapPoint => {
    const way = median(lines.map((line) => line[k]));
    const [y, x] = pointOn(axis, TIPS_BELOW_MM, 0);
    return [y + way * across[0], x + way * across[1]];
  };
  return { status: 'measured', septumMm: of(0, 1), diameterMm: of(1, 2), posteriorMm: of(2, 3), atriumMm: atriumAcross(spaced, axis), crossings: [at(0), at(1), at(2), at(3)] };
}

/** At right angles to the axis, pointing away from the probe. */
function acrossOf([y, x]: MapPoint): MapPoint {
  return x < 0 ? [-x, y] : [x, -y];
}

function pointOn({ base, along }: Axis, belowMm: number, acrossMm: number): MapPoint {
  const across = acrossOf(along);
  return [base[0] + belowMm * along[0] + acrossMm * across[0], base[1] + belowMm * along[1] + acrossMm * across[1]];
}

function findAxis(spaced: SpacedMap, labels: LabelMap): Axis | null {
  const ventricle = centreOf(labels, spaced.spacingMm, ['leftVentricle']);
  const beyond = centreOf(labels, spaced.spacingMm, ['leftAtrium', 'aorticRoot']);
  if (!ventricle || !beyond) return null;
  let axis = fromInside(spaced, ventricle, towards(beyond, ventricle));
  for (let round = 0; round < AXIS_ROUNDS && axis; round++) axis = refined(spaced, axis);
  return axis;
}

/** The axis through a point of the cavity, back to the mitral plane. */
function fromInside(spaced: SpacedMap, inside: MapPoint, along: MapPoint): Axis | null {
  const back = borderDistance(spaced, cavity, inside, [-along[0], -along[1]], MOST_LENGTH_MM);
  return back === null ? null : { base: [inside[0] - back * along[0], inside[1] - back * along[1]], along };
}

/** The axis turned and shifted on to the middle of the cavity, by least squares. */
function refined(spaced: SpacedMap, axis: Axis): Axis | null {
  const across = acrossOf(axis.along);
  const middles: (readonly [below: number, aside: number])[] = [];
  for (let below = AXIS_FROM_MM; below <= AXIS_TO_MM; below += 2) {
    const from = pointOn(axis, below, 0);
    const [up, down] = [-1, 1].map((sign) => wallDistance(spaced, from, [sign * across[0], sign * across[1]]));
    if (up !== null && down !== null) middles.push([below, (down - up) / 2]);
  }
  if (middles.length < 5) return null;
  const [below, aside] = [0, 1].map((k) => mean(middles.map((one) => one[k])));
  const slope = middles.reduce((sum, [x, y]) => sum + (x - below) * (y - aside), 0) / middles.reduce((sum, [x]) => sum + (x - below) ** 2, 0);
  const length = Math.hypot(1, slope);
  const along: MapPoint = [(axis.along[0] + slope * across[0]) / length, (axis.along[1] + slope * across[1]) / length];
  return fromInside(spaced, pointOn(axis, below, aside), along);
}

/** How far the wall is, mm; null where the picture ends before it, as the edge of the sector is no border of the cavity. */
function wallDistance(spaced: SpacedMap, from: MapPoint, [down, right]: MapPoint): number | null {
  const way = borderDistance(spaced, cavity, from, [down, right], MOST_HALF_WIDTH_MM);
  if (way === null) return null;
  const within = way + WITHIN_WALL_MM;
  return probabilityAt(spaced, wall, [from[0] + within * down, from[1] + within * right]) >= 0.5 ? way : null;
}

/** Where a line across the ventricle meets the four borders, mm from the axis; null where one is not met. */
function crossLine(spaced: SpacedMap, from: MapPoint, across: MapPoint): readonly [number, number, number, number] | null {
  const reach = (labels: readonly number[], sign: number) => borderDistance(spaced, labels, from, [sign * across[0], sign * across[1]], MOST_HALF_WIDTH_MM);
  const [outside, inside, below, beneath] = [reach(cavityAndWall, -1), reach(cavity, -1), reach(cavity, 1), reach(cavityAndWall, 1)];
  return outside === null || inside === null || below === null || beneath === null ? null : [-outside, -inside, below, beneath];
}

/** The longest of many ways across the atrium, each the mean of two beside each other; null when there is none. */
function atriumAcross(spaced: SpacedMap, axis: Axis): number | null {
  const widths: number[] = [];
  for (let above = 0; above < ATRIUM_REACH_MM; above += 2) {
    let inside = 0;
    for (let aside = -ATRIUM_REACH_MM; aside < ATRIUM_REACH_MM; aside += ATRIUM_STEP_MM) inside += Number(probabilityAt(spaced, atrium, pointOn(axis, -above, aside)) >= 0.5);
    widths.push(inside * ATRIUM_STEP_MM);
  }
  const longest = Math.max(...widths.slice(1).map((width, i) => (width + widths[i]) / 2));
  return longest > 0 ? longest : null;
}

function centreOf({ columns, labels }: LabelMap, [rowMm, columnMm]: readonly [number, number], structures: readonly (typeof parasternalStructures)[number][]): MapPoint | null {
  const wanted = structures.map((name) => parasternalStructures.indexOf(name));
  let [count, y, x] = [0, 0, 0];
  for (let i = 0; i < labels.length; i++) {
    if (!wanted.includes(labels[i])) continue;
    count++;
    y += (Math.floor(i / columns) + 0.5) * rowMm;
    x += ((i % columns) + 0.5) * columnMm;
  }
  return count === 0 ? null : [y / count, x / count];
}

function towards([y, x]: MapPoint, [v, u]: MapPoint): MapPoint {
  const length = Math.hypot(v - y, u - x);
  return [(v - y) / length, (u - x) / length];
}
