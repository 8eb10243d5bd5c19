import { voxelMl } from '../image/volume.ts';
import type { ChestVolumes } from './chest-volumes.ts';
import { heartWalls, labelOf, labelTable, structureNames, type StructureName } from './structures.ts';

/** What is known of one structure; its voxels are those whose centre lies in it, before breathing. */
export interface StructureTruth {
  readonly volumeMl: number;
  readonly suvMean: number;
  readonly suvMax: number;
  /** Free of the voxels at the border that are shared with a neighbour. */
  readonly suvMedian: number;
}

/** Involvement of walls above a multiple of the blood, from true concentrations. */
export interface InvolvementTruth {
  /** Factor on the blood that a voxel must exceed. */
  readonly thresholdFactor: number;
  /** Volume above the threshold, mL. */
  readonly volumeMl: number;
  /** Sum over that volume of the ratio to the blood, mL; the blood is not subtracted. */
  readonly activityMl: number;
}

/** The true answers of tomography, free of noise, resolution and breathing. */
export interface UptakeTruth {
  readonly structures: Partial<Record<Exclude<StructureName, 'other'>, StructureTruth>>;
  /** SUV of the blood: the reference of all ratios here. */
  readonly bloodSuv: number;
  /** Mean of the left ventricle's walls, septum included, over the blood. */
  readonly targetToBackground: number;
  readonly leftVentricle: readonly InvolvementTruth[];
  readonly allWalls: readonly InvolvementTruth[];
}

/** Factors on the blood at which involvement is stated. */
export const thresholdFactors = [1.2, 1.5, 2] as const;

const ventricleWalls = ['leftVentricleWall', 'septum'] as const;

/** Reads the true answers off a chest. @param bloodSuv concentration in the blood. */
export function uptakeTruth(chest: ChestVolumes, bloodSuv: number): UptakeTruth {
  const structures = structureTruths(chest);
  const walls = ventricleWalls.map((name) => structures[name]).filter((one) => one !== undefined);
  const volume = walls.reduce((sum, one) => sum + one.volumeMl, 0);
  const mean = walls.reduce((sum, one) => sum + one.suvMean * one.volumeMl, 0) / volume;
  const at = (names: readonly StructureName[]) => thresholdFactors.map((factor) => involvement(chest, names, bloodSuv, factor));
  return { structures, bloodSuv, targetToBackground: mean / bloodSuv, leftVentricle: at(ventricleWalls), allWalls: at(heartWalls) };
}

function structureTruths({ grid, suv, labels }: ChestVolumes): UptakeTruth['structures'] {
  const counts = new Uint32Array(structureNames.length);
  for (const label of labels) counts[label]++;
  const values = Array.from(counts, (count, label) => new Float32Array(label === 0 ? 0 : count));
  counts.fill(0);
  for (let i = 0; i < labels.length; i++) if (labels[i] > 0) values[labels[i]][counts[labels[i]]++] = suv[i];
  const found = structureNames.slice(1).filter((name) => counts[labelOf(name)] > 0);
  return Object.fromEntries(found.map((name) => [name, truthOf(values[labelOf(name)].sort(), voxelMl(grid))]));
}

function truthOf(ascending: Float32Array, voxel: number): StructureTruth {
  const sum = ascending.reduce((total, value) => total + value, 0);
  return { volumeMl: ascending.length * voxel, suvMean: sum / ascending.length, suvMax: ascending[ascending.length - 1], suvMedian: ascending[ascending.length >> 1] };
}

function involvement({ grid, suv, labels }: ChestVolumes, names: readonly StructureName[], bloodSuv: number, thresholdFactor: number): InvolvementTruth {
  const included = labelTable(names);
  let [voxels, sum] = [0, 0];
  for (let i = 0; i < labels.length; i++) {
    if (!included[labels[i]] || suv[i] <= thresholdFactor * bloodSuv) continue;
    voxels++;
    sum += suv[i] / bloodSuv;
  }
  return { thresholdFactor, volumeMl: voxels * voxelMl(grid), activityMl: sum * voxelMl(grid) };
}
