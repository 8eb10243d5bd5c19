import { availableParallelism } from 'node:os';
import { averagedOnto } from '../../image/average-onto.ts';
import type { Vector } from '../../image/vector.ts';
import { resampled, spacingOf, toPatient, voxelCount, voxelFinder, type Grid, type Volume } from '../../image/volume.ts';
import { squaredDistances } from '../../image/volume-distance.ts';
import { loadNetwork, type Network } from '../../inference/onnx-network.ts';
import { type Anatomy, heartStructures, maskOf, type Structure, structures } from './structures.ts';

/** Voxels that the network sees, mm. */
const SEEN_MM = 6;
/** Sides are multiples of this. */
const BLOCK = 8;
/** Widest box that it sees, mm: it learned on chests cut to this width and depth. */
const WIDEST_MM: Vector = [432, 336, 450];
const air = { hounsfield: -1000, bodyAbove: -300 };
const densest = 600;
const greyPerUnit = 500;
/** A class less likely than this in a voxel wins nowhere near it. */
const LEAST_LIKELY = 0.05;
/** The free wall of the right ventricle, mm: as thick as walls with amyloid become, and no network sees its inner border. */
const RIGHT_WALL_MM = 5;

/** What the classes of the network are called here; the wall of the right ventricle is cut off its class afterwards. */
const classes: Readonly<Record<string, Structure>> = {
  background: 'background', leftVentricleWall: 'leftVentricularWall', septum: 'leftVentricularWall', leftVentricleCavity: 'leftVentricularCavity', rightVentricle: 'rightVentricularCavity',
  leftAtrium: 'leftAtrium', rightAtrium: 'rightAtrium', aorta: 'aorta', inferiorVenaCava: 'inferiorVenaCava', vertebrae: 'vertebrae', sternum: 'sternum', ribs: 'ribs',
  paraspinalMuscle: 'paraspinalMuscle', lungs: 'lungs', liver: 'liver',
};

/** How likely each class is in each voxel of a coarse grid. */
export interface ChestSegmentation {
  readonly grid: Grid;
  readonly probabilities: readonly { readonly structure: Structure; readonly values: Float32Array }[];
}

/** The network of chests on CT, on two cores. */
export function loadChestNetwork(): Promise<Network> {
  return loadNetwork('spect-ct-chest', Math.min(2, availableParallelism()));
}

/**
 * Outlines heart, vessels, bones and organs on a CT without contrast.
 * @param ct Hounsfield units.
 * @param level of the middle of the SPECT, mm in the patient: a longer CT is cut about it.
 */
export async function segmentChest(network: Network, ct: Volume, level: number): Promise<ChestSegmentation> {
  const grid = seenGrid(ct, level);
  const averaged = averagedOnto(grid, ct);
  const between = averaged.values.includes(NaN) ? resampled(ct, grid, air.hounsfield).values : averaged.values;
  const input = averaged.values.map((value, i) => Math.min(densest, Math.max(air.hounsfield, Number.isNaN(value) ? between[i] : value)) / greyPerUnit);
  const [columns, rows, slices] = grid.size;
  const { probabilities } = await network.run(input, [1, slices, rows, columns]);
  const voxels = voxelCount(grid);
  return { grid, probabilities: network.card.regions.map((name, i) => ({ structure: classes[name], values: probabilities.subarray(i * voxels, (i + 1) * voxels) })) };
}

/** A coarse grid about the body, along the patient's own axes. */
function seenGrid(ct: Volume, level: number): Grid {
  const [least, most] = bodyBox(ct);
  const middle = least.map((low, axis) => (low + most[axis]) / 2);
  const extent = least.map((low, axis) => Math.min(WIDEST_MM[axis], most[axis] - low));
  if (most[2] - least[2] > WIDEST_MM[2]) middle[2] = Math.min(most[2] - extent[2] / 2, Math.max(least[2] + extent[2] / 2, level));
  const size = extent.map((length) => BLOCK * Math.max(2, Math.ceil(length / SEEN_MM / BLOCK))) as unknown as Grid['size'];
  const origin = size.map((count, axis) => middle[axis] - ((count - 1) / 2) * SEEN_MM) as unknown as Vector;
  return { size, origin, steps: [[SEEN_MM, 0, 0], [0, SEEN_MM, 0], [0, 0, SEEN_MM]] };
}

