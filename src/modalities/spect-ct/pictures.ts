import type { Stack } from '../../dicom/assemble-volume.ts';
import type { SourceFrame } from '../../measurement/measurement.ts';
import { maskEdges } from '../../image/mask-outline.ts';
import { resize } from '../../image/resize.ts';
import { spacingOf, voxelFinder, type Grid, type Volume } from '../../image/volume.ts';
import type { Region, Thumbnail } from '../modality.ts';
import { type Anatomy, heartStructures, maskOf, type Structure } from './structures.ts';

/** Slices shown through the heart. */
const SHOWN_SLICES = 5;
/** Longest side of a picture, pixels. */
const LONGEST_SIDE = 384;
/** Drawn on pictures. */
const outlined = ['leftVentricularWall', 'rightVentricularCavity', 'aorta'] as const satisfies readonly Structure[];
/** Held whole by objects: the heart and the vessels, none of which the grid of the heart cuts as it cuts lungs and liver. */
const whole = [...heartStructures, 'aorta', 'inferiorVenaCava'] as const satisfies readonly Structure[];

/** Slices of a SPECT through the heart, evenly apart: indices into the stack. */
export function shownSlices(emission: Grid, anatomy: Anatomy): readonly number[] {
  const held = slicesHolding(anatomy, 'leftVentricularWall').map((slice) => Math.round(storedIndex(emission, anatomy.grid)(slice)));
  const [first, last] = [held[0], held.at(-1)];
  if (first === undefined || last === undefined) return [];
  const count = Math.min(SHOWN_SLICES, last - first + 1);
  return [...new Set(Array.from({ length: count }, (_, i) => Math.round(first + ((i + 0.5) * (last - first)) / count)))];
}

function slicesHolding(anatomy: Anatomy, structure: Structure): readonly number[] {
  const [columns, rows, slices] = anatomy.grid.size;
  const { inside } = maskOf(anatomy, [structure]);
  return Array.from({ length: slices }, (_, k) => k).filter((k) => inside.subarray(k * columns * rows, (k + 1) * columns * rows).includes(1));
}

/** From a slice of the working grid to the stored slice it is part of, as a fraction. */
function storedIndex(emission: Grid, working: Grid): (slice: number) => number {
  const first = voxelFinder(emission)(working.origin)[2];
  const parts = Math.round(spacingOf(emission)[2] / spacingOf(working)[2]);
  return (slice) => first + slice / parts;
}

/** Outlines on the slices shown, in stored pixels rounded to a tenth. */
export function outlineRegions(stack: Stack, anatomy: Anatomy, shown: readonly number[]): readonly Region[] {
  return outlinesOn(stack, anatomy, shown, outlined);
}

/** Outlines of the heart and its vessels on every slice that holds them. */
export function wholeOutlines(stack: Stack, anatomy: Anatomy): readonly Region[] {
  const reached = anatomy.grid.size[2] / partsOf(stack.grid, anatomy.grid)[2];
  const first = Math.round(voxelFinder(stack.grid)(anatomy.grid.origin)[2]);
  const slices = stack.slices.map((_, slice) => slice).filter((slice) => slice >= first && slice < first + reached);
  return outlinesOn(stack, anatomy, slices, whole);
}

function outlinesOn(stack: Stack, anatomy: Anatomy, wanted: readonly number[], names: readonly Structure[]): readonly Region[] {
  const [x0, y0, z0] = voxelFinder(stack.grid)(anatomy.grid.origin);
  const parts = partsOf(stack.grid, anatomy.grid);
  const [columns, rows, slices] = anatomy.grid.size;
  const masks = names.map((name) => ({ name, inside: maskOf(anatomy, [name]).inside }));
  return wanted.flatMap((slice) => {
    const k = Math.min(slices - 1, Math.max(0, Math.round((slice - z0) * parts[2])));
    return masks.flatMap(({ name, inside }) => maskEdges(inside.subarray(k * columns * rows, (k + 1) * columns * rows), rows, columns).map((ring): Region => ({
      name, source: sourceOf(stack, slice), shape: 'polygon',
      points: ring.map(([x, y]) => [tenths(x0 + 0.5 - 0.5 / parts[0] + x / parts[0]), tenths(y0 + 0.5 - 0.5 / parts[1] + y / parts[1])]),
    })));
  });
}

/** Voxels of the working grid along each stored one. */
function partsOf(stored: Grid, working: Grid): readonly number[] {
  const own = spacingOf(working);
  return spacingOf(stored).map((spacing, axis) => Math.round(spacing / own[axis]));
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Where a slice of a stack is stored. */
export function sourceOf({ slices }: Stack, slice: number): SourceFrame {
  return { sopInstanceUid: slices[slice].instance.sopInstanceUid, frame: slices[slice].frame };
}

/** Pictures of slices, all on one scale from 0 to the brightest of them. */
export function slicePictures(stack: Stack, { grid, values }: Volume, shown: readonly number[]): readonly Thumbnail[] {
  const [columns, rows] = grid.size;
  const planes = shown.map((slice) => values.subarray(slice * columns * rows, (slice + 1) * columns * rows));
  const brightest = planes.reduce((most, plane) => plane.reduce((a, b) => Math.max(a, b), most), 0) || 1;
  const scale = LONGEST_SIDE / Math.max(rows, columns);
  const [height, width] = [rows, columns].map((side) => Math.max(1, Math.round(side * scale)));
  return planes.map((plane, i) => {
    const grey = Uint8ClampedArray.from(resize(plane.map((value) => (255 * value) / brightest), rows, columns, height, width));
    return { source: sourceOf(stack, shown[i]), rows: height, columns: width, scale: [height / rows, width / columns], greyBase64: Buffer.from(grey).toString('base64') };
  });
}
