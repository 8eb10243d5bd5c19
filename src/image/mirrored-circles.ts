import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import type { Circle } from './circle.ts';

/** A square-pixel map of how surely a region is present, 0 to 1; `topMm`, `leftMm` place it on the image. */
export interface RegionMap {
  readonly rows: number;
  readonly columns: number;
  readonly spacingMm: number;
  readonly topMm: number;
  readonly leftMm: number;
  readonly values: Float32Array;
}

/** The free choices in placing the two circles; every one can change the number and is stored with it. */
export interface MirroredCirclesParameters {
  /** Circle radius over the radius of a disc with the heart's area. */
  readonly radiusShare: number;
  readonly leastRadiusMm: number;
  readonly mostRadiusMm: number;
  /** Kept free between either circle and the sternum. */
  readonly sternumGapMm: number;
  /** Kept free between the contralateral circle and the heart. */
  readonly heartGapMm: number;
  /** The heart circle lies on the right only when the heart's centre lies at least this far right of the middle. */
  readonly rightFromMm: number;
  /** Values at or below this do not count as region. */
  readonly threshold: number;
}

export const mirroredCirclesParameters: MirroredCirclesParameters = {
  radiusShare: 0.68, leastRadiusMm: 18, mostRadiusMm: 45, sternumGapMm: 5, heartGapMm: 15, rightFromMm: 15, threshold: 0.3,
};

export interface MirroredCircles {
  readonly heart: Circle;
  readonly contralateral: Circle;
  /** Column of the body's middle at the heart's level, mm. */
  readonly midlineMm: number;
  /** How far the heart circle had to move to be clear of the sternum, mm. */
  readonly movedMm: number;
  /** How far the contralateral circle had to move from the mirror image to be clear of heart and sternum, mm. */
  readonly contralateralMovedMm: number;
}

/** Centre of mass and area of a region. */
export interface RegionMoments {
  readonly rowMm: number;
  readonly columnMm: number;
  readonly areaMm2: number;
}

/** Centre and area of the part of a map above the threshold, each pixel weighed by its value; null when there is none. */
export function regionMoments(map: RegionMap, threshold: number): RegionMoments | null {
  let mass = 0;
  let down = 0;
  let across = 0;
  for (let r = 0; r < map.rows; r++) {
    for (let c = 0; c < map.columns; c++) {
      const value = map.values[r * map.columns + c];
      if (value <= threshold) continue;
      mass += value;
      down += value * (r + 0.5);
      across += value * (c + 0.5);
    }
  }
  if (mass === 0) return null;
  return { rowMm: map.topMm + (down / mass) * map.spacingMm, columnMm: map.leftMm + (across / mass) * map.spacingMm, areaMm2: mass * map.spacingMm ** 2 };
}

/**
 * Places the heart circle and its mirror image by one rule, for masks found and masks known alike.
 *
 * The circle is centred on the heart's centre of mass, on the left of the sternum unless the heart clearly lies on the
 * right. Where it would overlap the sternum it moves away sideways until it is clear, and is made small enough to stay
 * inside the heart's outer border. Its mirror image lies as far on the other side of the body's middle, which is the mean
 * of spine and sternum over the circle's rows; where it would overlap the sternum or a heart that reaches across the
 * middle, it moves further out until it is clear.
 * @returns the circles in mm, or `notMeasured` with code `noHeart` or `noMidline`.
 * Source: circle on the heart mirrored to the other side, clear of the sternum, ASNC practice points; the numbers are parameters.
 */
