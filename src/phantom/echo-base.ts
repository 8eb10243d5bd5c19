import { layerRadius, mitralZ, wallAt, type Ventricle } from './echo-ventricle.ts';
import type { Random } from './random.ts';

/** What stands on the left ventricle, as parasternal views show it. */
export interface HeartBase {
  /** Largest radius of the aortic root, at its sinuses, mm. */
  readonly rootRadiusMm: number;
  /** Radius of the left atrium about its own axis, mm. */
  readonly atriumRadiusMm: number;
}

/** The aortic root stands before the atrium, on the side of the anteroseptal wall. */
export const ROOT_ANGLE = (2 * Math.PI) / 3;
/** The root is narrowest at the valve, widest at the sinuses and between the two beyond them. Heights above the mitral plane, mm. */
const SINUS_MM = 12;
const ANNULUS_SHARE = 0.75;
const BEYOND_SHARE = 0.82;
/** The root leans forward by so much of its height, and its front stands so far before the septum's inside. */
const ROOT_LEAN = 0.3;
const ROOT_BEFORE_MM = 3;
const ROOT_WALL_MM = 2;
const VALVE_MM = 1.2;
const ROOT_LENGTH_MM = 60;
/** The axis of the atrium lies so far behind that of the ventricle. */
const ATRIUM_BEHIND_MM = 14;
/** Outflow of the right ventricle before the aortic root. */
const OUTFLOW_MM = 18;
const OUTFLOW_HALF_MM = 20;
const OUTFLOW_LENGTH_MM = 45;
const OUTFLOW_WALL_MM = 4;

/** Draws the base of a heart. Sizes of the order of published means, and chosen. */
export function drawHeartBase(random: Random): HeartBase {
  return { rootRadiusMm: random.truncatedNormal(15.5, 1.4, 12.5, 19), atriumRadiusMm: random.truncatedNormal(20, 2, 16, 25) };
}

/** A point in the plane of the root: towards the anteroseptal wall, and across. */
function towardsRoot(x: number, y: number): readonly [before: number, across: number] {
  return [x * Math.cos(ROOT_ANGLE) + y * Math.sin(ROOT_ANGLE), -x * Math.sin(ROOT_ANGLE) + y * Math.cos(ROOT_ANGLE)];
}

function rootRadius({ rootRadiusMm }: HeartBase, above: number): number {
  const widening = Math.sin((Math.PI / 2) * Math.min(2, above / SINUS_MM));
  const narrow = above > SINUS_MM ? BEYOND_SHARE : ANNULUS_SHARE;
  return rootRadiusMm * (narrow + (1 - narrow) * widening);
}

function rootCentre(ventricle: Ventricle, base: HeartBase, above: number): number {
  return layerRadius(ventricle, 0, ROOT_ANGLE, mitralZ(ventricle)) + ROOT_BEFORE_MM - ANNULUS_SHARE * base.rootRadiusMm + ROOT_LEAN * above;
}

/** Whether a point above the mitral plane lies in the blood of the aortic root, on its valve or in its wall; null elsewhere. */
export function aorticRoot(ventricle: Ventricle, base: HeartBase, x: number, y: number, above: number): 'blood' | 'valve' | 'wall' | null {
  const [before, across] = towardsRoot(x, y);
  const radius = rootRadius(base, above);
  const away = Math.hypot(before - rootCentre(ventricle, base, above), across);
  if (above > ROOT_LENGTH_MM || away > radius + ROOT_WALL_MM) return null;
  if (away > radius) return 'wall';
  // Closed cusps hang from the ring to the middle of the root.
  return Math.abs(above - 2 - 4 * (1 - away / radius)) < VALVE_MM / 2 ? 'valve' : 'blood';
}

/** Distance from the axis of the left atrium, and the atrium's radius. */
export function atriumAt({ atriumRadiusMm }: HeartBase, x: number, y: number): { readonly away: number; readonly radiusMm: number } {
  const [before, across] = towardsRoot(x, y);
  return { away: Math.hypot(before + ATRIUM_BEHIND_MM, across), radiusMm: atriumRadiusMm };
}

/** Whether a point above the mitral plane lies in the outflow of the right ventricle or its wall; null elsewhere. */
export function outflowOfRight(ventricle: Ventricle, base: HeartBase, x: number, y: number, above: number): 'blood' | 'wall' | null {
  const [before, across] = towardsRoot(x, y);
  // Below the outflow's floor lies the septum's top, as thick as the septum at the ring.
  const top = layerRadius(ventricle, 0, ROOT_ANGLE, mitralZ(ventricle)) + wallAt(ventricle, ROOT_ANGLE) * Math.max(0, 1 - above / SINUS_MM);
  const floor = Math.max(top, rootCentre(ventricle, base, above) + rootRadius(base, above) + ROOT_WALL_MM);
  const width = OUTFLOW_MM * Math.sqrt(Math.max(0, 1 - (across / OUTFLOW_HALF_MM) ** 2));
  if (above > OUTFLOW_LENGTH_MM || width === 0 || before < floor) return null;
  if (before < floor + width) return 'blood';
  return before < floor + width + OUTFLOW_WALL_MM ? 'wall' : null;
}
