import type { HeartPatient } from './echo-patient.ts';
import { atEndDiastole } from './echo-motion.ts';
import { tissueAt } from './echo-tissue.ts';
import { shareAt } from './echo-truth.ts';
import type { ViewScene } from './echo-view-scene.ts';
import { viewStructures } from './echo-view-surroundings.ts';

/** The motion is smooth: it is worked out at every fourth sample. */
const COARSE = 4;

/**
 * What each sample of a sector shows at a moment of the beat: the place of its structure in `viewStructures`.
 * @param depths samples along the beam, @param lines across the sector, from left to right.
 * @returns depths * lines values, depth by depth.
 */
export function sliceOfView({ ventricle, rate }: HeartPatient, { probe, depthMm, base, overlay }: ViewScene, { halfAngle, depths, lines, timeMs }: { readonly halfAngle: number; readonly depths: number; readonly lines: number; readonly timeMs: number }): Uint8Array {
  const share = shareAt(ventricle, timeMs, rate);
  const place = (row: number, column: number): readonly [depth: number, side: number] => {
    const [distance, angle] = [((row + 0.5) * depthMm) / depths, (((column + 0.5) / lines) * 2 - 1) * halfAngle];
    return [distance * Math.cos(angle), distance * Math.sin(angle)];
  };
  const [rows, columns] = [Math.ceil(depths / COARSE) + 1, Math.ceil(lines / COARSE) + 1];
  const material = new Float64Array(rows * columns * 3);
  for (let i = 0; i < rows * columns; i++) {
    const [depth, side] = place(Math.floor(i / columns) * COARSE, (i % columns) * COARSE);
    const [r, angle, z] = atEndDiastole(ventricle, share, probe.toHeart(depth, side, 0));
    material.set([r * Math.cos(angle), r * Math.sin(angle), z], 3 * i);
  }
  const out = new Uint8Array(depths * lines);
  for (let i = 0; i < out.length; i++) {
    const [row, column] = [Math.floor(i / lines), i % lines];
    const over = overlay(...place(row, column), 0);
    if (over) {
      out[i] = viewStructures.indexOf(over.structure);
      continue;
    }
    const [k, u, v] = [Math.floor(row / COARSE) * columns + Math.floor(column / COARSE), (row % COARSE) / COARSE, (column % COARSE) / COARSE];
    const at = (axis: number) => (material[3 * k + axis] * (1 - v) + material[3 * (k + 1) + axis] * v) * (1 - u) + (material[3 * (k + columns) + axis] * (1 - v) + material[3 * (k + columns + 1) + axis] * v) * u;
    const [x, y, z] = [at(0), at(1), at(2)];
    out[i] = viewStructures.indexOf(tissueAt(ventricle, base, Math.hypot(x, y), Math.atan2(y, x), z).structure);
  }
  return out;
}
