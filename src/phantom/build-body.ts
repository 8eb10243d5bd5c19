import { anatomyFrame, depthNeeded, type AnatomyFrame } from './anatomy-frame.ts';
import { paintChestTissues } from './chest-tissues.ts';
import { paintHeart } from './heart.ts';
import { paintLesions } from './lesions.ts';
import { heartCentre, paintOrgans } from './organs.ts';
import type { Patient } from './patient.ts';
import { Random } from './random.ts';
import { paintSkeleton } from './skeleton.ts';
import { paintSoftTissue } from './soft-tissue.ts';
import { emptyBody, emptyGrid, type VoxelBody } from './voxel-body.ts';

/** Free space above the head, mm; raised arms need more. */
const HEADROOM_MM = { sides: 40, wide: 40, crossed: 40, up: 130 } as const;

/**
 * Builds a patient in voxels.
 * @param seed draws what differs between two patients of the same description (each bone's uptake, places of lesions).
 * @param pixelSpacingMm 4 is finer than any gamma camera resolves; 2.5 for checks.
 */
export function buildBody(patient: Patient, seed: number, pixelSpacingMm = 4): VoxelBody {
  const random = new Random(seed);
  const headroom = HEADROOM_MM[patient.arms];
  const frame = anatomyFrame(patient, headroom);
  const body = emptyBody(widthNeeded(patient, frame), depthNeeded(patient) + 10, headroom + patient.heightMm + 60, pixelSpacingMm, 1.5 * pixelSpacingMm);
  paintBody(body, frame, patient, random);
  return body;
}

/** Where the chest begins and ends, as shares of body height. */
const CHEST = [0.15, 0.43] as const;

/** The chest of a patient in voxels of one spacing in all directions, with grey on CT and labels, and where its heart lies. */
export interface ChestBody {
  readonly body: VoxelBody;
  readonly frame: AnatomyFrame;
}

/**
 * Builds the chest of a patient for tomography. Unlike the body for planar images it has fat, muscles and airways.
 * @param seed as of `buildBody`: the same seed gives the same patient.
 */
export function buildChest(patient: Patient, seed: number, spacingMm = 2.5): ChestBody {
  const random = new Random(seed);
  const frame = anatomyFrame(patient, HEADROOM_MM[patient.arms]);
  const [top, bottom] = [frame.z(CHEST[0]), frame.z(CHEST[1])];
  const count = (lengthMm: number) => Math.ceil(lengthMm / spacingMm);
  const grid = emptyGrid(count(depthNeeded(patient) + 10), count(bottom - top), count(widthNeeded(patient, frame)), spacingMm, spacingMm);
  const voxels = grid.activity.length;
  const body: VoxelBody = {
    ...grid, origin: [grid.origin[0], grid.origin[1], top + spacingMm / 2],
    detail: { hounsfield: new Float32Array(voxels).fill(-1000), labels: new Uint8Array(voxels) },
  };
  paintBody(body, frame, patient, random);
  return { body, frame };
}

function paintBody(body: VoxelBody, frame: AnatomyFrame, patient: Patient, random: Random): void {
  paintSoftTissue(body, frame, patient);
  if (body.detail) paintChestTissues(body, frame, patient);
  paintOrgans(body, frame, patient, random);
  paintHeart(body, heartCentre(frame), frame.scale, patient.heart, patient.uptake);
  paintSkeleton(body, frame, patient, random);
  paintLesions(body, frame, patient, random);
}

/** Width that holds the trunk and arms, mm. */
function widthNeeded(patient: Patient, frame: AnatomyFrame): number {
  return Math.max(520, 460 * frame.scale + Math.max(0, patient.bmi - 22) * 16 + (patient.arms === 'wide' ? 120 : 0));
}
