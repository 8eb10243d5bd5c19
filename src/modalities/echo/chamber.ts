import { borderPoints, nearest } from '../../image/mask-distance.ts';
import { notMeasured, type NotMeasured } from '../../measurement/result.ts';
import { mean } from '../../statistics/mean.ts';
import type { AtSectorEdge } from './sector-edge.ts';
import { maskOf, structures, type LabelMap } from './structures.ts';

type Point = readonly [y: number, x: number];

export type ChamberName = 'leftVentricle' | 'leftAtrium';

/** A chamber in one apical view. Lengths in mm, areas in mm2, volumes in mL, when the spacing is in mm. */
export interface Chamber {
  readonly status: 'measured';
  readonly areaMm2: number;
  /** From the middle of the mitral plane to the farthest point of the chamber. */
  readonly lengthMm: number;
  /** By discs: the chamber is taken as round about its axis. */
  readonly volumeMl: number;
  /** Of each disc, from the mitral plane on. */
  readonly widthsMm: readonly number[];
  /** The ends of the mitral plane. */
  readonly hinges: readonly [Point, Point];
  readonly mitralMiddle: Point;
  readonly farEnd: Point;
}

export const DISCS = 20;
/** Chambers up to this many pixels apart still meet at the mitral plane: a drawn valve may lie between. */
const MITRAL_REACH = 4;
/** What lies so near the mitral plane, as a share of the root of a chamber's area, is its base: about 3 mm. */
const BASE_SHARE = 0.07;
/** Each pixel is cut into this many along either side, so that discs do not depend on where pixel centres fall. */
const CUTS = 3;

/**
 * Volume of a chamber of one apical view by the method of discs along its long axis.
 *
 * The axis runs from the middle of the mitral plane, where ventricle and atrium meet, to the point of the chamber farthest
 * from it; the chamber is cut into 20 discs across it, each as wide as its area divided by its height.
 *
 * @param spacingMm of a pixel; for an image without calibration any unit, and lengths are in it.
 * @returns `notMeasured` with `noChamber` or `noMitralPlane`.
 * Source: single-plane modified Simpson, ASE/EACVI recommendations, Lang et al., J Am Soc Echocardiogr 2015;28:1.
 */
export function measureChamber(map: LabelMap, chamber: ChamberName, spacingMm: readonly [row: number, column: number]): Chamber | NotMeasured {
  const { columns, labels } = map;
  const [rowMm, columnMm] = spacingMm;
  const own = structures.indexOf(chamber);
  const pixels: Point[] = [];
  for (let i = 0; i < labels.length; i++) if (labels[i] === own) pixels.push([Math.floor(i / columns) * rowMm, (i % columns) * columnMm]);
  if (pixels.length === 0) return notMeasured('noChamber', `No ${chamber === 'leftVentricle' ? 'left ventricle' : 'left atrium'} was found on the image.`);
  const plane = mitralPlane(map, spacingMm);
  if (plane.length === 0) return notMeasured('noMitralPlane', 'The left ventricle and the left atrium do not meet on the image, so there is no mitral plane to measure from.');
  const hinges = hingesOf(pixels, farthestApart(plane), spacingMm);
  const mitralMiddle = middleOf(hinges);
  const farEnd = outerEdge(pixels.reduce((far, one) => (distance(one, mitralMiddle) > distance(far, mitralMiddle) ? one : far)), mitralMiddle, spacingMm);
  const lengthMm = distance(farEnd, mitralMiddle);
  if (lengthMm < 2 * Math.max(rowMm, columnMm)) return notMeasured('noChamber', 'The chamber found is too small to measure.');
  const pixelArea = rowMm * columnMm;
  const areas = discAreas(pixels, { mitralMiddle, farEnd, lengthMm }, spacingMm);
  const height = lengthMm / DISCS;
  const widthsMm = Array.from(areas, (area) => area / height);
  const volumeMm3 = widthsMm.reduce((sum, width) => sum + (Math.PI / 4) * width ** 2 * height, 0);
  return { status: 'measured', areaMm2: pixels.length * pixelArea, lengthMm, volumeMl: volumeMm3 / 1000, widthsMm, hinges, mitralMiddle, farEnd };
}

