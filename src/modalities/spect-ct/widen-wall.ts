import type { Volume } from '../../image/volume.ts';
import { squaredDistances } from '../../image/volume-distance.ts';
import { type Anatomy, maskOf, type Structure, structures } from './structures.ts';
import { meanIn, valuesIn } from './uptake.ts';

/** How the wall that was drawn on the CT is widened on the SPECT. */
export interface WallWidening {
  /** No farther than this from the wall that was drawn, mm; 0 leaves the wall as it was drawn. */
  readonly reachMm: number;
  /** Where between the blood and the wall its edge lies; a blurred edge lies half way. */
  readonly edge: number;
  /** A wall below so many times the blood shows no edge and stays. */
  readonly leastAboveBlood: number;
}

/** What the wall may grow into: what the CT without contrast medium does not tell from it. */
const yielding: readonly Structure[] = ['background', 'leftVentricularCavity', 'rightVentricularCavity', 'lungs'];
/** The quantile of the wall that stands for its activity away from its edges. */
const MIDDLE_OF_WALL = 0.75;

/**
 * Widens the wall of a heart with uptake to where the SPECT shows its edge. Thick walls are drawn too thin on a CT that does not
 * show their inner border, and the tracer shows it.
 * @param emission on the grid of the anatomy.
 * @param blood in the units of the emission.
 */
export function widenWall(emission: Volume, anatomy: Anatomy, blood: number, { reachMm, edge, leastAboveBlood }: WallWidening): Anatomy {
  const wall = maskOf(anatomy, ['leftVentricularWall']);
  const mean = meanIn(emission, wall);
  if (reachMm === 0 || mean.status === 'notMeasured' || !(mean.value >= leastAboveBlood * blood)) return anatomy;
  const held = valuesIn(emission, wall).toSorted();
  const threshold = blood + edge * (held[Math.floor(MIDDLE_OF_WALL * held.length)] - blood);
  const distances = squaredDistances(wall);
  const [yields, label] = [structures.map((structure) => yielding.includes(structure)), structures.indexOf('leftVentricularWall')];
  return { grid: anatomy.grid, labels: anatomy.labels.map((one, i) => (yields[one] && distances[i] <= reachMm ** 2 && emission.values[i] > threshold ? label : one)) };
}
