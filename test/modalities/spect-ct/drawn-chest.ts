import { toPatient, voxelCount, type Grid, type Volume } from '../../../src/image/volume.ts';
import { times, type Vector } from '../../../src/image/vector.ts';
import { type Anatomy, structures, type Structure } from '../../../src/modalities/spect-ct/structures.ts';

/** A chest of spheres, shells and rods, mm in the patient, the left ventricle's centre at 0. */
export const drawn = { wallOuter: 40, wallInner: 28, aortaRadius: 15, spineRadius: 18, muscleRadius: 16 } as const;
const [aorta, spine, muscle, right]: readonly Vector[] = [[-30, 75, 0], [-60, 90, 0], [-25, 120, 0], [-62, -20, 0]];

/** What lies at a point. */
export function structureAt([x, y, z]: Vector): Structure {
  const r = Math.hypot(x, y, z);
  if (r < drawn.wallInner) return 'leftVentricularCavity';
  if (r < drawn.wallOuter) return 'leftVentricularWall';
  if (Math.hypot(x - right[0], y - right[1], z - right[2]) < 26) return 'rightVentricularCavity';
  if (Math.hypot(x - aorta[0], y - aorta[1]) < drawn.aortaRadius) return 'aorta';
  if (Math.hypot(x - spine[0], y - spine[1]) < drawn.spineRadius) return 'vertebrae';
  return Math.hypot(x - muscle[0], y - muscle[1]) < drawn.muscleRadius ? 'paraspinalMuscle' : 'background';
}

/** mL of the wall, by the formula of a shell. */
export const wallMl = ((4 / 3) * Math.PI * (drawn.wallOuter ** 3 - drawn.wallInner ** 3)) / 1000;

/** A grid about the origin, its axes turned about all three axes. */
export function turnedGrid(spacing: Vector, size: Vector, degrees: number): Grid {
  const angle = (degrees * Math.PI) / 180;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const turn = ([x, y, z]: Vector): Vector => {
    const [u, v] = [c * x - s * y, s * x + c * y];
    return [c * u + s * z, v, -s * u + c * z];
  };
  const steps = ([[1, 0, 0], [0, 1, 0], [0, 0, 1]] as const).map((axis, i) => times(turn(axis), spacing[i])) as unknown as Grid['steps'];
  const half = size.map((count) => (count - 1) / 2);
  const origin = [0, 1, 2].map((axis) => -half.reduce((sum, count, i) => sum + count * steps[i][axis], 0)) as unknown as Vector;
  return { size, origin, steps };
}

/** Each voxel by what lies at its centre. */
export function drawnAnatomy(grid: Grid): Anatomy {
  const labels = new Uint8Array(voxelCount(grid));
  eachVoxel(grid, (point, at) => { labels[at] = structures.indexOf(structureAt(point)); });
  return { grid, labels };
}

/** Activity by structure; 0 where none is given. */
export function drawnEmission(grid: Grid, activity: Partial<Record<Structure, number>>): Volume {
  const values = new Float32Array(voxelCount(grid));
  eachVoxel(grid, (point, at) => { values[at] = activity[structureAt(point)] ?? 0; });
  return { grid, values };
}

function eachVoxel(grid: Grid, take: (point: Vector, at: number) => void): void {
  const [columns, rows, slices] = grid.size;
  for (let k = 0, at = 0; k < slices; k++) for (let j = 0; j < rows; j++) for (let i = 0; i < columns; i++, at++) take(toPatient(grid, [i, j, k]), at);
}
