import type { Grid } from '../image/volume.ts';
import type { ChestBody } from './build-body.ts';
import type { Point } from './voxel-body.ts';

/**
 * A chest as tomography sees it, on one grid: axial slices from the feet up, rows to the back, columns to the patient's left.
 * Index = (slice * rows + row) * columns + column; the origin of coordinates lies in the middle of the chest at the heart's level.
 */
export interface ChestVolumes {
  readonly grid: Grid;
  /** Concentration in SUV. */
  readonly suv: Float32Array;
  /** True attenuation at 140.5 keV, per mm. */
  readonly attenuationPerMm: Float32Array;
  /** Grey on CT, HU. */
  readonly hounsfield: Float32Array;
  /** `labelOf` of the structure. */
  readonly labels: Uint8Array;
  readonly cavity: ChestCavity;
}

/** The room that moves with breathing, in the coordinates of the grid, mm. */
export interface ChestCavity {
  /** Its middle at the heart's level. */
  readonly middle: Point;
  readonly halfWidthMm: number;
  readonly halfDepthMm: number;
  /** From so far above the middle organs begin to move; `fullMm` above it, which is below it when negative, and below they move by the whole stroke. */
  readonly topMm: number;
  readonly fullMm: number;
}

/** Height of the heart's level as a share of the body's, from the head. */
const HEART_LEVEL = 0.27;

/** Turns a body, whose planes run from front to back, into axial slices. */
export function chestVolumes({ body, frame }: ChestBody): ChestVolumes {
  const { planes: rows, rows: slices, columns, origin, pixelSpacingMm: spacing, planeSpacingMm, detail } = body;
  const [middle, level] = [frame.midY, frame.z(HEART_LEVEL)];
  const lowest = level - (origin[2] + (slices - 1) * spacing);
  const turn = <T extends Float32Array | Uint8Array>(from: T, to: T): T => {
    for (let k = 0; k < slices; k++) {
      for (let j = 0; j < rows; j++) {
        const source = (j * slices + slices - 1 - k) * columns;
        to.set(from.subarray(source, source + columns), (k * rows + j) * columns);
      }
    }
    return to;
  };
  const voxels = slices * rows * columns;
  return {
    grid: { size: [columns, rows, slices], origin: [origin[0], origin[1] - middle, lowest], steps: [[spacing, 0, 0], [0, planeSpacingMm, 0], [0, 0, spacing]] },
    suv: turn(body.activity, new Float32Array(voxels)), attenuationPerMm: turn(body.attenuationPerMm, new Float32Array(voxels)),
    cavity: { middle: [0, 0, 0], halfWidthMm: frame.chestHalfWidthMm, halfDepthMm: frame.chestHalfDepthMm, topMm: level - frame.z(0.19), fullMm: level - frame.z(0.31) },
    hounsfield: turn(detail!.hounsfield, new Float32Array(voxels)), labels: turn(detail!.labels, new Uint8Array(voxels)),
  };
}

/** Steps of axial slices. @param pixelMm within a slice. @param sliceMm from one to the next. */
function axialSteps(pixelMm: number, sliceMm: number): Grid['steps'] {
  return [[pixelMm, 0, 0], [0, pixelMm, 0], [0, 0, sliceMm]] as const satisfies readonly Point[];
}

/** A grid of axial slices about a middle. */
export function axialGrid(size: Grid['size'], pixelMm: number, sliceMm: number, middle: Point): Grid {
  const first = (count: number, spacing: number, centre: number) => centre - ((count - 1) / 2) * spacing;
  return { size, origin: [first(size[0], pixelMm, middle[0]), first(size[1], pixelMm, middle[1]), first(size[2], sliceMm, middle[2])], steps: axialSteps(pixelMm, sliceMm) };
}
