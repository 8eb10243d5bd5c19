import { cross, minus, plus, times, type Vector } from '../image/vector.ts';
import type { Probe, ProbeHold } from './echo-probe.ts';

/** Where a probe's face touches, which way it looks, and which way is right on its image; unit vectors at right angles. */
export interface Stance {
  readonly origin: Vector;
  readonly inwards: Vector;
  readonly side: Vector;
}

/** A probe held at a stance, turned, leant and moved as a hand does. @param hold its distance is taken off the origin, against the look. */
export function heldProbe({ origin: at, inwards, side: straight }: Stance, { distanceMm, offsetMm, turn, lean, foreshortening }: ProbeHold): Probe {
  const turned = plus(times(straight, Math.cos(turn)), times(cross(inwards, straight), Math.sin(turn)));
  const across = cross(inwards, turned);
  const leant = plus(times(inwards, Math.cos(lean)), times(turned, Math.sin(lean)));
  const depth = plus(times(leant, Math.cos(foreshortening)), times(across, Math.sin(foreshortening)));
  const side = minus(times(turned, Math.cos(lean)), times(inwards, Math.sin(lean)));
  const through = cross(depth, side);
  const origin = plus(plus(plus(at, times(inwards, -distanceMm)), times(turned, offsetMm[0])), times(across, offsetMm[1]));
  return { origin, side, depth, through, toHeart: (d, s, t) => plus(plus(origin, times(depth, d)), plus(times(side, s), times(through, t))) };
}
