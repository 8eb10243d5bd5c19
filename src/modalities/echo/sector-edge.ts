import { convexHull } from '../../image/convex-hull.ts';
import type { EchoFrame } from './segmentation.ts';

type Point = readonly [y: number, x: number];

/** Whether a place lies at the edge of what the scanner shows; in the unit of the spacing, from the frame's upper left corner. */
export type AtSectorEdge = (point: Point) => boolean;

/** Grey beyond which a pixel shows something; lossy compression leaves a little about the sector. */
const LIT = 6;
/** A place is at the edge within this share of the frame's longer side, about 2 mm. */
const WITHIN = 0.008;

/**
 * Finds the edge of the sector on a frame: the convex polygon around all that is lit. Where text or a trace is lit beside the sector, the
 * polygon is wider and less is found to lie at the edge.
 * @param spacingMm of a pixel.
 */
export function sectorEdge({ rows, columns, grey }: EchoFrame, [rowMm, columnMm]: readonly [row: number, column: number]): AtSectorEdge {
  const ends: Point[] = [];
  for (let r = 0; r < rows; r++) {
    let [first, last] = [-1, -1];
    for (let c = 0; c < columns; c++) {
      if (grey[r * columns + c] <= LIT) continue;
      if (first < 0) first = c;
      last = c;
    }
    if (first >= 0) ends.push([r * rowMm, first * columnMm], [r * rowMm, last * columnMm]);
  }
  const hull = convexHull(ends);
  const within = WITHIN * Math.max(rows * rowMm, columns * columnMm);
  const sides = hull.map((from, i) => [from, hull[(i + 1) % hull.length]] as const);
  return (point) => sides.some(([from, to]) => fromSide(point, from, to) < within);
}

/** Distance of a point from a straight line between two others. */
function fromSide([y, x]: Point, [y0, x0]: Point, [y1, x1]: Point): number {
  const [dy, dx] = [y1 - y0, x1 - x0];
  const share = Math.min(1, Math.max(0, ((y - y0) * dy + (x - x0) * dx) / (dy * dy + dx * dx || 1)));
  return Math.hypot(y - y0 - share * dy, x - x0 - share * dx);
}
