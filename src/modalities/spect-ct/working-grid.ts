import { times } from '../../image/vector.ts';
import { spacingOf, toPatient, voxelFinder, type Grid, type VolumeMask } from '../../image/volume.ts';
import type { Vector } from '../../image/vector.ts';

/** Voxels of the grid on which numbers are read are no larger. */
const LARGEST_MM = 2.5;
/** What is kept around the heart: the aorta, the spine, the sternum, part of the liver. */
const MARGIN_MM = 70;

/**
 * The part of an emission grid around the heart, its voxels divided until they are fine enough for borders of regions.
 * @param heart on any grid.
 * @returns null when no heart lies in the grid.
 */
export function workingGrid(emission: Grid, heart: VolumeMask): Grid | null {
  const box = boxIn(emission, heart);
  if (!box) return null;
  const spacing = spacingOf(emission);
  const parts = spacing.map((one) => Math.ceil(one / LARGEST_MM));
  const first = box.map(([low], axis) => Math.max(0, Math.floor(low - MARGIN_MM / spacing[axis])));
  const last = box.map(([, high], axis) => Math.min(emission.size[axis] - 1, Math.ceil(high + MARGIN_MM / spacing[axis])));
  if (last.some((end, axis) => end <= first[axis])) return null;
  // The first of the parts of a voxel lies half a voxel, less half a part, before its centre.
  const corner = first.map((start, axis) => start - 0.5 + 0.5 / parts[axis]) as unknown as Vector;
  return {
    size: last.map((end, axis) => (end - first[axis] + 1) * parts[axis]) as unknown as Grid['size'],
    origin: toPatient(emission, corner),
    steps: emission.steps.map((step, axis) => times(step, 1 / parts[axis])) as unknown as Grid['steps'],
  };
}

/** Lowest and highest index of a mask in the voxels of another grid, along each axis. */
function boxIn(grid: Grid, { grid: own, inside }: VolumeMask): readonly (readonly [number, number])[] | null {
  const find = voxelFinder(grid);
  const box: [number, number][] = [[Infinity, -Infinity], [Infinity, -Infinity], [Infinity, -Infinity]];
  const [columns, rows, slices] = own.size;
  for (let k = 0, at = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < columns; i++, at++) {
        if (!inside[at]) continue;
        find(toPatient(own, [i, j, k])).forEach((value, axis) => { box[axis] = [Math.min(box[axis][0], value), Math.max(box[axis][1], value)]; });
      }
    }
  }
  return box[0][0] === Infinity ? null : box;
}
