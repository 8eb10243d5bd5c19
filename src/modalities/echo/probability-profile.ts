import type { ProbabilityMap } from './segmentation.ts';

/** A point of a map, mm below and right of its corner. */
export type MapPoint = readonly [y: number, x: number];

/** A map of probabilities with the size of its pixels. */
export interface SpacedMap {
  readonly map: ProbabilityMap;
  readonly spacingMm: readonly [row: number, column: number];
}

const STEP_MM = 0.25;

/** Probability that a point lies in any of some structures, between pixels by weight; 0 outside the map. */
export function probabilityAt({ map: { rows, columns, probabilities }, spacingMm }: SpacedMap, labels: readonly number[], [y, x]: MapPoint): number {
  const [row, column] = [y / spacingMm[0] - 0.5, x / spacingMm[1] - 0.5];
  const [r, c] = [Math.floor(row), Math.floor(column)];
  if (r < 0 || c < 0 || r >= rows - 1 || c >= columns - 1) return 0;
  const [u, v] = [row - r, column - c];
  let sum = 0;
  for (const label of labels) {
    const at = label * rows * columns + r * columns + c;
    sum += (probabilities[at] * (1 - v) + probabilities[at + 1] * v) * (1 - u) + (probabilities[at + columns] * (1 - v) + probabilities[at + columns + 1] * v) * u;
  }
  return sum;
}

/**
 * How far from a point inside some structures one comes to leave them, mm.
 * @param direction of length 1.
 * @returns null when the point is not inside, or when the border is not reached within `mostMm` or within the map.
 */
export function borderDistance(spaced: SpacedMap, labels: readonly number[], from: MapPoint, direction: MapPoint, mostMm: number): number | null {
  let before = probabilityAt(spaced, labels, from);
  if (before < 0.5) return null;
  for (let way = STEP_MM; way <= mostMm; way += STEP_MM) {
    const now = probabilityAt(spaced, labels, [from[0] + way * direction[0], from[1] + way * direction[1]]);
    if (now < 0.5) return way - (STEP_MM * (0.5 - now)) / (before - now);
    before = now;
  }
  return null;
}
