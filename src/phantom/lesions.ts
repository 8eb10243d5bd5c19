import type { AnatomyFrame } from './anatomy-frame.ts';
import { mirrored } from './anatomy-frame.ts';
import { paintEllipsoid, paintTube } from './paint.ts';
import type { Patient } from './patient.ts';
import type { Random } from './random.ts';
import { armJoints } from './skeleton.ts';
import type { Point, VoxelBody } from './voxel-body.ts';

/** Paints all that makes a real scan untidy: joints, fractures, metastases, injection site, contamination, devices. */
export function paintLesions(body: VoxelBody, frame: AnatomyFrame, patient: Patient, random: Random): void {
  const { pathology, uptake } = patient;
  const spot = (at: Point, radius: number, activity: number) =>
    paintEllipsoid(body, at, [radius, radius * random.uniform(0.6, 1.2), radius * random.uniform(0.7, 1.3)], { activity, attenuationPerMm: 0.019 });
  for (let i = 0; i < pathology.arthrosis; i++) spot(jointPoint(frame, patient, random), random.uniform(6, 20), uptake.vertebra * random.uniform(0.8, 2.6));
  paintRibFractures(frame, patient, random, spot);
  for (let i = 0; i < pathology.metastases; i++) spot(bonePoint(frame, random), random.uniform(6, 22), uptake.vertebra * random.uniform(1.3, 4));
  if (pathology.paget) {
    paintTube(body, [[frame.spineX(frame.z(0.4)), frame.spineY, frame.z(0.385)], [0, frame.spineY, frame.z(0.43)]], 24 * frame.scale, { activity: uptake.vertebra * random.uniform(2, 4), attenuationPerMm: 0.021 });
  }
  paintInjection(body, frame, patient, random);
  paintContamination(body, frame, patient, random);
  paintPacemaker(body, frame, patient);
}

type Spot = (at: Point, radius: number, activity: number) => void;

function paintRibFractures(frame: AnatomyFrame, patient: Patient, random: Random, spot: Spot): void {
  const side = random.chance(0.5) ? 1 : -1;
  const angle = random.uniform(0.45, 0.95) * Math.PI * 0.8;
  const first = random.integer(2, 6);
  for (let i = 0; i < patient.pathology.ribFractures; i++) {
    const z = frame.z(0.19 + 0.0165 * (first + i)) + 45 * frame.scale * Math.sin(angle / 2);
    spot([side * frame.chestHalfWidthMm * Math.sin(angle) * 0.98, frame.midY + frame.chestHalfDepthMm * 0.94 * Math.cos(angle), z], random.uniform(5, 10), patient.uptake.ribs * random.uniform(2, 5));
  }
}

function jointPoint(frame: AnatomyFrame, patient: Patient, random: Random): Point {
  const [shoulder, elbow, wrist] = armJoints(frame, patient);
  const s = frame.scale;
  const knee: Point = [85 * s + patient.legSpreadMm * 0.3, frame.midY, frame.z(0.725)];
  const points: Point[] = [
    shoulder, shoulder, [frame.shoulderHalfWidthMm * 0.86, frame.midY - 5, frame.z(0.177)], elbow, wrist, knee, knee,
    [22 * s, frame.sternumY + 8, frame.z(0.188)], [24 * s, frame.sternumY + 6, frame.z(0.192)],
    [frame.spineX(frame.z(0.4)) + 14, frame.spineY, frame.z(random.uniform(0.33, 0.43))], [94 * s, frame.midY + 20, frame.z(0.49)],
    [70 * s + patient.legSpreadMm / 2, frame.midY + 20, frame.z(0.96)],
  ];
  const point = random.pick(points);
  const side = random.chance(0.5) ? point : mirrored(point);
  return [side[0] + random.normal(0, 6), side[1], side[2] + random.normal(0, 8)];
}

function bonePoint(frame: AnatomyFrame, random: Random): Point {
  const side = random.chance(0.5) ? 1 : -1;
  const angle = random.uniform(0.15, 0.85) * Math.PI;
  const rib: Point = [side * frame.chestHalfWidthMm * Math.sin(angle), frame.midY + frame.chestHalfDepthMm * 0.93 * Math.cos(angle), frame.z(random.uniform(0.21, 0.34))];
  const level = frame.z(random.uniform(0.17, 0.43));
  return random.pick<Point>([
    rib, rib, rib, [frame.spineX(level), frame.spineY, level], [frame.spineX(level), frame.spineY, level],
    [side * random.uniform(50, 120), frame.midY + 30, frame.z(random.uniform(0.41, 0.5))],
    [random.normal(0, 8), frame.sternumY, frame.z(random.uniform(0.19, 0.28))],
    [side * 60, frame.midY + 10, frame.z(0.04)], [side * 110, frame.midY + 20, frame.z(random.uniform(0.52, 0.68))],
  ]);
}

/** The injection site on one arm, with a draining axillary node at times. */
function paintInjection(body: VoxelBody, frame: AnatomyFrame, patient: Patient, random: Random): void {
  const side = random.chance(0.5) ? 'left' : 'right';
  if (patient.pathology.missingArm === side) return;
  const turn = side === 'left' ? (p: Point): Point => p : mirrored;
  const [, elbow, wrist, hand] = armJoints(frame, patient);
  const site = turn(random.pick([elbow, wrist, hand]));
  const activity = patient.pathology.extravasation ? random.logUniform(60, 1500) : random.logUniform(1, 30);
  const radius = random.uniform(6, 14);
  paintEllipsoid(body, site, [radius, radius, radius * 1.6], { activity, attenuationPerMm: 0.0151, region: 'hotSpot' });
  if (!patient.pathology.extravasation || !random.chance(0.5)) return;
  const node = turn([frame.shoulderHalfWidthMm * 0.78, frame.midY - 5, frame.z(0.225)]);
  paintEllipsoid(body, node, [7, 7, 9], { activity: activity * 0.15, attenuationPerMm: 0.0151, region: 'hotSpot' });
}

function paintContamination(body: VoxelBody, frame: AnatomyFrame, patient: Patient, random: Random): void {
  for (let i = 0; i < patient.pathology.contamination; i++) {
    const at: Point = [random.uniform(-180, 180), frame.midY - frame.chestHalfDepthMm - 25, frame.z(random.uniform(0.15, 0.9))];
    const radius = random.uniform(5, 14);
    paintEllipsoid(body, at, [radius, 6, radius * random.uniform(0.5, 2)], { activity: random.logUniform(5, 80), attenuationPerMm: 0.0001, region: 'hotSpot' });
  }
  if (!patient.pathology.urineBag) return;
  const bag: Point = [random.pick([-1, 1]) * 190, frame.midY + 10, frame.z(random.uniform(0.62, 0.75))];
  paintEllipsoid(body, bag, [35, 25, 70], { activity: patient.uptake.bladder * random.uniform(0.1, 0.6), attenuationPerMm: 0.012, region: 'hotSpot' });
}

/** A pulse generator below the left clavicle: metal that shadows what lies behind it. */
function paintPacemaker(body: VoxelBody, frame: AnatomyFrame, patient: Patient): void {
  if (!patient.pathology.pacemaker) return;
  const at: Point = [frame.chestHalfWidthMm * 0.75, frame.sternumY + 14, frame.z(0.212)];
  paintEllipsoid(body, at, [24, 5, 22], { activity: 0, attenuationPerMm: 0.12, structure: 'metal' });
}
