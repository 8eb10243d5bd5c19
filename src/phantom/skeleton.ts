import type { AnatomyFrame } from './anatomy-frame.ts';
import { mirrored } from './anatomy-frame.ts';
import { paintEllipsoid, paintTube, rotationAlong } from './paint.ts';
import type { Patient } from './patient.ts';
import type { Random } from './random.ts';
import type { StructureName } from './structures.ts';
import type { Material, Point, RegionName, VoxelBody } from './voxel-body.ts';

/** Bones of the chest by the region that planar images know them by. */
export const boneStructures: Partial<Record<RegionName, StructureName>> = { spine: 'vertebrae', sternum: 'sternum', ribs: 'ribs' };

const bone = (activity: number, region: RegionName, attenuationPerMm = 0.022): Material => ({ activity, attenuationPerMm, region, structure: boneStructures[region] ?? 'otherBone' });

/** Paints the whole skeleton. The random stream makes each bone's uptake its own, within +/- 15 %. */
export function paintSkeleton(body: VoxelBody, frame: AnatomyFrame, patient: Patient, random: Random): void {
  paintSkull(body, frame, patient);
  paintSpine(body, frame, patient, random);
  paintRibs(body, frame, patient, random);
  paintSternum(body, frame, patient);
  paintShoulders(body, frame, patient);
  paintPelvis(body, frame, patient);
  paintLegs(body, frame, patient);
}

function paintSkull(body: VoxelBody, frame: AnatomyFrame, patient: Patient): void {
  const s = frame.scale;
  const y = frame.midY + 12;
  const centre: Point = [0, y + 5, frame.z(0) + 88 * s];
  paintEllipsoid(body, centre, [74 * s, 92 * s, 82 * s], bone(patient.uptake.skull, 'skull', 0.025));
  paintEllipsoid(body, centre, [67 * s, 85 * s, 75 * s], { activity: patient.uptake.softTissue * 0.5, attenuationPerMm: 0.0152 });
  const turn = 30 * patient.headTurn;
  paintEllipsoid(body, [turn, y - 52 * s, frame.z(0) + 138 * s], [36 * s, 28 * s, 30 * s], bone(patient.uptake.face, 'skull', 0.017));
  const jaw: Point[] = [[-46 * s, y - 5 * s, frame.z(0) + 165 * s], [-32 * s + turn, y - 50 * s, frame.z(0) + 192 * s], [turn, y - 72 * s, frame.z(0) + 200 * s], [32 * s + turn, y - 50 * s, frame.z(0) + 192 * s], [46 * s, y - 5 * s, frame.z(0) + 165 * s]];
  paintTube(body, jaw, 6 * s, bone(patient.uptake.face * 0.8, 'skull'));
  paintEllipsoid(body, [0, y + 20 * s, frame.z(0) + 150 * s], [45 * s, 30 * s, 12 * s], bone(patient.uptake.skull * 1.2, 'skull'));
}

function paintSpine(body: VoxelBody, frame: AnatomyFrame, patient: Patient, random: Random): void {
  const s = frame.scale;
  const levels = 24;
  for (let i = 0; i < levels; i++) {
    const share = 0.115 + (0.425 - 0.115) * (i / (levels - 1)) ** 1.12;
    const z = frame.z(share);
    const size = (11 + 12 * (i / (levels - 1))) * s;
    const curve = i < 7 ? -12 + i : i > 18 ? -(i - 18) * 5 : 0;
    const activity = patient.uptake.vertebra * random.uniform(0.85, 1.15) * (i < 7 ? 0.75 : 1);
    const x = frame.spineX(z);
    const y = frame.spineY + curve;
    paintEllipsoid(body, [x, y, z], [size * patient.vertebraWidth, size * 0.85, size * 0.7 + 3], bone(activity, 'spine', 0.02));
    paintEllipsoid(body, [x, y + size * 1.5, z + 4], [size * 0.9 * patient.vertebraWidth, size * 0.55, size * 0.5], bone(activity * 0.85, 'spine', 0.02));
  }
}

/** Ribs run from the spine round the side and down to the front; true ribs stop at the cartilage. */
function paintRibs(body: VoxelBody, frame: AnatomyFrame, patient: Patient, random: Random): void {
  for (let i = 0; i < 12; i++) {
    const z = frame.z(0.19 + 0.0165 * i);
    const width = frame.chestHalfWidthMm * Math.min(1, 0.5 + 0.13 * i - 0.006 * i * i) * (i > 9 ? 0.94 : 1);
    const reach = i > 9 ? 0.55 - 0.12 * (i - 10) : i > 6 ? 0.86 - 0.05 * (i - 7) : 0.88;
    const drop = (22 + 5.5 * Math.min(i, 8)) * frame.scale * patient.ribSlope;
    for (const side of [-1, 1]) {
      const points: Point[] = [];
      const steps = 14;
      for (let k = 0; k <= steps; k++) {
        const t = (k / steps) * reach;
        const angle = Math.PI * t;
        const lift = i < 7 ? 8 * Math.max(0, t - 0.75) * frame.scale * 10 : 0;
        points.push([
          frame.spineX(z) * (1 - t) + side * (14 + (width - 6) * Math.sin(angle) ** 0.85),
          frame.midY + frame.chestHalfDepthMm * (i > 9 ? 0.8 : 0.94) * Math.cos(angle),
          z + drop * Math.sin(angle / 2) ** 1.5 * 1.6 - lift,
        ]);
      }
      paintTube(body, points, 4.6 * frame.scale, bone(patient.uptake.ribs * random.uniform(0.85, 1.15), 'ribs'));
      if (patient.pathology.costalCartilage && i < 9) paintCartilage(body, frame, patient, points[steps], side);
    }
  }
}

