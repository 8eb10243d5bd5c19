import { notMeasured, type Result } from '../measurement/result.ts';

/** How far the borders of two masks lie apart, mm. `value` is the mean over both borders. */
export interface BorderDistance {
  /** The largest distance from a border to the other. */
  readonly hausdorffMm: number;
}

/**
 * Overlap of two masks, 0 to 1: twice the common area over the sum of the areas.
 * @returns `notMeasured` with `empty` when both are empty.
 * Source: Dice, Ecology 1945;26:297.
 */
export function dice(one: ArrayLike<number>, other: ArrayLike<number>): Result {
  let [both, sum] = [0, 0];
  for (let i = 0; i < one.length; i++) {
    const [a, b] = [one[i] !== 0, other[i] !== 0];
    if (a && b) both++;
    sum += Number(a) + Number(b);
  }
  return sum === 0 ? notMeasured('empty', 'Both regions are empty.') : { status: 'measured', value: (2 * both) / sum };
}

/**
 * Distances between the borders of two masks: mean over the pixels of both borders, and the largest (Hausdorff).
 *
 * A border is the pixels of a mask beside a pixel outside it; the edge of the image counts as outside.
 * @param one rows * columns, row-major; not 0 is inside.
 * @param spacingMm of a pixel.
 * @returns mm; `notMeasured` with `empty` when a mask is.
 */
export function borderDistance(one: ArrayLike<number>, other: ArrayLike<number>, rows: number, columns: number, spacingMm: readonly [row: number, column: number]): Result<BorderDistance> {
  const [a, b] = [borderPoints(one, rows, columns, spacingMm), borderPoints(other, rows, columns, spacingMm)];
  if (a.length === 0 || b.length === 0) return notMeasured('empty', 'A region is empty.');
  const distances = [...nearest(a, b), ...nearest(b, a)];
  return { status: 'measured', value: distances.reduce((sum, one) => sum + one, 0) / distances.length, hausdorffMm: distances.reduce((most, one) => Math.max(most, one), 0) };
}

/** Centres of the border pixels of a mask, mm from the centre of the first pixel. */
export function borderPoints(mask: ArrayLike<number>, rows: number, columns: number, [rowMm, columnMm]: readonly [number, number]): readonly (readonly [y: number, x: number])[] {
  const points: [number, number][] = [];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const at = r * columns + c;
      if (mask[at] === 0) continue;
      const enclosed = r > 0 && c > 0 && r < rows - 1 && c < columns - 1 && mask[at - columns] !== 0 && mask[at + columns] !== 0 && mask[at - 1] !== 0 && mask[at + 1] !== 0;
      if (!enclosed) points.push([r * rowMm, c * columnMm]);
    }
  }
  return points;
}

/** From each point to the nearest of the others. Borders have some hundred points, so all are tried. */
export function nearest(from: readonly (readonly [number, number])[], to: readonly (readonly [number, number])[]): number[] {
  return from.map(([y, x]) => {
    let least = Infinity;
    for (const [v, u] of to) least = Math.min(least, (y - v) ** 2 + (x - u) ** 2);
    return Math.sqrt(least);
  });
}
