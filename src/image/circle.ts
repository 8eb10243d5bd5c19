import type { Raster } from './resample-area.ts';

/** A circle in mm from the outer top-left corner of the image as it is seen (after its flips). */
export interface Circle {
  readonly rowMm: number;
  readonly columnMm: number;
  readonly radiusMm: number;
}

export interface CircleCounts {
  /** Sum of pixel values, pixels on the rim counted in part. */
  readonly sum: number;
  /** Number of pixels, in parts too. */
  readonly pixels: number;
  readonly mean: number;
}

/**
 * Mean pixel value in a circle. A pixel on the rim counts with the share of it that lies inside, taken as linear in the
 * distance from the rim, so that the mean moves smoothly when the circle does.
 * @returns null when the circle reaches outside the image or holds no pixel.
 */
export function circleCounts(image: Raster, circle: Circle): CircleCounts | null {
  const [dy, dx] = image.spacingMm;
  const inside = circle.rowMm >= circle.radiusMm && circle.columnMm >= circle.radiusMm
    && circle.rowMm + circle.radiusMm <= image.rows * dy && circle.columnMm + circle.radiusMm <= image.columns * dx;
  if (!inside) return null;
  const rim = (dy + dx) / 2;
  const reach = circle.radiusMm + rim;
  let sum = 0;
  let pixels = 0;
  for (let r = Math.max(0, Math.floor((circle.rowMm - reach) / dy)); r < Math.min(image.rows, Math.ceil((circle.rowMm + reach) / dy)); r++) {
    const y = (r + 0.5) * dy - circle.rowMm;
    const row = (image.flipRows ? image.rows - 1 - r : r) * image.columns;
    for (let c = Math.max(0, Math.floor((circle.columnMm - reach) / dx)); c < Math.min(image.columns, Math.ceil((circle.columnMm + reach) / dx)); c++) {
      const x = (c + 0.5) * dx - circle.columnMm;
      const share = Math.min(1, 0.5 + (circle.radiusMm - Math.sqrt(x * x + y * y)) / rim);
      if (share <= 0) continue;
      sum += share * image.values[row + (image.flipColumns ? image.columns - 1 - c : c)];
      pixels += share;
    }
  }
  return pixels > 0 ? { sum, pixels, mean: sum / pixels } : null;
}
