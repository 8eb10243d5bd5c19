import type { HeartBase } from './echo-base.ts';
import { aorticRoot, atriumAt, outflowOfRight } from './echo-base.ts';
import { layerRadius, mitralZ, wallAt, type Ventricle } from './echo-ventricle.ts';

/** What the tissue of a digital heart belongs to; chambers hold blood. */
export const echoStructures = [
  'surroundings', 'leftVentricle', 'myocardium', 'leftAtrium', 'rightVentricle', 'aorticRoot', 'rightAtrium', 'papillaryMuscle', 'valve', 'chamberWall', 'pericardium',
] as const;
export type EchoStructure = (typeof echoStructures)[number];

/** What lies at a point, and how strongly it sends sound back; the wall of the ventricle is 1. */
export interface Tissue {
  readonly structure: EchoStructure;
  readonly strength: number;
  /** Blood is new at every frame; tissue keeps its grains. */
  readonly blood: boolean;
}

/** Angle at which the right ventricle lies, and how far it reaches about the left one. */
const RIGHT_ANGLE = 2.9;
const RIGHT_REACH = 1.15;
const RIGHT_WIDTH_MM = 26;
export const RIGHT_WALL_MM = 4;
/** The right ventricle begins so far above the outer apex. */
const RIGHT_FROM_MM = 16;
export const ATRIUM_LENGTH_MM = 48;
const ATRIUM_RADIUS_MM = 19;
const RIGHT_ATRIUM_AWAY_MM = 43;
const VALVE_MM = 1.6;
const PERICARDIUM_MM = 2;
/** Over this distance the lung swallows what lies beyond the heart. */
const LUNG_MM = 14;
/** Papillary muscles: angle, and what part of the ventricle's length they span from the inner apex. */
const PAPILLARY_ANGLES = [0.4, -2.6] as const;
const PAPILLARY_SPAN = [0.3, 0.6] as const;
const PAPILLARY_RADIUS_MM = 4.5;

const BLOOD_STRENGTH = 0.014;
const blood = (structure: EchoStructure): Tissue => ({ structure, strength: BLOOD_STRENGTH, blood: true });
const tissue = (strength: number, structure: EchoStructure = 'surroundings'): Tissue => ({ structure, strength, blood: false });

/**
 * What lies at a point of the heart at end-diastole.
 * @param base aortic root, left atrium and papillary muscles as parasternal views show them; null for the simpler heart of
 *   the apical views, whose atrium stands on the axis.
 * @param r from the axis.
 */
export function tissueAt(ventricle: Ventricle, base: HeartBase | null, r: number, angle: number, z: number): Tissue {
  const above = z - mitralZ(ventricle);
  if (above > 0) return atBase(ventricle, base, { r, angle, above });
  const [inner, outer] = [layerRadius(ventricle, 0, angle, z), layerRadius(ventricle, 1, angle, z)];
  if (r < inner) {
    if (onMitralValve(r, inner, above)) return tissue(0.8, 'valve');
    return base && inPapillaryMuscle(ventricle, r, angle, z) ? tissue(1, 'papillaryMuscle') : blood('leftVentricle');
  }
  if (r < outer) return tissue(1, 'myocardium');
  const toRight = rightVentricle(ventricle, r - outer, angle, z);
  if (toRight) return toRight;
  if (z < 0 || outer === 0) return tissue(0.5);
  return r < outer + PERICARDIUM_MM ? tissue(1.5, 'pericardium') : tissue(0.05 + 0.3 * Math.exp(-(r - outer) / LUNG_MM));
}

function fromRight(angle: number): number {
  return Math.atan2(Math.sin(angle - RIGHT_ANGLE), Math.cos(angle - RIGHT_ANGLE));
}

/** Width of the right ventricle outside the left one, mm; 0 where there is none. */
export function rightWidth(ventricle: Ventricle, angle: number, z: number): number {
  const along = (z - RIGHT_FROM_MM) / (mitralZ(ventricle) - RIGHT_FROM_MM);
  const about = 1 - (fromRight(angle) / RIGHT_REACH) ** 2;
  return along < 0 || about <= 0 ? 0 : RIGHT_WIDTH_MM * Math.sqrt(about) * Math.sqrt(along) * (1.25 - 0.25 * along);
}

