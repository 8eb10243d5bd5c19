import { maskOutline } from '../../image/mask-outline.ts';
import { notMeasured, type NotMeasured } from '../../measurement/result.ts';
import type { Chamber, ChamberName } from './chamber.ts';
import { maskOf, type LabelMap } from './structures.ts';

/** A point of an image: down, then to the right. */
export type Point = readonly [y: number, x: number];

/** The outline of a mask runs in steps of pixels; points are averaged over this share of the chamber's length before. */
const SMOOTHING_SHARE = 0.07;

/**
 * Length of the endocardial border of a chamber in one apical view: its outline from one hinge of the mitral valve over the
 * apex, or over the roof of the atrium, to the other. Pulmonary veins and the appendage are passed over, as the outlines do.
 *
 * @param chamber as measured on the same map.
 * @param spacingMm of a pixel; in any unit for an image without calibration.
 * @returns in the unit of the spacing; `notMeasured` with `noChamber`.
 */
export function endocardialLength(map: LabelMap, name: ChamberName, chamber: Chamber, spacingMm: readonly [row: number, column: number]): { readonly status: 'measured'; readonly value: number } | NotMeasured {
  const path = endocardialPath(map, name, chamber, spacingMm);
  return path.length > 0 ? { status: 'measured', value: lengthOf(path) } : notMeasured('noChamber', `No ${name === 'leftVentricle' ? 'left ventricle' : 'left atrium'} was found on the image.`);
}

/**
 * The endocardial border itself, smoothed: from the hinge at the left of the image over the far end to that at its right.
 * @returns points in the unit of the spacing, pixel centres at whole multiples of it; none when no such chamber was found.
 */
export function endocardialPath(map: LabelMap, name: ChamberName, chamber: Chamber, [rowMm, columnMm]: readonly [row: number, column: number]): readonly Point[] {
  const rings = maskOutline(maskOf(map, name), map.rows, map.columns);
  if (rings.length === 0) return [];
  const ring = rings.reduce((longest, one) => (one.length > longest.length ? one : longest)).slice(0, -1).map(([x, y]): Point => [(y - 0.5) * rowMm, (x - 0.5) * columnMm]);
  const [first, second] = chamber.hinges.map((hinge) => nearestIndex(ring, hinge));
  const [one, other] = [between(ring, first, second), between(ring, second, first)];
  const apex = nearestIndex(ring, chamber.farEnd);
  const path = one.includes(ring[apex]) ? one : other;
  const line = smoothed(path, SMOOTHING_SHARE * chamber.lengthMm);
  return line[0][1] <= line[line.length - 1][1] ? line : line.toReversed();
}

function nearestIndex(points: readonly Point[], [y, x]: Point): number {
  return points.reduce((best, [v, u], i) => (Math.hypot(v - y, u - x) < Math.hypot(points[best][0] - y, points[best][1] - x) ? i : best), 0);
}

/** Points of a ring from one index on to another, both in it. */
function between(ring: readonly Point[], from: number, to: number): readonly Point[] {
  return from <= to ? ring.slice(from, to + 1) : [...ring.slice(from), ...ring.slice(0, to + 1)];
}

/** Each point becomes the mean of those near it along the path; near an end of as many on either side as there are. */
function smoothed(path: readonly Point[], over: number): readonly Point[] {
  const step = lengthOf(path) / Math.max(1, path.length - 1);
  const half = Math.max(1, Math.round(over / step / 2));
  return path.map((_, i) => {
    const reach = Math.min(half, i, path.length - 1 - i);
    const near = path.slice(i - reach, i + reach + 1);
    return [near.reduce((sum, [y]) => sum + y, 0) / near.length, near.reduce((sum, [, x]) => sum + x, 0) / near.length];
  });
}

/** Length of a line of points, in their unit. */
export function lengthOf(path: readonly Point[]): number {
  let length = 0;
  for (let i = 1; i < path.length; i++) length += Math.hypot(path[i][0] - path[i - 1][0], path[i][1] - path[i - 1][1]);
  return length;
}
