/** Structures of the chest that are known voxel by voxel; a label is the place in this list, and 0 is all the rest. */
export const structureNames = [
  'other', 'leftVentricleWall', 'septum', 'leftVentricleCavity', 'rightVentricleWall', 'rightVentricleCavity', 'atrialWall', 'leftAtrium',
  'rightAtrium', 'aorta', 'pulmonaryArtery', 'superiorVenaCava', 'inferiorVenaCava', 'vertebrae', 'sternum', 'ribs', 'otherBone',
  'paraspinalMuscle', 'lungs', 'liver', 'metal',
] as const;
export type StructureName = (typeof structureNames)[number];

/** Walls of the heart, where amyloid lies. */
export const heartWalls = ['leftVentricleWall', 'septum', 'rightVentricleWall', 'atrialWall'] as const satisfies readonly StructureName[];

const labels = new Map<StructureName, number>(structureNames.map((name, label) => [name, label]));

export function labelOf(name: StructureName): number {
  return labels.get(name)!;
}

/** One entry a label: 1 where the label is one of these structures. */
export function labelTable(names: readonly StructureName[]): Uint8Array {
  return Uint8Array.from(structureNames, (name) => (names.includes(name) ? 1 : 0));
}
