import type { AnatomyFrame } from './anatomy-frame.ts';
import { paintEllipsoid, paintTube } from './paint.ts';
import type { Patient } from './patient.ts';
import type { Random } from './random.ts';
import type { Material, Point, RegionName, VoxelBody } from './voxel-body.ts';

const soft = (activity: number, region?: RegionName): Material => ({ activity, attenuationPerMm: 0.0152, ...(region ? { region } : {}), structure: region === 'liver' ? 'liver' : 'other' });

/** Where the left ventricle usually lies in this patient. */
export function heartCentre(frame: AnatomyFrame): Point {
  return [frame.chestHalfWidthMm * 0.33, frame.midY - frame.chestHalfDepthMm * 0.28, frame.z(0.27)];
}

/** Paints lungs, abdominal organs, kidneys, bladder, thyroid and salivary glands. */
export function paintOrgans(body: VoxelBody, frame: AnatomyFrame, patient: Patient, random: Random): void {
  paintLungs(body, frame, patient);
  paintAbdomen(body, frame, patient, random);
  paintUrinaryTract(body, frame, patient, random);
  paintGlands(body, frame, patient);
}

function paintLungs(body: VoxelBody, frame: AnatomyFrame, patient: Patient): void {
  const { chestHalfWidthMm: w, chestHalfDepthMm: d } = frame;
  for (const side of [-1, 1] as const) {
    const effusion = patient.pathology.pleuralEffusion === (side > 0 ? 'left' : 'right');
    const material: Material = { activity: patient.uptake.lung, attenuationPerMm: 0.0045, region: 'lungs', structure: 'lungs' };
    const x = side * w * 0.52;
    paintEllipsoid(body, [x, frame.midY - 2, frame.z(0.248)], [w * 0.4, d * 0.8, (side > 0 ? 112 : 104) * frame.scale], material);
    if (effusion) paintEllipsoid(body, [x, frame.midY + d * 0.35, frame.z(0.285)], [w * 0.38, d * 0.42, 62 * frame.scale], soft(patient.uptake.softTissue * 1.5));
  }
}

function paintAbdomen(body: VoxelBody, frame: AnatomyFrame, patient: Patient, random: Random): void {
  const { chestHalfWidthMm: w, chestHalfDepthMm: d, scale: s } = frame;
  const dome = frame.z(0.325) + random.normal(0, 8);
  paintEllipsoid(body, [-w * 0.42, frame.midY, dome], [w * 0.52, d * 0.78, 68 * s], soft(patient.uptake.liver, 'liver'));
  paintEllipsoid(body, [w * 0.05, frame.midY - d * 0.35, dome], [w * 0.42, d * 0.35, 38 * s], soft(patient.uptake.liver, 'liver'));
  paintEllipsoid(body, [w * 0.62, frame.midY + d * 0.42, frame.z(0.33)], [30 * s, 42 * s, 50 * s], soft(patient.uptake.spleen));
  paintEllipsoid(body, [w * 0.36, frame.midY - d * 0.1, frame.z(0.335)], [44 * s, 36 * s, 52 * s], soft(patient.uptake.stomach));
  if (!patient.pathology.bowel) return;
  let at: Point = [random.uniform(-90, 90) * s, frame.midY - 20, frame.z(random.uniform(0.38, 0.45))];
  for (let i = 0; i < 6; i++) {
    const to: Point = [Math.max(-120, Math.min(120, at[0] + random.normal(0, 40))), frame.midY - 25, at[2] + random.normal(0, 25)];
    paintTube(body, [at, to], 13 * s, soft(random.uniform(1, 6)));
    at = to;
  }
}

export function paintUrinaryTract(body: VoxelBody, frame: AnatomyFrame, patient: Patient, random: Random): void {
  const s = frame.scale;
  for (const side of [-1, 1]) {
    if (random.chance(0.03)) continue;
    const level = frame.z(side > 0 ? 0.362 : 0.372) + random.normal(0, 12);
    const centre: Point = [side * random.uniform(60, 76) * s, frame.midY + frame.chestHalfDepthMm * 0.42, level];
    const size = random.uniform(0.8, 1.15) * s;
    paintEllipsoid(body, centre, [29 * size, 24 * size, 54 * size], soft(patient.uptake.kidney, 'kidneys'));
    paintEllipsoid(body, [centre[0] - side * 8, centre[1], centre[2]], [13 * size, 12 * size, 28 * size], soft(patient.uptake.kidney * random.uniform(0.4, 2.5), 'kidneys'));
  }
  const fill = random.uniform(0.5, 1.35) * s;
  paintEllipsoid(body, [random.normal(0, 5), frame.midY - 18, frame.z(0.483)], [46 * fill, 36 * fill, 38 * fill], soft(patient.uptake.bladder, 'bladder'));
}

export function paintGlands(body: VoxelBody, frame: AnatomyFrame, patient: Patient): void {
  const s = frame.scale;
  for (const side of [-1, 1]) {
    paintEllipsoid(body, [side * 17 * s, frame.sternumY + 28, frame.z(0.163)], [10 * s, 10 * s, 22 * s], soft(patient.uptake.thyroid));
    paintEllipsoid(body, [side * 48 * s, frame.midY - 8, frame.z(0.105)], [12 * s, 16 * s, 20 * s], soft(patient.uptake.salivary));
  }
}
