import { ATRIUM_LENGTH_MM } from './echo-tissue.ts';
import type { HeartPoint, ShareAt } from './echo-truth.ts';
import { layerRadius, mitralZ, wallMotion, type Ventricle, type WallMotion } from './echo-ventricle.ts';

/** Over this distance what surrounds the heart follows it less, mm. */
const DRAG_ACROSS_MM = 15;
const DRAG_ALONG_MM = 45;
const DRAG_APEX_MM = 8;

/** Which point of the wall a point of the heart follows, and how much of its motion it takes over. */
export interface Follows extends WallMotion {
  readonly wallRadius: number;
  readonly across: number;
  readonly along: number;
}

/** How a point at end-diastole follows the wall: the wall wholly, blood in proportion, what lies outside less and less. */
export function follows(ventricle: Ventricle, r: number, angle: number, z: number): Follows {
  const top = mitralZ(ventricle);
  const wallZ = Math.min(top, Math.max(0, z));
  const [inner, outer] = [layerRadius(ventricle, 0, angle, wallZ), layerRadius(ventricle, 1, angle, wallZ)];
  const out = Math.max(0, r - outer);
  const beyond = (z > top ? Math.max(0, 1 - (z - top) / ATRIUM_LENGTH_MM) : 1) * (z < 0 ? Math.exp(z / DRAG_APEX_MM) : 1);
  return {
    wallRadius: Math.min(outer, Math.max(inner, r)),
    across: (r < inner ? r / inner : Math.exp(-out / DRAG_ACROSS_MM)) * beyond,
    along: Math.exp(-out / DRAG_ALONG_MM) * beyond,
    ...wallMotion(ventricle, angle, wallZ),
  };
}

/** Cylinder coordinates of the heart: distance from the axis, angle, height. */
export type AboutAxis = readonly [r: number, angle: number, z: number];

const MOST_STEPS = 12;
const NEAR_ENOUGH_MM = 0.02;

/**
 * Where what lies at a point at a moment of the beat was at end-diastole: the inverse of the motion, by fixed-point iteration.
 * @param share of the contraction by angle at that moment.
 */
export function atEndDiastole(ventricle: Ventricle, share: ShareAt, [x, y, z]: HeartPoint): AboutAxis {
  const top = mitralZ(ventricle);
  const [r, angle] = [Math.hypot(x, y), Math.atan2(y, x)];
  let [fromR, fromAngle, fromZ] = [r, angle, z];
  for (let step = 0; step < MOST_STEPS; step++) {
    const f = share(fromAngle);
    const { wallRadius, across, along, shift, stretch, squeeze } = follows(ventricle, fromR, fromAngle, fromZ);
    const moved = Math.sqrt(Math.max(0, (wallRadius * wallRadius) / (1 + f * stretch) - f * squeeze));
    const [missR, missZ] = [r - (fromR + across * (moved - wallRadius)), z - (fromZ + along * f * shift)];
    fromAngle = angle - along * f * ventricle.contraction.twist * (1 - Math.min(1, Math.max(0, z / top)));
    if (Math.abs(missR) + Math.abs(missZ) < NEAR_ENOUGH_MM) break;
    // Damped: where the wall thickens, a whole step would go too far.
    [fromR, fromZ] = [Math.max(0, fromR + 0.8 * missR), fromZ + missZ];
  }
  return [fromR, fromAngle, fromZ];
}
