import type { AnatomyFrame } from './anatomy-frame.ts';
import { paintEllipsoid, paintTrunk, paintTube, type TrunkSection } from './paint.ts';
import type { Patient } from './patient.ts';
import { trunkSections } from './soft-tissue.ts';
import type { Material, Point, VoxelBody } from './voxel-body.ts';

/** Attenuation of fat at 140.5 keV, per mm. */
const FAT = 0.0142;
const MUSCLE = 0.0151;
/** Thickness of the muscles over the ribs, and of all that covers them in the slimmest, mm. */
const MUSCLE_MM = 18;
const OVER_RIBS_MM = 14;

/** What CT tells apart in the trunk and a planar image does not: fat under the skin, muscles, fat around the organs, airways. */
export function paintChestTissues(body: VoxelBody, frame: AnatomyFrame, patient: Patient): void {
  const fat: Material = { activity: patient.uptake.fat, attenuationPerMm: FAT };
  const muscle: Material = { activity: patient.uptake.softTissue, attenuationPerMm: MUSCLE };
  const skin = overRibs(trunkSections(frame, patient), frame);
  const underSkinMm = fatUnderSkinMm(patient);
  paintTrunk(body, (z) => narrowed(skin(z), 2, 2), fat);
  paintTrunk(body, (z) => muscles(skin(z), frame, underSkinMm, z), muscle);
  paintTrunk(body, (z) => cavity(skin(z), frame, underSkinMm, z), { ...fat, attenuationPerMm: FAT + 0.0003 });
  paintParaspinalMuscles(body, frame, patient);
  paintAirways(body, frame);
}

/** Skin lies outside the ribs also of the slimmest. */
function overRibs(skin: (z: number) => TrunkSection | null, frame: AnatomyFrame): (z: number) => TrunkSection | null {
  return (z) => {
    const section = skin(z);
    if (!section || z < frame.z(0.2) || z > frame.z(0.41)) return section;
    return { ...section, halfWidthMm: Math.max(section.halfWidthMm, frame.chestHalfWidthMm + OVER_RIBS_MM) };
  };
}

/** Thicker in heavier patients, and in women. */
function fatUnderSkinMm(patient: Patient): number {
  return Math.max(4, (patient.sex === 'F' ? 11 : 7) + 1.35 * (patient.bmi - 22));
}

function narrowed(section: TrunkSection | null, acrossMm: number, deepMm: number): TrunkSection | null {
  if (!section || section.halfWidthMm <= acrossMm + 20 || section.halfDepthMm <= deepMm + 20) return null;
  return { ...section, halfWidthMm: section.halfWidthMm - acrossMm, halfDepthMm: section.halfDepthMm - deepMm };
}

/** Muscles lie about the ribs, however thick the fat over them; about the belly and the shoulders they lie under it. */
function muscles(section: TrunkSection | null, frame: AnatomyFrame, underSkinMm: number, z: number): TrunkSection | null {
  const under = narrowed(section, 2 + underSkinMm, 0.75 * underSkinMm);
  if (!section || !under || z < frame.z(0.19)) return under;
  const overRibs: TrunkSection = {
    x: 0, y: frame.midY - MUSCLE_MM / 4,
    halfWidthMm: Math.min(section.halfWidthMm - 4, frame.chestHalfWidthMm + MUSCLE_MM), halfDepthMm: frame.chestHalfDepthMm + 0.75 * MUSCLE_MM,
  };
  return blended(overRibs, under, shareOfChest(frame, z) * Math.min(1, (z - frame.z(0.19)) / (frame.z(0.225) - frame.z(0.19))));
}

/** 1 in the chest, 0 in the belly. */
function shareOfChest(frame: AnatomyFrame, z: number): number {
  return Math.min(1, Math.max(0, (frame.z(0.36) - z) / (frame.z(0.36) - frame.z(0.3))));
}

function blended(chest: TrunkSection, belly: TrunkSection, share: number): TrunkSection {
  const mixed = (of: (one: TrunkSection) => number) => share * of(chest) + (1 - share) * of(belly);
  return { x: 0, y: mixed((one) => one.y), halfWidthMm: mixed((one) => one.halfWidthMm), halfDepthMm: mixed((one) => one.halfDepthMm) };
}

/** The room inside ribs and belly wall, from the top of the lungs down. */
function cavity(section: TrunkSection | null, frame: AnatomyFrame, underSkinMm: number, z: number): TrunkSection | null {
  if (!section || z < frame.z(0.19)) return null;
  const belly = narrowed(section, underSkinMm + 26, underSkinMm + 18);
  const taper = Math.min(1, 0.45 + (0.55 * (z - frame.z(0.19))) / (frame.z(0.24) - frame.z(0.19)));
  const chest: TrunkSection = { x: 0, y: frame.midY, halfWidthMm: (frame.chestHalfWidthMm - 9) * taper, halfDepthMm: (frame.chestHalfDepthMm - 8) * taper };
  return belly ? blended(chest, belly, shareOfChest(frame, z)) : chest;
}

/** The long muscles behind the ribs on both sides of the spine. */
export function paintParaspinalMuscles(body: VoxelBody, frame: AnatomyFrame, patient: Patient): void {
  const s = frame.scale;
  const material: Material = { activity: patient.uptake.softTissue, attenuationPerMm: MUSCLE, hounsfield: 52, structure: 'paraspinalMuscle' };
  for (const side of [-1, 1]) {
    const at = (aside: number, share: number): Point => [frame.spineX(frame.z(share)) + side * aside * s, frame.spineY + 27 * s, frame.z(share)];
    paintTube(body, [at(20, 0.185), at(24, 0.25), at(29, 0.33), at(32, 0.43)], [11 * s, 15 * s, 18 * s, 20 * s], material);
  }
}

/** Trachea, its two branches, and the oesophagus behind it. */
function paintAirways(body: VoxelBody, frame: AnatomyFrame): void {
  const s = frame.scale;
  const air: Material = { activity: 0, attenuationPerMm: 0.0001, hounsfield: -990 };
  const back = frame.spineY - 38 * s;
  const fork: Point = [0, back, frame.z(0.228)];
  paintTube(body, [[0, back - 25 * s, frame.z(0.15)], fork], 8.5 * s, air);
  for (const side of [-1, 1]) paintTube(body, [fork, [side * 42 * s, back, frame.z(0.248)]], 6 * s, air);
  paintTube(body, [[4 * s, back + 16 * s, frame.z(0.15)], [10 * s, back + 18 * s, frame.z(0.33)]], 8 * s, { activity: 0.8, attenuationPerMm: MUSCLE });
  paintEllipsoid(body, [4 * s, back + 16 * s, frame.z(0.2)], [3 * s, 2 * s, 20 * s], air);
}