/** The box of the body in a CT, mm; of the whole CT along the table. */
function bodyBox({ grid, values }: Volume): readonly [least: number[], most: number[]] {
  const [least, most] = [[Infinity, Infinity, Infinity], [-Infinity, -Infinity, -Infinity]];
  const [columns, rows, slices] = grid.size;
  const step = Math.max(1, Math.floor(SEEN_MM / spacingOf(grid)[0]));
  for (let k = 0; k < slices; k++) {
    for (let j = 0; j < rows; j += step) {
      for (let i = 0; i < columns; i += step) {
        if (values[(k * rows + j) * columns + i] <= air.bodyAbove) continue;
        toPatient(grid, [i, j, k]).forEach((value, axis) => {
          least[axis] = Math.min(least[axis], value);
          most[axis] = Math.max(most[axis], value);
        });
      }
    }
  }
  const ends = [toPatient(grid, [0, 0, 0])[2], toPatient(grid, [0, 0, slices - 1])[2]];
  return [[least[0], least[1], Math.min(...ends)], [most[0], most[1], Math.max(...ends)]];
}

/** The most likely structure of each voxel of a finer grid, between the voxels that the network saw. */
export function anatomyOn(grid: Grid, segmentation: ChestSegmentation): Anatomy {
  const labels = new Uint8Array(voxelCount(grid));
  const likeliest = new Float32Array(voxelCount(grid));
  // Classes that mean one structure here are one before they compete.
  for (const [structure, parts] of Map.groupBy(segmentation.probabilities, (one) => one.structure)) {
    const values = parts.length === 1 ? parts[0].values : parts[0].values.map((value, i) => parts.slice(1).reduce((sum, part) => sum + part.values[i], value));
    const label = structures.indexOf(structure);
    const outside = structure === 'background' ? 1 : 0;
    const box = outside ? { first: [0, 0, 0] as const, size: grid.size } : boxWithin(grid, { grid: segmentation.grid, values });
    if (!box) continue;
    const [columns, rows] = grid.size;
    const [width, height, depth] = box.size;
    const part = resampled({ grid: segmentation.grid, values }, { ...grid, size: box.size, origin: toPatient(grid, box.first) }, outside).values;
    for (let k = 0, from = 0; k < depth; k++) {
      for (let j = 0; j < height; j++) {
        const line = ((box.first[2] + k) * rows + box.first[1] + j) * columns + box.first[0];
        for (let i = 0; i < width; i++, from++) if (part[from] > likeliest[line + i]) [likeliest[line + i], labels[line + i]] = [part[from], label];
      }
    }
  }
  return withRightWall({ grid, labels });
}

/** The part of a grid in which a class is likely anywhere; null where it is not. */
function boxWithin(grid: Grid, { grid: coarse, values }: Volume): { readonly first: Vector; readonly size: Grid['size'] } | null {
  const find = voxelFinder(grid);
  const [columns, rows] = coarse.size;
  const [least, most] = [[Infinity, Infinity, Infinity], [-Infinity, -Infinity, -Infinity]];
  for (let at = 0; at < values.length; at++) {
    if (values[at] < LEAST_LIKELY) continue;
    const [i, j, k] = [at % columns, Math.floor(at / columns) % rows, Math.floor(at / (columns * rows))];
    for (const near of [-1, 1]) {
      find(toPatient(coarse, [i + near, j + near, k + near])).forEach((value, axis) => {
        least[axis] = Math.min(least[axis], value);
        most[axis] = Math.max(most[axis], value);
      });
    }
  }
  const first = least.map((low) => Math.max(0, Math.floor(low))) as unknown as Vector;
  const size = most.map((high, axis) => Math.min(grid.size[axis] - 1, Math.ceil(high)) - first[axis] + 1) as unknown as Grid['size'];
  return size.every((count) => count > 0) ? { first, size } : null;
}

/** Makes the rim of the right ventricle that borders on nothing of the heart its wall. */
function withRightWall({ grid, labels }: Anatomy): Anatomy {
  const outside = maskOf({ grid, labels }, heartStructures).inside.map((inside) => 1 - inside);
  const away = squaredDistances({ grid, inside: outside });
  const [cavity, wall] = [structures.indexOf('rightVentricularCavity'), structures.indexOf('rightVentricularWall')];
  return { grid, labels: labels.map((label, i) => (label === cavity && away[i] <= RIGHT_WALL_MM ** 2 ? wall : label)) };
}