export function placeMirroredCircles(heart: RegionMap, sternum: RegionMap, spine: RegionMap, parameters = mirroredCirclesParameters): MirroredCircles | NotMeasured {
  const { threshold } = parameters;
  const found = regionMoments(heart, threshold);
  if (!found || found.areaMm2 < 800) return notMeasured('noHeart', 'No heart was found on the image.');
  const free = Math.min(parameters.mostRadiusMm, parameters.radiusShare * Math.sqrt(found.areaMm2 / Math.PI));
  const midlineMm = midline(spine, sternum, found.rowMm, free, threshold);
  if (midlineMm === null) return notMeasured('noMidline', 'Neither spine nor sternum was found at the level of the heart.');
  const side = found.columnMm > midlineMm - parameters.rightFromMm ? 1 : -1;
  const sternumBorder = outerBorder(sternum, found.rowMm, free, side, threshold);
  const heartBorder = outerBorder(heart, found.rowMm, free / 2, side, threshold) ?? found.columnMm + side * free;
  const innerLimit = sternumBorder === null ? -Infinity : side * sternumBorder + parameters.sternumGapMm;
  const room = (side * heartBorder - innerLimit) / 2;
  const radiusMm = Math.max(parameters.leastRadiusMm, Math.min(free, room));
  const columnMm = side * Math.max(side * found.columnMm, innerLimit + radiusMm);
  const heartCircle = { rowMm: found.rowMm, columnMm, radiusMm };
  const mirroredMm = 2 * midlineMm - columnMm;
  const limits = [
    [outerBorder(sternum, found.rowMm, radiusMm, -side, threshold), parameters.sternumGapMm],
    [outerBorder(heart, found.rowMm, radiusMm, -side, threshold), parameters.heartGapMm],
  ] as const;
  const farthest = Math.max(-side * mirroredMm, ...limits.map(([border, gap]) => (border === null ? -Infinity : -side * border + gap + radiusMm)));
  const contralateral = { ...heartCircle, columnMm: -side * farthest };
  return { heart: heartCircle, contralateral, midlineMm, movedMm: Math.abs(columnMm - found.columnMm), contralateralMovedMm: Math.abs(contralateral.columnMm - mirroredMm) };
}

/** Mean column of a region over the rows within `reach` of a level; null when it is not there. */
function meanColumn(map: RegionMap, rowMm: number, reach: number, threshold: number): number | null {
  let mass = 0;
  let across = 0;
  forRows(map, rowMm, reach, (r) => {
    for (let c = 0; c < map.columns; c++) {
      const value = map.values[r * map.columns + c];
      if (value <= threshold) continue;
      mass += value;
      across += value * (c + 0.5);
    }
  });
  return mass === 0 ? null : map.leftMm + (across / mass) * map.spacingMm;
}

function midline(spine: RegionMap, sternum: RegionMap, rowMm: number, reach: number, threshold: number): number | null {
  const back = meanColumn(spine, rowMm, reach, threshold);
  const front = meanColumn(sternum, rowMm, reach, threshold);
  if (back === null || front === null) return back ?? front;
  return (back + front) / 2;
}

/**
 * A region's border on one side, averaged over the rows within `reach` of a level; null when it is not there. In each row
 * it lies half the row's total presence beside the row's middle, so that it moves smoothly with the map.
 */
function outerBorder(map: RegionMap, rowMm: number, reach: number, side: number, threshold: number): number | null {
  let total = 0;
  let rows = 0;
  forRows(map, rowMm, reach, (r) => {
    let sum = 0;
    let across = 0;
    for (let c = 0; c < map.columns; c++) {
      const value = map.values[r * map.columns + c];
      if (value <= threshold) continue;
      sum += value;
      across += value * (c + 0.5);
    }
    if (sum < 1) return;
    total += across / sum + (side * sum) / 2;
    rows++;
  });
  return rows === 0 ? null : map.leftMm + (total / rows) * map.spacingMm;
}

function forRows(map: RegionMap, rowMm: number, reach: number, visit: (row: number) => void): void {
  const from = Math.max(0, Math.floor((rowMm - reach - map.topMm) / map.spacingMm));
  const to = Math.min(map.rows, Math.ceil((rowMm + reach - map.topMm) / map.spacingMm));
  for (let r = from; r < to; r++) visit(r);
}