/** Chamber and free wall of the right ventricle; null elsewhere. @param away from the outside of the left one. */
function rightVentricle(ventricle: Ventricle, away: number, angle: number, z: number): Tissue | null {
  if (z < RIGHT_FROM_MM || Math.abs(fromRight(angle)) >= RIGHT_REACH) return null;
  const width = rightWidth(ventricle, angle, z);
  if (away < width) return blood('rightVentricle');
  return away < width + RIGHT_WALL_MM ? tissue(0.9, 'chamberWall') : null;
}

interface AboveBase {
  readonly r: number;
  readonly angle: number;
  readonly above: number;
}

/** Atria, great vessel, their walls and the valves' ring. */
function atBase(ventricle: Ventricle, base: HeartBase | null, { r, angle, above }: AboveBase): Tissue {
  const ring = layerRadius(ventricle, 0, angle, mitralZ(ventricle));
  const [x, y] = [r * Math.cos(angle), r * Math.sin(angle)];
  if (base) {
    const vessel = aorticRoot(ventricle, base, x, y, above);
    if (vessel) return vessel === 'blood' ? blood('aorticRoot') : tissue(vessel === 'valve' ? 0.8 : 1.1, vessel === 'valve' ? 'valve' : 'chamberWall');
  }
  if (r < ring && above < VALVE_MM) return tissue(0.8, 'valve');
  if (r >= ring && r < ring + wallAt(ventricle, angle) && above < 5) return tissue(1.2, 'chamberWall');
  const atrium = base ? atriumAt(base, x, y) : { away: r, radiusMm: ATRIUM_RADIUS_MM };
  const left = inAtrium('leftAtrium', atrium.away, above, atrium.radiusMm);
  if (left) return left;
  if (base) {
    const outflow = outflowOfRight(ventricle, base, x, y, above);
    if (outflow) return outflow === 'blood' ? blood('rightVentricle') : tissue(0.9, 'chamberWall');
  }
  const away = Math.hypot(x - RIGHT_ATRIUM_AWAY_MM * Math.cos(RIGHT_ANGLE), y - RIGHT_ATRIUM_AWAY_MM * Math.sin(RIGHT_ANGLE));
  const right = inAtrium('rightAtrium', away, above, ATRIUM_RADIUS_MM);
  if (right) return right;
  return tissue(0.06 + 0.3 * Math.exp(-Math.max(0, Math.min(atrium.away, away) - ATRIUM_RADIUS_MM) / LUNG_MM));
}

const ATRIAL_WALL_MM = 2.5;

/** Blood inside the atrium, its wall about it, null elsewhere. @param away from the atrium's axis. */
function inAtrium(structure: EchoStructure, away: number, above: number, radiusMm: number): Tissue | null {
  const [half, middle] = [0.56 * ATRIUM_LENGTH_MM, 0.44 * ATRIUM_LENGTH_MM];
  const along = above - middle;
  if ((along / half) ** 2 + (away / radiusMm) ** 2 < 1) return blood(structure);
  return (along / (half + ATRIAL_WALL_MM)) ** 2 + (away / (radiusMm + ATRIAL_WALL_MM)) ** 2 < 1 ? tissue(0.8, 'chamberWall') : null;
}

/** The closed leaflets bulge a little into the ventricle. @param above the mitral plane, negative in the ventricle. */
function onMitralValve(r: number, ring: number, above: number): boolean {
  const sag = -6 * (1 - r / ring) * (r / ring) * 2;
  return Math.abs(above - sag) < VALVE_MM / 2;
}

/** Two muscles stand on the inside of the wall, below the valve's leaflets. */
function inPapillaryMuscle(ventricle: Ventricle, r: number, angle: number, z: number): boolean {
  const share = (z - ventricle.apexWallMm) / ventricle.lengthMm;
  if (share < PAPILLARY_SPAN[0] || share > PAPILLARY_SPAN[1]) return false;
  return PAPILLARY_ANGLES.some((at) => {
    const centre = layerRadius(ventricle, 0, at, z) - PAPILLARY_RADIUS_MM;
    return Math.hypot(r * Math.cos(angle) - centre * Math.cos(at), r * Math.sin(angle) - centre * Math.sin(at)) < PAPILLARY_RADIUS_MM;
  });
}
