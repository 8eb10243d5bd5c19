import { cross, minus, plus, times, type Vector } from '../image/vector.ts';
import { ROOT_ANGLE } from './echo-base.ts';
import type { Probe, ProbeHold } from './echo-probe.ts';
import { RIGHT_WALL_MM, rightWidth } from './echo-tissue.ts';
import { layerRadius, mitralZ, wallMotion, type Ventricle } from './echo-ventricle.ts';

/** Views from beside the breastbone: the long axis, and short axes at the mitral valve, the papillary muscles and near the apex. */
export const parasternalViews = ['plax', 'psaxMitral', 'psaxPapillary', 'psaxApex'] as const;
export type ParasternalView = (typeof parasternalViews)[number];

/** Angle of the anterior wall, which faces the probe on short axes. */
const ANTERIOR = (75 * Math.PI) / 180;
/** Heights of the short axes: below the mitral plane, mm, or as a share of the cavity's length from the inner apex. */
const MITRAL_BELOW_MM = 9;
const PAPILLARY_SHARE = 0.45;
const APEX_SHARE = 0.2;
/** The long axis is held with its middle so far below the mitral plane, so that ventricle, atrium and root are all seen. */
const LONG_AXIS_BELOW_MM = 10;
/** Chest wall, and on short axes what of the right ventricle lies before the left one. */
const CHEST_MM = { plax: 8, short: 26 } as const;

/** Height of the plane of a short axis at end-diastole; of the middle of the picture on the long axis. */
export function heightOf(ventricle: Ventricle, view: ParasternalView): number {
  const { apexWallMm, lengthMm } = ventricle;
  const heights = {
    plax: mitralZ(ventricle) - LONG_AXIS_BELOW_MM, psaxMitral: mitralZ(ventricle) - MITRAL_BELOW_MM,
    psaxPapillary: apexWallMm + PAPILLARY_SHARE * lengthMm, psaxApex: apexWallMm + APEX_SHARE * lengthMm,
  } as const;
  return heights[view];
}

/**
 * A probe beside the breastbone. On the long axis the apex lies at the left of the image, on short axes the septum does, seen
 * from the apex.
 */
export function parasternalProbe(ventricle: Ventricle, view: ParasternalView, { distanceMm, offsetMm, turn, lean, foreshortening }: ProbeHold): Probe {
  const angle = view === 'plax' ? ROOT_ANGLE : ANTERIOR;
  const z = heightOf(ventricle, view);
  const away = layerRadius(ventricle, 1, angle, z) + (view === 'plax' ? rightWidth(ventricle, angle, z) + RIGHT_WALL_MM + CHEST_MM.plax : CHEST_MM.short) + distanceMm;
  const out: Vector = [Math.cos(angle), Math.sin(angle), 0];
  const inwards = times(out, -1);
  const straightSide: Vector = view === 'plax' ? [0, 0, 1] : [Math.sin(angle), -Math.cos(angle), 0];
  const straightThrough = cross(inwards, straightSide);
  const turned = plus(times(straightSide, Math.cos(turn)), times(straightThrough, Math.sin(turn)));
  const across = cross(inwards, turned);
  const leant = plus(times(inwards, Math.cos(lean)), times(turned, Math.sin(lean)));
  const depth = plus(times(leant, Math.cos(foreshortening)), times(across, Math.sin(foreshortening)));
  const side = minus(times(turned, Math.cos(lean)), times(inwards, Math.sin(lean)));
  const through = cross(depth, side);
  const origin = plus(plus(plus(times(out, away), [0, 0, z]), times(turned, offsetMm[0])), times(across, offsetMm[1]));
  return { origin, side, depth, through, toHeart: (d, s, t) => plus(plus(origin, times(depth, d)), plus(times(side, s), times(through, t))) };
}

/** How far the wall moves through the plane of a view, mm: on short axes the base comes down into it. */
export function throughPlaneMm(ventricle: Ventricle, view: ParasternalView): number {
  return view === 'plax' ? 0 : Math.ceil(Math.abs(wallMotion(ventricle, ANTERIOR, mitralZ(ventricle)).shift)) + 3;
}
