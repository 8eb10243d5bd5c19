import { anatomyFrame, depthNeeded } from './anatomy-frame.ts';
import { paintHeart } from './heart.ts';
import { paintLesions } from './lesions.ts';
import { heartCentre, paintOrgans } from './organs.ts';
import type { Patient } from './patient.ts';
import { Random } from './random.ts';
import { paintSkeleton } from './skeleton.ts';
import { paintSoftTissue } from './soft-tissue.ts';
import { emptyBody, type VoxelBody } from './voxel-body.ts';

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
  const width = Math.max(520, 460 * frame.scale + Math.max(0, patient.bmi - 22) * 16 + (patient.arms === 'wide' ? 120 : 0));
  const body = emptyBody(width, depthNeeded(patient) + 10, headroom + patient.heightMm + 60, pixelSpacingMm, 1.5 * pixelSpacingMm);
  paintSoftTissue(body, frame, patient);
  paintOrgans(body, frame, patient, random);
  paintHeart(body, heartCentre(frame), frame.scale, patient.heart, patient.uptake);
  paintSkeleton(body, frame, patient, random);
  paintLesions(body, frame, patient, random);
  return body;
}
