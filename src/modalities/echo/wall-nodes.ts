import type { Chamber } from './chamber.ts';
import { endocardialPath, lengthOf, type Point } from './endocardial-length.ts';
import { structures, type LabelMap } from './structures.ts';

/** Stations along the wall, from its base at the left of the image over the apex to its base at the right. */
export const STATIONS = 37;
/** Where patches are followed between the inside (0) and the outside (1) of the wall. */
export const TRACKED_DEPTHS = [0.12, 0.5, 0.88] as const;
/** A wall is taken to be at least and at most so thick, as a share of the chamber's length. */
const THINNEST = 0.06;
const THICKEST = 0.3;
/** Stations over which the thickness found is averaged: single rays end early or late. */
const SMOOTHED_OVER = 4;

/** The wall of one apical view at end-diastole: at each station its inner point and the way outwards. */
export interface WallStation {
  /** In the unit of the spacing. */
  readonly inner: Point;
  /** Of length 1. */
  readonly outwards: Point;
  readonly thickness: number;
}

/** The wall of an outlined frame; none where no endocardium was found. @param spacingMm of a pixel of the map. */
export function wallStations(map: LabelMap, chamber: Chamber, spacingMm: readonly [row: number, column: number]): readonly WallStation[] {
  const path = endocardialPath(map, 'leftVentricle', chamber, spacingMm);
  if (path.length < STATIONS / 4) return [];
  const points = evenly(path, STATIONS);
  const outwards = points.map((_, i) => outwardsAt(points, i, chamber));
  const found = points.map((point, i) => rayThroughWall(map, point, outwards[i], spacingMm, THICKEST * chamber.lengthMm));
  return points.map((inner, i) => {
    const near = found.slice(Math.max(0, i - SMOOTHED_OVER), i + SMOOTHED_OVER + 1).toSorted((a, b) => a - b);
    return { inner, outwards: outwards[i], thickness: Math.max(THINNEST * chamber.lengthMm, near[Math.floor(near.length / 2)]) };
  });
}

/** A point of the wall. @param depth 0 inside, 1 outside. */
export function pointOfWall({ inner, outwards, thickness }: WallStation, depth: number): Point {
  return [inner[0] + depth * thickness * outwards[0], inner[1] + depth * thickness * outwards[1]];
}

/** Points at even distances along a line. */
export function evenly(path: readonly Point[], count: number): readonly Point[] {
  const step = lengthOf(path) / (count - 1);
  const points: Point[] = [path[0]];
  let [gone, i] = [0, 1];
  while (points.length < count - 1 && i < path.length) {
    const next = Math.hypot(path[i][0] - path[i - 1][0], path[i][1] - path[i - 1][1]);
    const wanted = points.length * step;
    if (gone + next < wanted) {
      gone += next;
      i++;
      continue;
    }
    const way = next > 0 ? (wanted - gone) / next : 0;
    points.push([path[i - 1][0] + way * (path[i][0] - path[i - 1][0]), path[i - 1][1] + way * (path[i][1] - path[i - 1][1])]);
  }
  return [...points, path[path.length - 1]];
}

/** Across the line, away from the middle of the chamber. */
function outwardsAt(points: readonly Point[], i: number, { mitralMiddle, farEnd }: Chamber): Point {
  const [before, after] = [points[Math.max(0, i - 1)], points[Math.min(points.length - 1, i + 1)]];
  const [y, x] = [after[1] - before[1], before[0] - after[0]];
  const length = Math.hypot(y, x) || 1;
  const [middleY, middleX] = [(mitralMiddle[0] + farEnd[0]) / 2, (mitralMiddle[1] + farEnd[1]) / 2];
  const sign = y * (points[i][0] - middleY) + x * (points[i][1] - middleX) >= 0 ? 1 : -1;
  return [(sign * y) / length, (sign * x) / length];
}

/** How far a ray runs before it has left the wall. */
function rayThroughWall({ rows, columns, labels }: LabelMap, [y, x]: Point, [v, u]: Point, [rowMm, columnMm]: readonly [number, number], longest: number): number {
  const step = Math.min(rowMm, columnMm) / 2;
  let last = 0;
  for (let gone = 0; gone < longest; gone += step) {
    const [r, c] = [Math.round((y + gone * v) / rowMm), Math.round((x + gone * u) / columnMm)];
    if (r < 0 || c < 0 || r >= rows || c >= columns) break;
    if (labels[r * columns + c] === structures.indexOf('myocardium')) last = gone;
  }
  return last;
}
