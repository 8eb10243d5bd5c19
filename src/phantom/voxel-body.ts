import type { StructureName } from './structures.ts';

/** The regions whose outline on a planar image is known for every digital patient. */
export const regionNames = [
  'body', 'heart', 'sternum', 'spine', 'ribs', 'kidneys', 'bladder', 'skull', 'pelvis', 'limbs', 'lungs', 'liver', 'hotSpot',
] as const;
export type RegionName = (typeof regionNames)[number];

/** What a shape is made of. Activity in SUV-like units, attenuation per mm at 140.5 keV. */
export interface Material {
  readonly activity: number;
  readonly attenuationPerMm: number;
  readonly region?: RegionName;
  /** Grey on CT, HU; follows from the attenuation when not given. */
  readonly hounsfield?: number;
  /** What the shape is in a body with labels; without it voxels keep their label. */
  readonly structure?: StructureName;
}

/** What a body made for tomography knows of each voxel besides: grey on CT in HU, and the label of its structure. */
export interface ChestDetail {
  readonly hounsfield: Float32Array;
  readonly labels: Uint8Array;
}

export type Point = readonly [x: number, y: number, z: number];

/**
 * A patient in voxels. x grows to the patient's left, y from front to back, z from head to feet, all in mm.
 * Voxel (plane, row, column) = (y, z, x); index = (plane * rows + row) * columns + column, so that one depth is one image.
 */
export interface VoxelBody {
  readonly planes: number;
  readonly rows: number;
  readonly columns: number;
  readonly planeSpacingMm: number;
  readonly pixelSpacingMm: number;
  /** x, y, z in mm of the centre of voxel 0. */
  readonly origin: Point;
  readonly activity: Float32Array;
  readonly attenuationPerMm: Float32Array;
  /** In bodies for tomography alone. */
  readonly detail?: ChestDetail;
  /** Per region, how many mm of it a ray from front to back crosses: rows x columns. */
  readonly thicknessMm: ReadonlyMap<RegionName, Float32Array>;
}

/** An all-air box to paint a body into. Extents in mm; x is centred on 0, y and z start at 0. */
export function emptyBody(widthMm: number, depthMm: number, lengthMm: number, pixelSpacingMm: number, planeSpacingMm: number): VoxelBody {
  return emptyGrid(Math.ceil(depthMm / planeSpacingMm), Math.ceil(lengthMm / pixelSpacingMm), Math.ceil(widthMm / pixelSpacingMm), pixelSpacingMm, planeSpacingMm);
}

/** An all-air grid of the given number of voxels. */
export function emptyGrid(planes: number, rows: number, columns: number, pixelSpacingMm: number, planeSpacingMm: number): VoxelBody {
  const voxels = planes * rows * columns;
  return {
    planes, rows, columns, planeSpacingMm, pixelSpacingMm,
    origin: [-((columns - 1) / 2) * pixelSpacingMm, planeSpacingMm / 2, pixelSpacingMm / 2],
    activity: new Float32Array(voxels),
    attenuationPerMm: new Float32Array(voxels),
    thicknessMm: new Map(regionNames.map((name) => [name, new Float32Array(rows * columns)])),
  };
}
