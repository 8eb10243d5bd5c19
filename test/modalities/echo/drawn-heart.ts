import type { LabelMap } from '../../../src/modalities/echo/structures.ts';

/** Half an ellipse for the ventricle with a wall of even thickness about it, and half an ellipse for the atrium below. mm. */
export interface DrawnHeart {
  readonly length: number;
  readonly radius: number;
  readonly wall: number;
  readonly atrialLength: number;
  readonly atrialRadius: number;
  /** Radians from upright. */
  readonly tilt: number;
}

export const plainHeart: DrawnHeart = { length: 80, radius: 22, wall: 10, atrialLength: 40, atrialRadius: 18, tilt: 0 };

/** Volume of the ventricle as a body of revolution, mL. */
export function ventricularVolume({ length, radius }: DrawnHeart): number {
  return ((2 / 3) * Math.PI * radius ** 2 * length) / 1000;
}

/** Volume of the atrium as a body of revolution, mL. */
export function atrialVolume({ atrialLength, atrialRadius }: DrawnHeart): number {
  return ((2 / 3) * Math.PI * atrialRadius ** 2 * atrialLength) / 1000;
}

/** The heart on a field of 180 x 180 mm, its mitral plane through the middle. */
export function drawHeart(heart: DrawnHeart, [rowMm, columnMm]: readonly [number, number]): LabelMap {
  const [rows, columns] = [Math.round(180 / rowMm), Math.round(180 / columnMm)];
  const labels = new Uint8Array(rows * columns);
  const [cos, sin] = [Math.cos(heart.tilt), Math.sin(heart.tilt)];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const [y, x] = [(r + 0.5) * rowMm - 105, (c + 0.5) * columnMm - 90];
      labels[r * columns + c] = labelAt(heart, -(y * cos - x * sin), x * cos + y * sin);
    }
  }
  return { rows, columns, labels };
}

/** @param up from the mitral plane towards the apex. */
function labelAt({ length, radius, wall, atrialLength, atrialRadius }: DrawnHeart, up: number, across: number): number {
  if (up < 0) return (up / atrialLength) ** 2 + (across / atrialRadius) ** 2 <= 1 ? 3 : 0;
  if ((up / length) ** 2 + (across / radius) ** 2 <= 1) return 1;
  return (up / (length + wall)) ** 2 + (across / (radius + wall)) ** 2 <= 1 ? 2 : 0;
}
