import { useEffect, useState } from 'react';
import type { LoopAnswer, Outline } from '../../../src/contract/loops.ts';
import { api } from '../api.ts';

/** A loop with its frames. */
export interface Loop extends LoopAnswer {
  readonly levels: Uint8Array;
}

/** A loop once it has come; null until then. */
export function useLoop(analysisId: string, loop: number, onTrouble: (error: unknown) => void): Loop | null {
  const [seen, setSeen] = useState<Loop | null>(null);
  useEffect(() => {
    setSeen(null);
    let current = true;
    Promise.all([api.loop(analysisId, loop), api.loopFrames(analysisId, loop)]).then(([answer, levels]) => current && setSeen({ ...answer, levels: new Uint8Array(levels) }), (error: unknown) => current && onTrouble(error));
    return () => void (current = false);
  }, [analysisId, loop, onTrouble]);
  return seen;
}

/** The outlines of a frame, or of the last one before it that was outlined. */
export function outlinesAt(outlines: readonly Outline[], frame: number): readonly Outline[] {
  const nearest = outlines.reduce((best, one) => (one.frame <= frame && one.frame > best ? one.frame : best), 0);
  return outlines.filter((one) => one.frame === nearest);
}

export type Point = readonly [x: number, y: number];

/** Points evenly apart along a closed line. */
export function handlesOf(ring: readonly Point[], count: number): Point[] {
  const closed = [...ring, ring[0]];
  const lengths = closed.slice(1).map(([x, y], i) => Math.hypot(x - closed[i][0], y - closed[i][1]));
  const whole = lengths.reduce((sum, one) => sum + one, 0);
  return Array.from({ length: count }, (_, k) => {
    let left = (k * whole) / count;
    let i = 0;
    while (left > lengths[i] && i < lengths.length - 1) left -= lengths[i++];
    const share = lengths[i] === 0 ? 0 : left / lengths[i];
    return [closed[i][0] + share * (closed[i + 1][0] - closed[i][0]), closed[i][1] + share * (closed[i + 1][1] - closed[i][1])];
  });
}

const stepsBetween = 6;

/** A smooth closed line through points (Catmull and Rom). */
export function lineThrough(points: readonly Point[]): Point[] {
  const at = (i: number) => points[(i + points.length) % points.length];
  return points.flatMap((_, i) => Array.from({ length: stepsBetween }, (__, k): Point => {
    const t = k / stepsBetween;
    const along = (axis: 0 | 1) => {
      const [a, b, c, d] = [at(i - 1)[axis], at(i)[axis], at(i + 1)[axis], at(i + 2)[axis]];
      return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t ** 2 + (3 * b - a - 3 * c + d) * t ** 3);
    };
    return [along(0), along(1)];
  }));
}

/** Whether points follow one another along the straight line from the first to the last. */
export function followOneAnother(points: readonly Point[]): boolean {
  const [[x0, y0], [x1, y1]] = [points[0], points[points.length - 1]];
  const along = points.map(([x, y]) => (x - x0) * (x1 - x0) + (y - y0) * (y1 - y0));
  return along.every((value, i) => i === 0 || value > along[i - 1]);
}