function paintCartilage(body: VoxelBody, frame: AnatomyFrame, patient: Patient, from: Point, side: number): void {
  const to: Point = [sternumX(frame, patient) + side * 14 * frame.scale * patient.sternumWidth, frame.sternumY, Math.min(from[2] - 6, frame.z(0.285))];
  paintTube(body, [from, to], 4.5 * frame.scale, { activity: patient.uptake.ribs * patient.cartilageShare, attenuationPerMm: 0.017 });
}

/** The sternum's column, between the body's middle and a scoliotic spine. */
function sternumX(frame: AnatomyFrame, patient: Patient): number {
  return frame.spineX(frame.z(0.24)) * 0.3 + patient.sternumShiftMm[0];
}

function paintSternum(body: VoxelBody, frame: AnatomyFrame, patient: Patient): void {
  const s = frame.scale;
  const material = bone(patient.uptake.sternum, 'sternum', 0.019);
  const x = sternumX(frame, patient);
  const width = s * patient.sternumWidth;
  const z = (share: number) => frame.z(share) + patient.sternumShiftMm[1];
  const bottom = z(0.205 + 0.072 * patient.sternumLength);
  paintEllipsoid(body, [x, frame.sternumY + 6, z(0.196)], [28 * width, 8, 26 * s], material);
  const middle = (z(0.2) + bottom) / 2;
  paintEllipsoid(body, [x, frame.sternumY, middle], [16 * width, 7, (bottom - z(0.2)) / 2 + 8 * s], material);
  paintTube(body, [[x, frame.sternumY, z(0.205)], [x, frame.sternumY - 2, bottom - 10 * s]], 9 * width, material);
}

/** Clavicles, scapulae and arms on both sides. */
function paintShoulders(body: VoxelBody, frame: AnatomyFrame, patient: Patient): void {
  const s = frame.scale;
  const w = frame.shoulderHalfWidthMm;
  for (const side of ['left', 'right'] as const) {
    const turn = side === 'left' ? (p: Point): Point => p : mirrored;
    const tube = (points: Point[], radii: number[] | number, material: Material) => paintTube(body, points.map(turn), radii, material);
    tube([[22 * s, frame.sternumY + 12, frame.z(0.186)], [w * 0.45, frame.midY - 30, frame.z(0.178)], [w * 0.86, frame.midY - 5, frame.z(0.177)]], 6 * s, bone(patient.uptake.longBone * 1.6, 'limbs'));
    const blade = turn([w * 0.62, frame.midY + 58, frame.z(0.225)]);
    paintEllipsoid(body, blade, [44 * s, 6, 66 * s], bone(patient.uptake.ribs * 0.7, 'limbs'), { rotation: rotationAlong([side === 'left' ? -0.35 : 0.35, 0.1, 1]) });
    tube([[w * 0.42, frame.midY + 66, frame.z(0.205)], [w * 0.85, frame.midY + 30, frame.z(0.182)]], 6 * s, bone(patient.uptake.boneEnd * 0.8, 'limbs'));
    if (patient.pathology.missingArm !== side) paintArmBones(body, armJoints(frame, patient).map(turn), s, patient);
  }
}

function paintArmBones(body: VoxelBody, [shoulder, elbow, wrist, hand]: Point[], s: number, patient: Patient): void {
  const { longBone, boneEnd } = patient.uptake;
  paintTube(body, [shoulder, elbow], [11 * s, 9 * s], bone(longBone, 'limbs'));
  paintEllipsoid(body, shoulder, [22 * s, 22 * s, 22 * s], bone(boneEnd, 'limbs'));
  paintEllipsoid(body, elbow, [18 * s, 12 * s, 14 * s], bone(boneEnd * 0.8, 'limbs'));
  paintTube(body, [elbow, wrist], 8 * s, bone(longBone, 'limbs'));
  paintEllipsoid(body, wrist, [20 * s, 9 * s, 12 * s], bone(boneEnd * 0.8, 'limbs'));
  paintTube(body, [wrist, hand], [14 * s, 16 * s], bone(longBone * 1.1, 'limbs'));
}

