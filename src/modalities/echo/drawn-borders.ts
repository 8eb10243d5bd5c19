import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import type { DrawnBorders } from '../viewer.ts';
import type { LongAxis, WallCrossings } from './long-axis.ts';
import type { MapPoint } from './probability-profile.ts';
import type { Sector } from './sector.ts';

type Spacing = readonly [row: number, column: number];

/** Where the borders were crossed, in pixels of the stored frame. @param spacing of a pixel, mm. */
export function bordersOf({ crossings }: Pick<LongAxis, 'crossings'>, { left, top }: Pick<Sector, 'left' | 'top'>, [rowMm, columnMm]: Spacing): DrawnBorders {
  const drawn = ([y, x]: MapPoint) => [left + x / columnMm, top + y / rowMm] as const;
  const [a, b, c, d] = crossings;
  return [drawn(a), drawn(b), drawn(c), drawn(d)];
}

/**
 * Walls and diameter between borders as a reader drew them: straight from each to the next, as with calipers, mm.
 *
 * The atrium is no part of it (null).
 * @param spacing of a pixel, mm.
 * @throws AmyloscopeError `invalidInput` when the borders do not follow one another from the septum to the posterior wall.
 */
export function axisOfBorders(borders: DrawnBorders, { left, top }: Pick<Sector, 'left' | 'top'>, [rowMm, columnMm]: Spacing): LongAxis {
  const [a, b, c, d] = borders.map(([x, y]): MapPoint => [(y - top) * rowMm, (x - left) * columnMm]);
  const crossings: WallCrossings = [a, b, c, d];
  if (!followOneAnother(crossings)) throw new AmyloscopeError('invalidInput', 'The borders do not follow one another from the outside of the septum to the outside of the posterior wall. Move the one that lies beyond its neighbour back.');
  return { status: 'measured', septumMm: between(a, b), diameterMm: between(b, c), posteriorMm: between(c, d), atriumMm: null, crossings };
}

/** Along the straight line from the first to the last. */
function followOneAnother(crossings: WallCrossings): boolean {
  const [[y0, x0], , , [y1, x1]] = crossings;
  const along = crossings.map(([y, x]) => (y - y0) * (y1 - y0) + (x - x0) * (x1 - x0));
  return along.slice(1).every((value, i) => value > along[i]);
}

function between([y, x]: MapPoint, [v, u]: MapPoint): number {
  return Math.hypot(v - y, u - x);
}