/** Points half-way between pixels of the ventricle and pixels of the atrium that are as near to each other as any are. */
function mitralPlane({ rows, columns, labels }: LabelMap, [rowMm, columnMm]: readonly [number, number]): Point[] {
  const [ventricle, atrium] = [structures.indexOf('leftVentricle'), structures.indexOf('leftAtrium')];
  for (let reach = 1; reach <= MITRAL_REACH; reach++) {
    const found: Point[] = [];
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        if (labels[r * columns + c] !== ventricle) continue;
        for (const [dr, dc] of [[reach, 0], [-reach, 0], [0, reach], [0, -reach]]) {
          const [row, column] = [r + dr, c + dc];
          const inside = row >= 0 && row < rows && column >= 0 && column < columns;
          if (inside && labels[row * columns + column] === atrium) found.push([(r + dr / 2) * rowMm, (c + dc / 2) * columnMm]);
        }
      }
    }
    if (found.length > 0) return found;
  }
  return [];
}

/**
 * Where the border of a chamber meets the mitral plane. The other chamber may be narrower there: the line on which both meet is drawn
 * on to the ends of the chamber's own base.
 */
function hingesOf(pixels: readonly Point[], [one, other]: readonly [Point, Point], [rowMm, columnMm]: readonly [number, number]): readonly [Point, Point] {
  const width = distance(one, other);
  if (width === 0) return [one, other];
  const [ay, ax] = [(other[0] - one[0]) / width, (other[1] - one[1]) / width];
  const half = (Math.abs(ay) * rowMm + Math.abs(ax) * columnMm) / 2;
  const base = BASE_SHARE * Math.sqrt(pixels.length * rowMm * columnMm);
  let [least, most] = [0, width];
  for (const [y, x] of pixels) {
    const [along, across] = [(y - one[0]) * ay + (x - one[1]) * ax, (y - one[0]) * ax - (x - one[1]) * ay];
    if (Math.abs(across) > base) continue;
    [least, most] = [Math.min(least, along - half), Math.max(most, along + half)];
  }
  const at = (along: number): Point => [one[0] + along * ay, one[1] + along * ax];
  return [at(least), at(most)];
}

/** From the centre of a pixel on to its edge, away from a point. */
function outerEdge([y, x]: Point, [y0, x0]: Point, [rowMm, columnMm]: readonly [number, number]): Point {
  const length = Math.hypot(y - y0, x - x0);
  if (length === 0) return [y, x];
  const [ay, ax] = [(y - y0) / length, (x - x0) / length];
  const half = (Math.abs(ay) * rowMm + Math.abs(ax) * columnMm) / 2;
  return [y + ay * half, x + ax * half];
}

/** The two points that lie farthest apart: the hinges of the valve. */
function farthestApart(points: readonly Point[]): readonly [Point, Point] {
  let [one, other] = [points[0], points[0]];
  for (const a of points) for (const b of points) if (distance(a, b) > distance(one, other)) [one, other] = [a, b];
  return [one, other];
}

function middleOf([[y, x], [v, u]]: readonly [Point, Point]): Point {
  return [(y + v) / 2, (x + u) / 2];
}

function distance([y, x]: Point, [v, u]: Point): number {
  return Math.hypot(y - v, x - u);
}

