import { convexHull, polygonArea } from '../../image/convex-hull.ts';
import { notMeasured, type NotMeasured } from '../../measurement/result.ts';
import type { WallAreas } from './mass.ts';
import { parasternalStructures } from './parasternal-structures.ts';
import { borderDistance, type MapPoint, type SpacedMap } from './probability-profile.ts';
import type { LabelMap } from './structures.ts';

/** Directions in which the borders are sought from the middle of the cavity. */
const DIRECTIONS = 72;
const MOST_RADIUS_MM = 70;
/** With fewer borders found the rest is not filled in. */
const LEAST_FOUND = 0.75;

const cavity = [parasternalStructures.indexOf('leftVentricle')] as const;
const cavityAndWall = [...cavity, parasternalStructures.indexOf('myocardium')] as const;

/** The left ventricle on one frame of a short axis. */
export interface ShortAxis extends WallAreas {
  readonly status: 'measured';
  readonly inner: readonly MapPoint[];
  readonly outer: readonly MapPoint[];
}

/**
 * Areas inside the inner and the outer border of the wall on a short axis, by rays from the middle of the cavity; where a border is
 * lost it is taken from the rays beside it. The cavity is convex: a papillary muscle that dents its outline belongs to it.
 * @returns `notMeasured` with `noChamber`, or `noWall` where more than a quarter of a border is lost.
 */
export function measureShortAxis(spaced: SpacedMap, { columns, labels }: LabelMap): ShortAxis | NotMeasured {
  let [count, y, x] = [0, 0, 0];
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== cavity[0]) continue;
    count++;
    y += (Math.floor(i / columns) + 0.5) * spaced.spacingMm[0];
    x += ((i % columns) + 0.5) * spaced.spacingMm[1];
  }
  if (count === 0) return notMeasured('noChamber', 'No left ventricle was found on the image.');
  const middle: MapPoint = [y / count, x / count];
  const [inner, outer] = [cavity, cavityAndWall].map((own) => rays(spaced, own, middle));
  if (!inner || !outer) return notMeasured('noWall', 'The wall about the left ventricle was not found all the way round.');
  const [innerRing, outerRing] = [convexHull(ringOf(inner, middle)), ringOf(outer, middle)];
  return { status: 'measured', cavityMm2: polygonArea(innerRing), epicardialMm2: polygonArea(outerRing), inner: innerRing, outer: outerRing };
}

function directionOf(i: number): MapPoint {
  const angle = (2 * Math.PI * i) / DIRECTIONS;
  return [Math.sin(angle), Math.cos(angle)];
}

/** Distance of the border in every direction; null when too few are found. */
function rays(spaced: SpacedMap, own: readonly number[], middle: MapPoint): readonly number[] | null {
  const found = Array.from({ length: DIRECTIONS }, (_, i) => borderDistance(spaced, own, middle, directionOf(i), MOST_RADIUS_MM));
  if (found.filter((one) => one !== null).length < LEAST_FOUND * DIRECTIONS) return null;
  return found.map((one, i) => one ?? besideOf(found, i));
}

/** Mean of the next found rays on either side. */
function besideOf(found: readonly (number | null)[], i: number): number {
  const next = (step: 1 | -1): number => {
    for (let k = 1; k < DIRECTIONS; k++) {
      const one = found[(i + step * k + DIRECTIONS * 2) % DIRECTIONS];
      if (one !== null) return one;
    }
    return 0;
  };
  return (next(1) + next(-1)) / 2;
}

function ringOf(radii: readonly number[], [y, x]: MapPoint): readonly MapPoint[] {
  return radii.map((radius, i) => [y + radius * directionOf(i)[0], x + radius * directionOf(i)[1]]);
}
