import { cross, dot, length, minus, times, type Vector } from '../image/vector.ts';
import type { Grid, Volume } from '../image/volume.ts';
import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import type { FramePlane, ImageInstance } from './study.ts';

/** One slice of a volume to be. */
export interface Slice {
  readonly instance: ImageInstance;
  /** Counts from 1. */
  readonly frame: number;
  readonly plane: FramePlane;
}

/** A stack of slices in order, and what had to be done to it. */
export interface Stack {
  readonly status: 'measured';
  readonly grid: Grid;
  /** From the first slice of the grid on. */
  readonly slices: readonly Slice[];
  /** Slices left out because another lies in the same place. */
  readonly repeated: number;
  /** Angle between the direction in which slices follow each other and their normal, degrees: the tilt of a gantry. */
  readonly tiltDegrees: number;
}

/** Places are written with few decimals: slices this near to where they belong are in place, as a share of the spacing. */
const PLACE_TOLERANCE = 0.05;
/** Directions that differ by more are of different series. */
const SAME_DIRECTION = 0.999;
const SAME_PLACE_MM = 0.01;

/**
 * Puts the slices of one series in order and says where each voxel lies in the patient.
 *
 * Slices may come in any order, as files or as frames. Repeated ones are left out and counted.
 * @returns `notMeasured` with `noPlanes`, `noSpacing`, `mixedSlices` (size, spacing or direction differ), `tooFewSlices`
 *   (fewer than 3) or `missingSlices`; the reason says what was found.
 */
export function stackSlices(instances: readonly ImageInstance[]): Stack | NotMeasured {
  const unplaced = instances.filter(({ planes }) => planes === null).length;
  if (unplaced > 0) return notMeasured('noPlanes', `${unplaced} of ${instances.length} images do not say where they lie in the patient (position and orientation).`);
  const spacing = instances[0]?.spacingMm;
  if (!spacing) return notMeasured('noSpacing', 'The file states no size of a pixel.');
  const slices = instances.flatMap((instance) => instance.planes!.map((plane, i): Slice => ({ instance, frame: i + 1, plane })));
  const [first] = slices;
  if (slices.some((slice) => !matches(slice, first))) return notMeasured('mixedSlices', 'The slices differ in size, spacing or direction: more than one series is mixed.');
  const normal = cross(first.plane.rowDirection, first.plane.columnDirection);
  const height = ({ plane }: Slice) => dot(plane.position, normal);
  const ordered = slices.toSorted((a, b) => height(a) - height(b));
  const kept = ordered.filter((slice, i) => i === 0 || height(slice) - height(ordered[i - 1]) > SAME_PLACE_MM);
  if (kept.length < 3) return notMeasured('tooFewSlices', `Only ${kept.length} slices lie in different places; a volume has at least 3.`);
  return placed(kept, spacing, slices.length - kept.length);
}

function matches({ instance, plane }: Slice, other: Slice): boolean {
  const [mine, its] = [instance.spacingMm, other.instance.spacingMm];
  return instance.rows === other.instance.rows && instance.columns === other.instance.columns
    && mine !== null && its !== null && Math.abs(mine[0] - its[0]) < 1e-3 && Math.abs(mine[1] - its[1]) < 1e-3
    && dot(plane.rowDirection, other.plane.rowDirection) > SAME_DIRECTION && dot(plane.columnDirection, other.plane.columnDirection) > SAME_DIRECTION;
}

function placed(slices: readonly Slice[], [rowMm, columnMm]: readonly [number, number], repeated: number): Stack | NotMeasured {
  const [{ plane, instance }, last] = [slices[0], slices.at(-1)!];
  const step = times(minus(last.plane.position, plane.position), 1 / (slices.length - 1));
  const farthest = Math.max(...slices.map((slice, i) => length(minus(slice.plane.position, plusSteps(plane.position, step, i)))));
  if (farthest > PLACE_TOLERANCE * length(step)) {
    const gaps = slices.slice(1).map((slice, i) => length(minus(slice.plane.position, slices[i].plane.position)));
    const [least, most] = [Math.min(...gaps), Math.max(...gaps)];
    return notMeasured('missingSlices', `Neighbouring slices are between ${least.toFixed(2)} and ${most.toFixed(2)} mm apart: slices are missing, or of another series.`);
  }
  const normal = cross(plane.rowDirection, plane.columnDirection);
  const tiltDegrees = (Math.acos(Math.min(1, Math.abs(dot(normal, step)) / length(step))) * 180) / Math.PI;
  const grid: Grid = {
    size: [instance.columns, instance.rows, slices.length],
    origin: plane.position,
    steps: [times(plane.rowDirection, columnMm), times(plane.columnDirection, rowMm), step],
  };
  return { status: 'measured', grid, slices, repeated, tiltDegrees };
}

function plusSteps([x, y, z]: Vector, [u, v, w]: Vector, count: number): Vector {
  return [x + u * count, y + v * count, z + w * count];
}

/**
 * Decodes a stack.
 * @param finestMm pixels of a slice are averaged in whole blocks until none would stay finer than this; 0 keeps them all.
 * @throws AmyloscopeError as `decode` of its slices.
 */
export function assembleVolume({ grid, slices }: Stack, finestMm = 0): Volume {
  const [columns, rows, count] = grid.size;
  const [across, down] = [length(grid.steps[0]), length(grid.steps[1])].map((spacing) => Math.max(1, Math.floor(finestMm / spacing)));
  const size = [Math.floor(columns / across), Math.floor(rows / down), count] as const;
  const values = new Float32Array(size[0] * size[1] * size[2]);
  slices.forEach(({ instance, frame }, k) => {
    const { values: stored } = instance.decode(frame);
    const plane = values.subarray(k * size[0] * size[1], (k + 1) * size[0] * size[1]);
    if (across === 1 && down === 1) plane.set(stored);
    else averageBlocks(stored, columns, plane, size, [across, down]);
  });
  const [alongRow, alongColumn, alongStack] = grid.steps;
  const middle = plusSteps(plusSteps(grid.origin, alongRow, (across - 1) / 2), alongColumn, (down - 1) / 2);
  return { grid: { size, origin: middle, steps: [times(alongRow, across), times(alongColumn, down), alongStack] }, values };
}

function averageBlocks(stored: ArrayLike<number>, columns: number, plane: Float32Array, [width, height]: readonly [number, number, number], [across, down]: readonly number[]): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let v = 0; v < down; v++) for (let u = 0; u < across; u++) sum += stored[(y * down + v) * columns + x * across + u];
      plane[y * width + x] = sum / (across * down);
    }
  }
}
