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

/** Length of the ventricle's border from hinge over apex to hinge, mm. */
export function endocardialArc({ length, radius }: DrawnHeart): number {
  const steps = 100_000;
  const at = (i: number) => [length * Math.sin((Math.PI * i) / steps), radius * Math.cos((Math.PI * i) / steps)];
  let arc = 0;
  for (let i = 1; i <= steps; i++) arc += Math.hypot(at(i)[0] - at(i - 1)[0], at(i)[1] - at(i - 1)[1]);
  return arc;
}

/** The heart on a field of 180 x 180 mm, its mitral plane through the middle. */
export function drawHeart(heart: DrawnHeart, [rowMm, columnMm]: readonly [number, number]): LabelMap {
  const [rows, columns] = [Math.round(180 / rowMm), Math.round(180 / columnMm)];
  const labels = new Uint8Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) labels[r * columns + c] = labelAt(heart, ...alongAxis(heart, (r + 0.5) * rowMm, (c + 0.5) * columnMm));
  }
  return { rows, columns, labels };
}

/** Where a point of the field lies from the middle of the mitral plane: towards the apex, and across. mm. */
export function alongAxis({ tilt }: DrawnHeart, rowMm: number, columnMm: number): readonly [up: number, across: number] {
  const [cos, sin, y, x] = [Math.cos(tilt), Math.sin(tilt), rowMm - 105, columnMm - 90];
  return [x * sin - y * cos, x * cos + y * sin];
}

/** Whether a point lies on the closed valve or on the thin wall of the atrium, which are drawn and are no structure of their own. */
export function onValveOrRim({ radius, atrialLength, atrialRadius }: DrawnHeart, up: number, across: number): boolean {
  if (Math.abs(up) < 1.5) return Math.abs(across) < radius;
  const rim = 3;
  return up < 0 && (up / atrialLength) ** 2 + (across / atrialRadius) ** 2 > 1 && (up / (atrialLength + rim)) ** 2 + (across / (atrialRadius + rim)) ** 2 <= 1;
}

/** @param up from the mitral plane towards the apex. */
function labelAt({ length, radius, wall, atrialLength, atrialRadius }: DrawnHeart, up: number, across: number): number {
  if (up < 0) return (up / atrialLength) ** 2 + (across / atrialRadius) ** 2 <= 1 ? 3 : 0;
  if ((up / length) ** 2 + (across / radius) ** 2 <= 1) return 1;
  return (up / (length + wall)) ** 2 + (across / (radius + wall)) ** 2 <= 1 ? 2 : 0;
}
