import type { AnatomyFrame } from './anatomy-frame.ts';
import { mirrored } from './anatomy-frame.ts';
import { paintEllipsoid, paintTrunk, paintTube, type TrunkSection } from './paint.ts';
import type { Patient } from './patient.ts';
import { armJoints } from './skeleton.ts';
import type { Material, Point, VoxelBody } from './voxel-body.ts';

/** Level as a share of height, then half-width and half-depth at BMI 22 and their growth per BMI point, in mm at 1.70 m. */
const TRUNK = [
  [0.15, 58, 58, 0.8, 0.8],
  [0.172, 75, 62, 1.4, 1.2],
  [0.19, 150, 78, 2.2, 1.8],
  [0.225, 160, 100, 2.8, 2.6],
  [0.27, 158, 106, 3.2, 3.4],
  [0.32, 152, 104, 4.6, 4.8],
  [0.37, 144, 98, 5.8, 5.6],
  [0.42, 156, 98, 5.4, 5],
  [0.47, 172, 100, 4.6, 4.2],
  [0.515, 172, 96, 4.2, 3.4],
] as const;

/** Paints head, trunk, breasts and limbs of soft tissue. Bones and organs are painted over it later. */
export function paintSoftTissue(body: VoxelBody, frame: AnatomyFrame, patient: Patient): void {
  const material: Material = { activity: patient.uptake.softTissue, attenuationPerMm: 0.0151, region: 'body' };
  const s = frame.scale;
  paintLimbs(body, frame, patient, material);
  paintTrunk(body, trunkSections(frame, patient), material);
  paintEllipsoid(body, [0, frame.midY + 15, frame.z(0) + 90 * s], [80 * s, 98 * s, 90 * s], material);
  paintEllipsoid(body, [20 * patient.headTurn, frame.midY - 22, frame.z(0) + 165 * s], [58 * s, 58 * s, 62 * s], material);
  paintTube(body, [[0, frame.midY + 15, frame.z(0.1)], [0, frame.midY + 15, frame.z(0.18)]], 58 * s, material);
  if (patient.sex === 'F') paintBreasts(body, frame, patient);
}

/** Half-width and half-depth of the trunk by level. */
export function trunkSections(frame: AnatomyFrame, patient: Patient): (z: number) => TrunkSection | null {
  const more = Math.max(-5, patient.bmi - 22);
  const sections = TRUNK.map(([share, width, depth, perBmiWidth, perBmiDepth]) => {
    const chest = Math.exp(-(((share - 0.25) / 0.08) ** 2));
    return {
      z: frame.z(share),
      width: (width * (1 + (patient.chestWidth - 1) * chest) + perBmiWidth * more) * frame.scale,
      depth: (depth * (1 + (patient.chestDepth - 1) * chest) + perBmiDepth * more * 0.8) * frame.scale,
    };
  });
  // Lying on the table, the back stays where it is and the belly grows to the front.
  const backY = frame.midY + frame.chestHalfDepthMm + 22;
  return (z) => {
    if (z < sections[0].z || z > sections[sections.length - 1].z) return null;
    const i = sections.findIndex((_, k) => k + 1 < sections.length && z <= sections[k + 1].z);
    const [low, high] = [sections[i], sections[i + 1]];
    const t = (z - low.z) / (high.z - low.z);
    const halfDepthMm = low.depth + t * (high.depth - low.depth);
    return { x: 0, y: backY - halfDepthMm, halfWidthMm: low.width + t * (high.width - low.width), halfDepthMm };
  };
}

function paintBreasts(body: VoxelBody, frame: AnatomyFrame, patient: Patient): void {
  const size = (42 + (patient.bmi - 22) * 2.2) * frame.scale;
  const { breastUptake } = patient.pathology;
  const activity = breastUptake || patient.uptake.fat;
  for (const side of [-1, 1]) {
    const centre: Point = [side * (85 + (patient.bmi - 22) * 2) * frame.scale, frame.sternumY - 12, frame.z(0.265)];
    paintEllipsoid(body, centre, [size * 1.15, size * 0.65, size], { activity, attenuationPerMm: 0.0145, region: 'body' });
  }
}

function paintLimbs(body: VoxelBody, frame: AnatomyFrame, patient: Patient, material: Material): void {
  const s = frame.scale;
  const fat = Math.max(-4, patient.bmi - 22);
  const armRadius = (43 + 1.7 * fat) * s;
  for (const side of ['left', 'right'] as const) {
    if (patient.pathology.missingArm === side) continue;
    const joints = armJoints(frame, patient);
    const points = side === 'left' ? joints : joints.map(mirrored);
    paintTube(body, points, [armRadius * 1.15, armRadius * 0.85, armRadius * 0.6, armRadius * 0.5], material);
  }
  const y = frame.midY + 20;
  for (const side of [-1, 1]) {
    const spread = patient.legSpreadMm / 2;
    const thigh = (78 + 3.4 * fat) * s;
    const points: Point[] = [
      [side * 100 * s, y, frame.z(0.49)], [side * (96 * s + spread * 0.3), y, frame.z(0.6)], [side * (85 * s + spread * 0.6), y, frame.z(0.725)],
      [side * (78 * s + spread * 0.8), y + 8, frame.z(0.8)], [side * (70 * s + spread), y + 10, frame.z(0.955)],
    ];
    paintTube(body, points, [thigh, thigh * 0.92, (54 + 1.3 * fat) * s, (54 + 1.2 * fat) * s, 36 * s], material);
    paintTube(body, [points[4], [points[4][0] + side * 25, y - 60, frame.z(0.99)]], [38 * s, 28 * s], material);
  }
}
