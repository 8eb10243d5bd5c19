import { lengthOf, type Point } from './endocardial-length.ts';
import type { TrackedWall } from './track-wall.ts';

/** Parts of the wall of one view, each a third of one side: from the base at the left of the image over the apex. */
export const segmentsOfView = ['leftBasal', 'leftMiddle', 'leftApical', 'rightApical', 'rightMiddle', 'rightBasal'] as const;
export type SegmentOfView = (typeof segmentsOfView)[number];
/** A segment is lost when fewer of its patches came back on average. */
const LEAST_HELD = 0.5;

/** Longitudinal strain over a beat, % of the length at end-diastole, one value a frame. */
export interface StrainCurves {
  readonly endocardial: readonly number[];
  readonly midWall: readonly number[];
  /** Endocardial, in the order of `segmentsOfView`; null where the segment was lost. */
  readonly segments: readonly (readonly number[] | null)[];
}

/** Reads strain off a followed wall. */
export function strainCurves({ lines, held }: TrackedWall): StrainCurves {
  const [endocardial, midWall] = [0, 1].map((layer) => relative(lines.map((layers) => lengthOf(layers[layer]))));
  const stations = lines[0][0].length;
  const segments = segmentsOfView.map((_, i) => {
    const [from, to] = [i, i + 1].map((end) => Math.round((end * (stations - 1)) / segmentsOfView.length));
    const trusted = held.map((one) => meanOf(one.slice(from, to + 1)));
    return meanOf(trusted) >= LEAST_HELD ? relative(lines.map(([inner]) => lengthOf(inner.slice(from, to + 1) as readonly Point[]))) : null;
  });
  return { endocardial, midWall, segments };
}

function relative(lengths: readonly number[]): readonly number[] {
  return lengths.map((length) => 100 * (length / lengths[0] - 1));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
}