/** Area of each disc, from the mitral plane on; what lies beyond an end belongs to the disc there. */
function discAreas(pixels: readonly Point[], { mitralMiddle: [y0, x0], farEnd: [y1, x1], lengthMm }: Pick<Chamber, 'mitralMiddle' | 'farEnd' | 'lengthMm'>, [rowMm, columnMm]: readonly [number, number]): Float64Array {
  const areas = new Float64Array(DISCS);
  const [ay, ax] = [(y1 - y0) / lengthMm, (x1 - x0) / lengthMm];
  const part = (rowMm * columnMm) / CUTS ** 2;
  const offsets = Array.from({ length: CUTS }, (_, i) => (i + 0.5) / CUTS - 0.5);
  for (const [y, x] of pixels) {
    for (const dy of offsets) {
      for (const dx of offsets) {
        const along = (y + dy * rowMm - y0) * ay + (x + dx * columnMm - x0) * ax;
        areas[Math.min(DISCS - 1, Math.max(0, Math.floor((along / lengthMm) * DISCS)))] += part;
      }
    }
  }
  return areas;
}

/** Share of the axis, from the mitral plane, within which the wall is measured: the base and the apex are cut obliquely. */
const WALL_FROM = 0.15;
const WALL_TO = 0.75;
const CUT_OFF_TO = 0.05;
/** Share of the cavity's border, on one side, beside which the whole wall must be seen. */
const LEAST_SEEN = 0.25;

/**
 * Mean thickness of the left ventricular wall in one apical view, mm: from the cavity's border to the nearest outer border,
 * over the basal and middle parts of each wall, then over both. Where that border is the edge of the sector, or no wall was outlined, the wall is unseen: such places are left out, and so is a wall that is hardly seen.
 * @returns `notMeasured` with the reason of `measureChamber`, or `noWall`.
 */
export function wallThickness(map: LabelMap, spacingMm: readonly [row: number, column: number], atEdge: AtSectorEdge = () => false): { readonly status: 'measured'; readonly value: number } | NotMeasured {
  const chamber = measureChamber(map, 'leftVentricle', spacingMm);
  if (chamber.status === 'notMeasured') return chamber;
  const { rows, columns } = map;
  const [cavity, wall] = [maskOf(map, 'leftVentricle'), maskOf(map, 'myocardium')];
  const together = cavity.map((inside, i) => inside | wall[i]);
  const { mitralMiddle: [y0, x0], farEnd: [y1, x1], lengthMm } = chamber;
  const along = ([y, x]: Point): number => ((y - y0) * (y1 - y0) + (x - x0) * (x1 - x0)) / lengthMm ** 2;
  const beside = ([y, x]: Point): number => (y - y0) * (x1 - x0) - (x - x0) * (y1 - y0);
  const inner = borderPoints(cavity, rows, columns, spacingMm).filter((point) => along(point) > WALL_FROM && along(point) < WALL_TO);
  // The edge at the mitral plane is where the wall was cut off, not its outside.
  const outer = borderPoints(together, rows, columns, spacingMm).filter((point) => along(point) > CUT_OFF_TO);
  if (inner.length === 0 || !wall.includes(1)) return notMeasured('noWall', 'No wall was found beside the left ventricle.');
  const seen = outer.map((point) => wall[Math.round(point[0] / spacingMm[0]) * columns + Math.round(point[1] / spacingMm[1])] === 1 && !atEdge(point));
  const [toWall, toUnseen] = [true, false].map((wanted) => nearest(inner, outer.filter((_, i) => seen[i] === wanted)));
  // Each side counts the same, however much of it is seen: walls differ, and the sector often cuts one off.
  const sides = [1, -1].flatMap((sign) => {
    const own = inner.flatMap((point, i) => (sign * beside(point) >= 0 ? [i] : []));
    const measured = own.filter((i) => toWall[i] < toUnseen[i]);
    return measured.length > 0 && measured.length >= LEAST_SEEN * own.length ? [mean(measured.map((i) => toWall[i]))] : [];
  });
  if (sides.length === 0) return notMeasured('noWall', 'The wall beside the left ventricle was not outlined, or is cut off by the edge of the sector.');
  return { status: 'measured', value: mean(sides) };
}
