import type { Patient } from './patient.ts';
import type { Point } from './voxel-body.ts';

/** Where things are in one patient, in mm of the voxel body: the shared ruler of skeleton, organs and heart. */
export interface AnatomyFrame {
  /** z of a level given as a share of body height for an average build; trunk levels stretch with `trunkLength`. */
  readonly z: (share: number) => number;
  /** Depth of the middle of the chest. */
  readonly midY: number;
  readonly chestHalfWidthMm: number;
  readonly chestHalfDepthMm: number;
  readonly spineY: number;
  readonly sternumY: number;
  readonly shoulderHalfWidthMm: number;
  /** Sideways position of the spine at z: scoliosis is one sine over the trunk. */
  readonly spineX: (z: number) => number;
  readonly depthMm: number;
  readonly scale: number;
}

/** Body depth needed for a patient, front to back, mm. */
export function depthNeeded(patient: Patient): number {
  return Math.max(240, patient.heightMm * 0.13 * patient.chestDepth + (patient.bmi - 22) * 9) + 30;
}

export function anatomyFrame(patient: Patient, topMm: number): AnatomyFrame {
  const scale = patient.heightMm / 1700;
  const shoulders = 0.12 + 0.06 * patient.neckLength;
  const stretch = (share: number) => {
    if (share <= 0.12) return share;
    if (share <= 0.18) return 0.12 + (share - 0.12) * patient.neckLength;
    return shoulders + (Math.min(share, 0.5) - 0.18) * patient.trunkLength + Math.max(0, share - 0.5);
  };
  const z = (share: number) => topMm + stretch(share) * patient.heightMm;
  const depthMm = depthNeeded(patient);
  const sexFactor = patient.sex === 'M' ? 1 : 0.92;
  const chestHalfDepthMm = 92 * scale * sexFactor * patient.chestDepth;
  const chestHalfWidthMm = 136 * scale * sexFactor * patient.chestWidth;
  const backFatMm = 22 + Math.max(0, patient.bmi - 20) * 1.1;
  const midY = depthMm - 12 - backFatMm - chestHalfDepthMm - 8;
  const [top, bottom] = [z(0.16), z(0.44)];
  return {
    z, midY, chestHalfDepthMm, chestHalfWidthMm, depthMm, scale,
    spineY: midY + chestHalfDepthMm * 0.68,
    sternumY: midY - chestHalfDepthMm * 0.96,
    shoulderHalfWidthMm: 186 * scale * (patient.sex === 'M' ? 1 : 0.91) * patient.shoulderWidth,
    spineX: (level) => {
      const t = Math.min(1, Math.max(0, (level - top) / (bottom - top)));
      return patient.pathology.scoliosisMm * Math.sin(Math.PI * t);
    },
  };
}

/** A point mirrored to the other side of the body. */
export function mirrored(point: Point): Point {
  return [-point[0], point[1], point[2]];
}
