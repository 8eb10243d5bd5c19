import { layerRadius, mitralZ, wallAt, type Ventricle } from './echo-ventricle.ts';

/** How strongly what lies at a point sends sound back; the wall of the ventricle is 1. */
export interface Echogenicity {
  readonly strength: number;
  /** Blood is new at every frame; tissue keeps its grains. */
  readonly blood: boolean;
}

/** Angle at which the right ventricle lies, and how far it reaches about the left one. */
const RIGHT_ANGLE = 2.9;
const RIGHT_REACH = 1.15;
const RIGHT_WIDTH_MM = 26;
const RIGHT_WALL_MM = 4;
/** The right ventricle begins so far above the outer apex. */
const RIGHT_FROM_MM = 16;
export const ATRIUM_LENGTH_MM = 48;
const ATRIUM_RADIUS_MM = 19;
const ATRIAL_WALL_MM = 2.5;
const RIGHT_ATRIUM_AWAY_MM = 43;
const VALVE_MM = 1.6;
const PERICARDIUM_MM = 2;
/** Over this distance the lung swallows what lies beyond the heart. */
const LUNG_MM = 14;

const blood: Echogenicity = { strength: 0.014, blood: true };
const tissue = (strength: number): Echogenicity => ({ strength, blood: false });

/** What lies at a point of the heart at end-diastole. @param r from the axis. */
export function echogenicityAt(ventricle: Ventricle, r: number, angle: number, z: number): Echogenicity {
  const above = z - mitralZ(ventricle);
  if (above > 0) return atBase(ventricle, r, angle, above);
  const [inner, outer] = [layerRadius(ventricle, 0, angle, z), layerRadius(ventricle, 1, angle, z)];
  if (r < inner) return onMitralValve(r, inner, above) ? tissue(0.8) : blood;
  if (r < outer) return tissue(1);
  const toRight = rightVentricle(ventricle, r - outer, angle, z);
  if (toRight) return toRight;
  if (z < 0 || outer === 0) return tissue(0.5);
  return r < outer + PERICARDIUM_MM ? tissue(1.5) : tissue(0.05 + 0.3 * Math.exp(-(r - outer) / LUNG_MM));
}

function fromRight(angle: number): number {
  return Math.atan2(Math.sin(angle - RIGHT_ANGLE), Math.cos(angle - RIGHT_ANGLE));
}

/** Chamber and free wall of the right ventricle; null elsewhere. @param away from the outside of the left one. */
function rightVentricle(ventricle: Ventricle, away: number, angle: number, z: number): Echogenicity | null {
  const along = (z - RIGHT_FROM_MM) / (mitralZ(ventricle) - RIGHT_FROM_MM);
  const about = 1 - (fromRight(angle) / RIGHT_REACH) ** 2;
  if (along < 0 || about <= 0) return null;
  const width = RIGHT_WIDTH_MM * Math.sqrt(about) * Math.sqrt(along) * (1.25 - 0.25 * along);
  if (away < width) return blood;
  return away < width + RIGHT_WALL_MM ? tissue(0.9) : null;
}

/** Both atria, their walls and the valves' ring. @param above the mitral plane. */
function atBase(ventricle: Ventricle, r: number, angle: number, above: number): Echogenicity {
  const ring = layerRadius(ventricle, 0, angle, mitralZ(ventricle));
  if (r < ring && above < VALVE_MM) return tissue(0.8);
  if (r >= ring && r < ring + wallAt(ventricle, angle) && above < 5) return tissue(1.2);
  const left = inAtrium(r, above);
  if (left) return left;
  const away = Math.hypot(r * Math.cos(angle) - RIGHT_ATRIUM_AWAY_MM * Math.cos(RIGHT_ANGLE), r * Math.sin(angle) - RIGHT_ATRIUM_AWAY_MM * Math.sin(RIGHT_ANGLE));
  const right = inAtrium(away, above);
  if (right) return right;
  return tissue(0.06 + 0.3 * Math.exp(-Math.max(0, Math.min(r, away) - ATRIUM_RADIUS_MM) / LUNG_MM));
}

/** Blood inside the atrium, its wall about it, null elsewhere. @param away from the atrium's axis. */
function inAtrium(away: number, above: number): Echogenicity | null {
  const [half, middle] = [0.56 * ATRIUM_LENGTH_MM, 0.44 * ATRIUM_LENGTH_MM];
  const along = above - middle;
  if ((along / half) ** 2 + (away / ATRIUM_RADIUS_MM) ** 2 < 1) return blood;
  return (along / (half + ATRIAL_WALL_MM)) ** 2 + (away / (ATRIUM_RADIUS_MM + ATRIAL_WALL_MM)) ** 2 < 1 ? tissue(0.8) : null;
}

/** The closed leaflets bulge a little into the ventricle. @param above the mitral plane, negative in the ventricle. */
function onMitralValve(r: number, ring: number, above: number): boolean {
  const sag = -6 * (1 - r / ring) * (r / ring) * 2;
  return Math.abs(above - sag) < VALVE_MM / 2;
}
