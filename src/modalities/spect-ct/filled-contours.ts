import { fillRings, type Ring } from '../../image/fill-rings.ts';
import type { Vector } from '../../image/vector.ts';
import { voxelCount, voxelFinder, type Grid } from '../../image/volume.ts';

/** A line whose points lie further from one plane of the grid than this share of a slice is not drawn along its slices. */
const MOST_TILT = 0.5;

/**
 * The voxels inside closed lines drawn on planes. Lines of one plane cut each other out where they overlap, as holes are drawn; each slice of
 * the grid takes the nearest plane, within half the usual distance between planes.
 *
 * @param contours points of each line, mm in the patient.
 * @returns one byte a voxel of the grid, 1 inside; null when nothing is enclosed, or lines do not run along the slices of the grid.
 */
export function filledContours(contours: readonly (readonly Vector[])[], grid: Grid): Uint8Array | null {
  const find = voxelFinder(grid);
  const lines = contours.map((points) => points.map(find));
  if (lines.length === 0 || lines.some((points) => spread(points.map(([, , k]) => k)) > 2 * MOST_TILT)) return null;
  const planes = [...Map.groupBy(lines, (points) => Math.round(1000 * meanLevel(points)) / 1000)].toSorted(([a], [b]) => a - b);
  const reach = Math.max(0.5, usualStep(planes.map(([level]) => level)) / 2) + 1e-3;
  const [columns, rows, slices] = grid.size;
  const inside = new Uint8Array(voxelCount(grid));
  for (let slice = 0; slice < slices; slice++) {
    const [level, drawn] = planes.reduce((best, plane) => (Math.abs(plane[0] - slice) < Math.abs(best[0] - slice) ? plane : best));
    if (Math.abs(level - slice) > reach) continue;
    for (const points of drawn) {
      // The outer corner of the first pixel is 0 for rings, and its centre is 0 for the grid.
      const ring: Ring = points.map(([i, j]) => [i + 0.5, j + 0.5] as const);
      fillRings([ring], rows, columns).forEach((value, at) => { if (value > 0) inside[slice * rows * columns + at] ^= 1; });
    }
  }
  return inside.includes(1) ? inside : null;
}

function meanLevel(points: readonly Vector[]): number {
  return points.reduce((sum, [, , k]) => sum + k, 0) / points.length;
}

function spread(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
}

/** The median distance between planes, in slices; 1 where there is one plane alone. */
function usualStep(levels: readonly number[]): number {
  const steps = levels.slice(1).map((level, i) => level - levels[i]).toSorted((a, b) => a - b);
  return steps.length === 0 ? 1 : steps[Math.floor(steps.length / 2)];
}
