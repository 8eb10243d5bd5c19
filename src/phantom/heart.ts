import type { HeartShape, Uptake } from './patient.ts';
import { paintEllipsoid, paintTube, rotationAlong } from './paint.ts';
import type { StructureName } from './structures.ts';
import type { Material, Point, VoxelBody } from './voxel-body.ts';

/** Attenuation of soft tissue and blood at 140.5 keV, per mm. */
const SOFT = 0.0151;
/** Cosine of the angle to the middle of the septum: a third of the wall's circumference is septum, as in the 17 segments. */
const SEPTUM_FROM = 0.5;
/** Thickness of the fat around the heart, mm. */
const HEART_FAT_MM = 6;

/**
 * Paints a heart: right ventricle and atria, great vessels, then the left ventricle with its wall on top.
 * @param centre usual place of the left-ventricular centre in mm; the shape's own shift is added.
 */
export function paintHeart(body: VoxelBody, centre: Point, bodyScale: number, shape: HeartShape, uptake: Uptake): void {
  const scale = bodyScale * shape.size;
  const side = shape.dextrocardia ? -1 : 1;
  const place = (left: number, back: number, down: number): Point => [
    side * (Math.abs(centre[0]) + shape.shiftMm[0]) + side * left * scale,
    centre[1] + shape.shiftMm[1] + back * scale,
    centre[2] + shape.shiftMm[2] + down * scale,
  ];
  if (body.detail) paintHeartFat(body, place, scale, side, shape, uptake);
  const blood: Material = { activity: uptake.blood, attenuationPerMm: SOFT, region: 'heart' };
  const wall = (share: number): Material => ({
    activity: uptake.blood + (uptake.myocardium - uptake.blood) * share, attenuationPerMm: SOFT, region: 'heart',
  });
  paintVessels(body, place, scale, uptake.blood);
  paintAtria(body, place, scale * shape.atriaScale, outsideRegion(wall(shape.atriaShare)), outsideRegion(blood));
  paintRightVentricle(body, place, scale * shape.rightVentricleScale, side, wall(shape.rightShare), blood);
  paintLeftVentricle(body, place(0, 0, 0), scale, side, shape, uptake);
}

/** The region called heart is the ventricles, which is what readers outline on a planar image. */
function outsideRegion({ activity, attenuationPerMm }: Material): Material {
  return { activity, attenuationPerMm };
}

type Place = (left: number, back: number, down: number) => Point;

function paintVessels(body: VoxelBody, place: Place, scale: number, activity: number): void {
  const blood = (structure: StructureName): Material => ({ activity, attenuationPerMm: SOFT, structure });
  const aorta = [place(-28, 12, -25), place(-34, 2, -70), place(-18, 25, -95), place(-6, 62, -85), place(-12, 78, -30), place(-14, 80, 60), place(-22, 70, 150)];
  paintTube(body, aorta, 13 * scale, blood('aorta'));
  paintTube(body, [place(-22, -8, -35), place(-12, 5, -70), place(4, 30, -72)], 12 * scale, blood('pulmonaryArtery'));
  paintTube(body, [place(-60, 20, -110), place(-62, 22, -30)], 9 * scale, blood('superiorVenaCava'));
  paintTube(body, [place(-58, 28, 40), place(-52, 60, 150)], 11 * scale, blood('inferiorVenaCava'));
}

/** Fat around the chambers, which is what CT without contrast shows the heart's outline by. */
function paintHeartFat(body: VoxelBody, place: Place, scale: number, side: number, shape: HeartShape, uptake: Uptake): void {
  const fat: Material = { activity: uptake.fat, attenuationPerMm: 0.0142, structure: 'other' };
  const axis: Point = [side * shape.axis[0], shape.axis[1], shape.axis[2]];
  const across = shape.cavityShortMm * scale + shape.wallMm + HEART_FAT_MM;
  const right = scale * shape.rightVentricleScale;
  paintEllipsoid(body, place(0, 0, 0), [across, across, shape.cavityLongMm * scale + shape.wallMm + HEART_FAT_MM], fat, { rotation: rotationAlong(axis) });
  paintEllipsoid(body, place(-30, -20, 8), [27 * right + HEART_FAT_MM, 24 * right + HEART_FAT_MM, 47 * right + HEART_FAT_MM], fat, { rotation: rotationAlong([side * 0.75, -0.3, 0.6]) });
  const atrium = 21 * scale * shape.atriaScale + 3 + HEART_FAT_MM;
  for (const centre of [place(-55, 15, -12), place(-22, 42, -28)]) paintEllipsoid(body, centre, [atrium, atrium, atrium * 1.1], fat);
}