/** Shoulder, elbow, wrist and finger points of the left arm. */
export function armJoints(frame: AnatomyFrame, patient: Patient): [Point, Point, Point, Point] {
  const w = frame.shoulderHalfWidthMm;
  const s = frame.scale;
  const y = frame.midY + 10;
  const hip = 175 * s + Math.max(0, patient.bmi - 22) * 5;
  const shoulder: Point = [w * 0.93, y, frame.z(0.197)];
  if (patient.arms === 'up') return [shoulder, [w * 1.1, y - 10, frame.z(0.03)], [w * 0.6, y - 20, frame.z(-0.02)], [w * 0.35, y - 30, frame.z(-0.02)]];
  if (patient.arms === 'crossed') return [shoulder, [hip + 45, y, frame.z(0.365)], [hip * 0.45, frame.midY - frame.chestHalfDepthMm - 15, frame.z(0.385)], [hip * 0.2, frame.midY - frame.chestHalfDepthMm - 15, frame.z(0.41)]];
  const out = patient.arms === 'wide' ? 45 : 0;
  return [shoulder, [hip + 45 + out, y + 5, frame.z(0.37)], [hip + 40 + out * 1.3, y, frame.z(0.505)], [hip + 32 + out * 1.3, y, frame.z(0.575)]];
}

function paintPelvis(body: VoxelBody, frame: AnatomyFrame, patient: Patient): void {
  const s = frame.scale * (patient.sex === 'F' ? 1.04 : 1);
  const y = frame.midY + 25;
  const { pelvis } = patient.uptake;
  paintEllipsoid(body, [0, frame.spineY - 2, frame.z(0.445)], [42 * s, 18, 42 * s], bone(pelvis, 'pelvis', 0.019));
  for (const side of [-1, 1]) {
    const at = (x: number, back: number, share: number): Point => [side * x * s, y + back * s, frame.z(share)];
    paintEllipsoid(body, at(92, 10, 0.437), [8, 62 * s, 52 * s], bone(pelvis * 0.55, 'pelvis', 0.018), { rotation: rotationAlong([side * 0.5, -0.25, -1]) });
    paintTube(body, [at(38, 62, 0.425), at(88, 40, 0.408), at(126, -10, 0.413), at(128, -45, 0.435)], 8 * s, bone(pelvis * 1.05, 'pelvis'));
    paintTube(body, [at(44, 58, 0.43), at(42, 56, 0.455)], 9 * s, bone(pelvis * 1.25, 'pelvis'));
    paintEllipsoid(body, at(92, 0, 0.488), [28 * s, 28 * s, 30 * s], bone(pelvis * 0.8, 'pelvis', 0.019));
    paintTube(body, [at(78, -20, 0.488), at(14, -45, 0.503), at(45, 10, 0.532), at(75, 20, 0.505)], 9 * s, bone(pelvis * 0.6, 'pelvis'));
  }
}

function paintLegs(body: VoxelBody, frame: AnatomyFrame, patient: Patient): void {
  const s = frame.scale;
  const y = frame.midY + 20;
  const { longBone, boneEnd } = patient.uptake;
  for (const side of [-1, 1]) {
    const spread = patient.legSpreadMm / 2;
    const hip: Point = [side * 94 * s, y, frame.z(0.49)];
    const trochanter: Point = [side * (135 * s), y + 5, frame.z(0.51)];
    const knee: Point = [side * (85 * s + spread * 0.6), y, frame.z(0.725)];
    const ankle: Point = [side * (70 * s + spread), y + 10, frame.z(0.955)];
    const prosthesis = patient.pathology.hipProsthesis && side > 0;
    const neck = prosthesis ? { activity: 0.1, attenuationPerMm: 0.08, region: 'limbs' as const } : bone(boneEnd * 0.7, 'limbs');
    paintTube(body, [hip, trochanter], 17 * s, neck);
    paintTube(body, [trochanter, knee], [17 * s, 14 * s], bone(longBone, 'limbs'));
    paintEllipsoid(body, knee, [38 * s, 28 * s, 30 * s], bone(boneEnd * 0.75, 'limbs', 0.019));
    paintEllipsoid(body, [knee[0], knee[1] - 34, knee[2] - 8], [18 * s, 8, 18 * s], bone(boneEnd * 0.8, 'limbs'));
    paintTube(body, [knee, ankle], [15 * s, 11 * s], bone(longBone, 'limbs'));
    paintTube(body, [[knee[0] + side * 28 * s, y + 12, knee[2] + 30], [ankle[0] + side * 15 * s, y + 14, ankle[2]]], 6 * s, bone(longBone, 'limbs'));
    paintEllipsoid(body, ankle, [24 * s, 26 * s, 18 * s], bone(boneEnd * 0.7, 'limbs'));
    paintTube(body, [ankle, [ankle[0] + side * 25, y - 55, frame.z(0.99)]], [22 * s, 16 * s], bone(boneEnd * 0.45, 'limbs', 0.018));
  }
}
