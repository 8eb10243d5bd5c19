import { bestShift, everyFew } from '../../image/best-shift.ts';
import { length, type Vector } from '../../image/vector.ts';
import { spacingOf, type Volume } from '../../image/volume.ts';
import { dilated } from '../../image/volume-distance.ts';
import { smoothed } from '../../image/volume-smooth.ts';
import { type Anatomy, heartStructures, maskOf, structures } from './structures.ts';
import { meanIn } from './uptake.ts';

/** A heart whose wall is less than this times its surroundings shows no wall to be refined on. */
const LEAST_CONTRAST = 1.5;
/** Breathing and outlines on the CT move the heart by no more. */
const FARTHEST_MM = 12;
/** Below this correlation of uptake and wall, what is hot is something else. */
const LEAST_CORRELATION = 0.5;
/** Resolution of a SPECT as a standard deviation. */
const BLUR_MM = 5;
const SURROUNDINGS_MM = 15;
const MOST_VOXELS = 20_000;

/** Outlines of a heart put where its uptake is. */
export interface RefinedAnatomy {
  readonly anatomy: Anatomy;
  /** By how much the heart was moved, mm in the patient. */
  readonly movedMm: Vector;
}

/**
 * Moves the outlines of a heart, as a whole, to where the SPECT shows its wall. A heart without uptake shows none and stays.
 * @param emission on the grid of the anatomy.
 */
export function refineHeart(emission: Volume, anatomy: Anatomy): RefinedAnatomy {
  const wall = maskOf(anatomy, ['leftVentricularWall']);
  const heart = maskOf(anatomy, heartStructures);
  const hot = maskOf(anatomy, ['liver', 'vertebrae', 'sternum', 'ribs']);
  const near = dilated(heart, SURROUNDINGS_MM).inside.map((value, i) => value & (1 - hot.inside[i]));
  const [inWall, around] = [meanIn(emission, wall), meanIn(emission, { grid: anatomy.grid, inside: near.map((value, i) => value & (1 - wall.inside[i])) })];
  if (inWall.status === 'notMeasured' || around.status === 'notMeasured' || inWall.value < LEAST_CONTRAST * around.value) return { anatomy, movedMm: [0, 0, 0] };
  const shown = smoothed({ grid: anatomy.grid, values: Float32Array.from(wall.inside) }, BLUR_MM);
  const voxels = everyFew([...near.keys()].filter((i) => near[i] === 1), MOST_VOXELS);
  const { shiftMm, correlation } = bestShift(emission, shown, voxels, { stepsMm: [6, 3, 1.5], farthestMm: FARTHEST_MM });
  const stays = correlation < LEAST_CORRELATION || length(shiftMm) === 0 || length(shiftMm) > FARTHEST_MM;
  return stays ? { anatomy, movedMm: [0, 0, 0] } : { anatomy: movedHeart(anatomy, shiftMm), movedMm: shiftMm };
}

/** The heart's labels moved; what it leaves is background, what it covers is heart. */
function movedHeart({ grid, labels }: Anatomy, shiftMm: Vector): Anatomy {
  const ofHeart = Uint8Array.from(structures, (structure) => Number((heartStructures as readonly string[]).includes(structure)));
  const spacing = spacingOf(grid);
  // Steps of the grid run along the patient's axes or nearly so; the part of the shift along each is what it is moved by.
  const by = grid.steps.map((step, axis) => Math.round((step[0] * shiftMm[0] + step[1] * shiftMm[1] + step[2] * shiftMm[2]) / spacing[axis] ** 2));
  const [columns, rows, slices] = grid.size;
  const out = labels.map((label) => (ofHeart[label] ? 0 : label));
  for (let k = 0, at = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < columns; i++, at++) {
        if (!ofHeart[labels[at]]) continue;
        const [x, y, z] = [i + by[0], j + by[1], k + by[2]];
        if (x >= 0 && y >= 0 && z >= 0 && x < columns && y < rows && z < slices) out[(z * rows + y) * columns + x] = labels[at];
      }
    }
  }
  return { grid, labels: out };
}