function paintAtria(body: VoxelBody, place: Place, scale: number, wall: Material, blood: Material): void {
  const chamber = (centre: Point, radius: number, structure: StructureName) => {
    paintEllipsoid(body, centre, [radius + 3, radius + 3, radius * 1.15 + 3], { ...wall, structure: 'atrialWall' });
    paintEllipsoid(body, centre, [radius, radius, radius * 1.15], { ...blood, structure });
  };
  chamber(place(-55, 15, -12), 20 * scale, 'rightAtrium');
  chamber(place(-22, 42, -28), 21 * scale, 'leftAtrium');
}

function paintRightVentricle(body: VoxelBody, place: Place, scale: number, side: number, wall: Material, blood: Material): void {
  const rotation = rotationAlong([side * 0.75, -0.3, 0.6]);
  const centre = place(-30, -20, 8);
  paintEllipsoid(body, centre, [27 * scale, 24 * scale, 47 * scale], { ...wall, structure: 'rightVentricleWall' }, { rotation });
  paintEllipsoid(body, centre, [22.5 * scale, 19.5 * scale, 42.5 * scale], { ...blood, structure: 'rightVentricleCavity' }, { rotation });
}

function paintLeftVentricle(body: VoxelBody, centre: Point, scale: number, side: number, shape: HeartShape, uptake: Uptake): void {
  const axis: Point = [side * shape.axis[0], shape.axis[1], shape.axis[2]];
  const rotation = rotationAlong(axis);
  const [short, long] = [shape.cavityShortMm * scale, shape.cavityLongMm * scale];
  const outer: Point = [short + shape.wallMm, short + shape.wallMm, long + 0.7 * shape.wallMm];
  // Towards the septum: the right and front side, expressed in the ventricle's own axes.
  const towardsSeptum = [0, 1].map((i) => -side * rotation[i][0] * 0.85 - rotation[i][1] * 0.5);
  const norm = Math.hypot(towardsSeptum[0], towardsSeptum[1]) || 1;
  const septalShare = (u: number, v: number) => Math.max(0, (u * towardsSeptum[0] + v * towardsSeptum[1]) / ((Math.hypot(u, v) || 1) * norm));
  const regional = (u: number, v: number, w: number): number => {
    const septal = septalShare(u, v);
    const apical = Math.max(0, w) ** 3;
    let share = (1 + (shape.septumShare - 1) * septal) * (1 + (shape.apexShare - 1) * apical);
    if (shape.infarctAngle !== null && Math.cos(Math.atan2(v, u) - shape.infarctAngle) > 0.75) share *= 0.25;
    return (uptake.blood + (uptake.myocardium - uptake.blood) * share) / uptake.myocardium;
  };
  const structureAt = (u: number, v: number) => (septalShare(u, v) >= SEPTUM_FROM ? 'septum' : 'leftVentricleWall');
  paintEllipsoid(body, centre, outer, { activity: uptake.myocardium, attenuationPerMm: SOFT, region: 'heart' }, { rotation, modulate: regional, structureAt });
  // The cavity reaches further towards the base, where there is no wall.
  const towardsBase = -0.22 * long;
  const cavityCentre: Point = [centre[0] + axisUnit(axis, 0) * towardsBase, centre[1] + axisUnit(axis, 1) * towardsBase, centre[2] + axisUnit(axis, 2) * towardsBase];
  paintEllipsoid(body, cavityCentre, [short, short, long], { activity: uptake.blood, attenuationPerMm: SOFT, region: 'heart', structure: 'leftVentricleCavity' }, { rotation });
}

function axisUnit(axis: Point, i: 0 | 1 | 2): number {
  return axis[i] / Math.hypot(...axis);
}
