import { cross, dot, minus, plus, times, type Vector } from '../image/vector.ts';
import { apicalViews, type ApicalView, type HeartPoint } from './echo-truth.ts';
import type { Random } from './random.ts';

/** How a probe is held against the ideal of its view. */
export interface ProbeHold {
  /** Of the probe's face before the outer apex, mm. */
  readonly distanceMm: number;
  /** Of the face to the side, in the image and across it, mm. */
  readonly offsetMm: readonly [side: number, through: number];
  /** Radians: turned about the long axis against the view, leant in the image, leant out of it (which foreshortens). */
  readonly turn: number;
  readonly lean: number;
  readonly foreshortening: number;
}

export const idealHold: ProbeHold = { distanceMm: 14, offsetMm: [0, 0], turn: 0, lean: 0, foreshortening: 0 };

/** Where a probe looks: depth, side and through-plane distance of points of the heart, mm. */
export interface Probe {
  readonly toHeart: (depth: number, side: number, through: number) => HeartPoint;
  /** Axes as rows: the side, the depth, out of the plane. */
  readonly origin: Vector;
  readonly side: Vector;
  readonly depth: Vector;
  readonly through: Vector;
}

/** A hold as different hands would hold it. */
export function drawHold(random: Random): ProbeHold {
  const degrees = Math.PI / 180;
  return {
    distanceMm: random.uniform(10, 18), offsetMm: [random.normal(0, 3), random.normal(0, 1)],
    turn: random.normal(0, 5 * degrees), lean: random.normal(0, 5 * degrees), foreshortening: random.normal(0, 2 * degrees),
  };
}

/** A probe at the apex. */
export function apicalProbe(view: ApicalView, { distanceMm, offsetMm, turn, lean, foreshortening }: ProbeHold): Probe {
  const angle = apicalViews[view] + turn;
  const right: Vector = [Math.cos(angle), Math.sin(angle), 0];
  const out: Vector = [-Math.sin(angle), Math.cos(angle), 0];
  const down: Vector = [0, 0, 1];
  const leant = plus(times(down, Math.cos(lean)), times(right, Math.sin(lean)));
  const depth = plus(times(leant, Math.cos(foreshortening)), times(out, Math.sin(foreshortening)));
  const side = minus(times(right, Math.cos(lean)), times(down, Math.sin(lean)));
  const through = cross(depth, side);
  const origin = plus(plus(times(down, -distanceMm), times(right, offsetMm[0])), times(out, offsetMm[1]));
  return {
    origin, side, depth, through,
    toHeart: (d, s, t) => plus(plus(origin, times(depth, d)), plus(times(side, s), times(through, t))),
  };
}

/** Where a point of the heart is on the image of a probe, mm: below the probe's face and to the right of its axis. */
export function onImage({ origin, side, depth }: Probe, point: HeartPoint): readonly [depth: number, side: number] {
  const from = minus(point, origin);
  return [dot(from, depth), dot(from, side)];
}
