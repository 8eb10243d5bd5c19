import { mean } from '../statistics/mean.ts';
import { contractionShare } from './echo-beat.ts';
import { layerApex, layerRadius, mitralZ, movedPoint, twistAt, wallMotion, type Ventricle } from './echo-ventricle.ts';

/** Apical views and the angle of the wall at the right of each; that at the left lies opposite. */
export const apicalViews = { a4c: 0, a2c: Math.PI / 3, a3c: (2 * Math.PI) / 3 } as const;
export type ApicalView = keyof typeof apicalViews;

/** A point of heart coordinates, mm: towards the anterolateral wall, towards the anterior one, towards the base. */
export type HeartPoint = readonly [x: number, y: number, z: number];

const MYOCARDIAL_DENSITY = 1.05;
const ANGLES = 72;
const HEIGHTS = 400;
/** Points of one wall of a view, from base to apex. */
export const WALL_POINTS = 241;

/** What is left of time in a beating ventricle: the share of the contraction at an angle. */
export type ShareAt = (angle: number) => number;

/** The share at a moment of a beat; the wall that leads is ahead of the other. @param rate beats a minute. */
export function shareAt({ contraction: { leadAngle, leadMs } }: Ventricle, timeMs: number, rate: number): ShareAt {
  return (angle) => contractionShare(timeMs + (leadMs / 2) * Math.cos(angle - leadAngle), rate);
}

/** Volume of the cavity, mL. @param angles at which it is cut; one is enough where all are alike. */
export function cavityVolume(ventricle: Ventricle, share: ShareAt, angles = ANGLES): number {
  return sumOverWall(ventricle, (angle, z) => {
    const motion = wallMotion(ventricle, angle, z);
    const f = share(angle);
    const [radius] = movedPoint(layerRadius(ventricle, 0, angle, z), z, motion, f);
    return 0.5 * radius * radius * (1 + f * motion.stretch);
  }, ventricle.apexWallMm, angles) / 1000;
}

/** Mass of the wall, g, at 1.05 g/mL. */
export function wallMass(ventricle: Ventricle): number {
  const volume = sumOverWall(ventricle, (angle, z) => 0.5 * (layerRadius(ventricle, 1, angle, z) ** 2 - layerRadius(ventricle, 0, angle, z) ** 2), 0, ANGLES);
  return (MYOCARDIAL_DENSITY * volume) / 1000;
}

function sumOverWall(ventricle: Ventricle, part: (angle: number, z: number) => number, from: number, angles: number): number {
  const step = (mitralZ(ventricle) - from) / HEIGHTS;
  let sum = 0;
  for (let i = 0; i < angles; i++) for (let k = 0; k < HEIGHTS; k++) sum += part((2 * Math.PI * i) / angles, from + (k + 0.5) * step);
  return sum * step * ((2 * Math.PI) / angles);
}

/** Where a point of the wall is. @param depth 0 inside of the wall, 1 its outside. @param z at end-diastole. */
export function wallPoint(ventricle: Ventricle, { angle, depth, z }: { readonly angle: number; readonly depth: number; readonly z: number }, share: ShareAt): HeartPoint {
  const f = share(angle);
  const [radius, height] = movedPoint(layerRadius(ventricle, depth, angle, z), z, wallMotion(ventricle, angle, z), f);
  const turned = angle + twistAt(ventricle, height, f);
  return [radius * Math.cos(turned), radius * Math.sin(turned), height];
}

/** A line of the wall from base to apex, its points at even steps of the ellipse at end-diastole. */
export function wallLine(ventricle: Ventricle, angle: number, depth: number, share: ShareAt): readonly HeartPoint[] {
  const [top, base] = [layerApex(ventricle, depth), mitralZ(ventricle)];
  // Even steps of height would be long ones at the apex, where the wall runs across.
  const heights = Array.from({ length: WALL_POINTS }, (_, i) => top + (base - top) * (1 - i / (WALL_POINTS - 1)) ** 2);
  return heights.map((z) => wallPoint(ventricle, { angle, depth, z }, share));
}

/** Longitudinal strain of one view, %. */
export interface ViewStrain {
  /** Both walls together. */
  readonly global: number;
  /** Thirds of each wall's length at end-diastole: left of the image basal, middle, apical, then right. */
  readonly segments: readonly number[];
}

/** True longitudinal strain of an apical view at a moment against end-diastole. @param depth 0 endocardial, 0.5 mid-wall. */
export function trueStrain(ventricle: Ventricle, view: ApicalView, depth: number, share: ShareAt): ViewStrain {
  const walls = [apicalViews[view] + Math.PI, apicalViews[view]].map((angle) => {
    const [before, now] = [() => 0, share].map((one) => lengths(wallLine(ventricle, angle, depth, one)));
    return { before, now };
  });
  const whole = (side: 'before' | 'now') => walls.reduce((sum, wall) => sum + wall[side].at(-1)!, 0);
  return { global: 100 * (whole('now') / whole('before') - 1), segments: walls.flatMap(({ before, now }) => [0, 1, 2].map((third) => strainOfThird(before, now, third))) };
}

/** Length of a line up to each of its points. */
function lengths(line: readonly HeartPoint[]): readonly number[] {
  let length = 0;
  return line.map((point, i) => (length += i === 0 ? 0 : Math.hypot(...point.map((value, axis) => value - line[i - 1][axis]))));
}

function strainOfThird(before: readonly number[], now: readonly number[], third: number): number {
  const [from, to] = [third, third + 1].map((end) => placeOf(before, (end / 3) * before.at(-1)!));
  return 100 * ((valueAt(now, to) - valueAt(now, from)) / (valueAt(before, to) - valueAt(before, from)) - 1);
}

/** Index, with its fraction, at which a growing list reaches a value. */
function placeOf(values: readonly number[], wanted: number): number {
  const next = values.findIndex((value) => value >= wanted);
  if (next <= 0) return next === 0 ? 0 : values.length - 1;
  return next - (values[next] - wanted) / (values[next] - values[next - 1]);
}

function valueAt(values: readonly number[], place: number): number {
  const at = Math.min(values.length - 2, Math.floor(place));
  return values[at] + (values[at + 1] - values[at]) * (place - at);
}

/** Between these shares of the axis, from the mitral plane, the thickness of the wall is averaged; as the measured quantity states. */
const WALL_FROM = 0.15;
const WALL_TO = 0.75;

/** Mean thickness of the wall at end-diastole in a view, mm: from the inner to the nearest outer border, basal and middle parts of both walls. */
export function trueWall(ventricle: Ventricle, view: ApicalView): number {
  const walls = [apicalViews[view], apicalViews[view] + Math.PI].map((angle) => {
    const [inner, outer] = [0, 1].map((depth) => wallLine(ventricle, angle, depth, () => 0));
    const measured = inner.filter(([, , z]) => z < mitralZ(ventricle) - WALL_FROM * ventricle.lengthMm && z > mitralZ(ventricle) - WALL_TO * ventricle.lengthMm);
    return mean(measured.map((point) => Math.min(...outer.map((other) => Math.hypot(...other.map((value, axis) => value - point[axis]))))));
  });
  return mean(walls);
}
