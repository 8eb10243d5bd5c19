import type { Grid, VolumeMask } from '../../image/volume.ts';

/** What is told apart in a chest, in the order of the labels. */
export const structures = [
  'background', 'leftVentricularWall', 'leftVentricularCavity', 'rightVentricularWall', 'rightVentricularCavity', 'leftAtrium', 'rightAtrium', 'aorta', 'inferiorVenaCava',
  'vertebrae', 'sternum', 'ribs', 'paraspinalMuscle', 'lungs', 'liver',
] as const;
export type Structure = (typeof structures)[number];

/** The label of each voxel: an index into `structures`. */
export interface Anatomy {
  readonly grid: Grid;
  readonly labels: Uint8Array;
}

/** Everything that moves with the heart. */
export const heartStructures = ['leftVentricularWall', 'leftVentricularCavity', 'rightVentricularWall', 'rightVentricularCavity', 'leftAtrium', 'rightAtrium'] as const satisfies readonly Structure[];

/** The voxels of some structures. */
export function maskOf({ grid, labels }: Anatomy, wanted: readonly Structure[]): VolumeMask {
  const held = Uint8Array.from(structures, (structure) => (wanted.includes(structure) ? 1 : 0));
  const inside = new Uint8Array(labels.length);
  for (let i = 0; i < labels.length; i++) inside[i] = held[labels[i]];
  return { grid, inside };
}
