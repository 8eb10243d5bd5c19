import { circleCounts, type Circle } from '../image/circle.ts';
import { placeMirroredCircles, type RegionMap } from '../image/mirrored-circles.ts';
import type { Raster } from '../image/resample-area.ts';
import { notMeasured, type Result } from '../measurement/result.ts';
import type { Random } from '../phantom/random.ts';

/** How human readers differ from the rule: a standard deviation for each way. */
export interface ReaderModel {
  /** Where a reader tends to place the circle, down and across, between readers; mm. */
  readonly placementHabitSdMm: number;
  /** Where the circle lands, down and across, from one reading to the next; mm. */
  readonly placementSdMm: number;
  /** Where the mirrored circle lands across, from one reading to the next; mm. */
  readonly mirrorSdMm: number;
  /** How large a reader tends to draw, between readers; SD of the logarithm of the radius. */
  readonly sizeHabitSd: number;
  /** How large the circle turns out, from one reading to the next; SD of the logarithm of the radius. */
  readonly sizeSd: number;
}

/** Assumed, all of them: no study that measured where readers place these circles was found. */
export const assumedReaderModel: ReaderModel = { placementHabitSdMm: 3, placementSdMm: 5, mirrorSdMm: 5, sizeHabitSd: 0.1, sizeSd: 0.05 };

/** The habits of one reader. */
export interface Reader {
  readonly downMm: number;
  readonly acrossMm: number;
  readonly sizeFactor: number;
}

/** What a reader looks at: the image and the outlines as they truly are. */
export interface ReaderView {
  readonly image: Raster;
  readonly heart: RegionMap;
  readonly sternum: RegionMap;
  readonly spine: RegionMap;
}

export function drawReader(random: Random, model: ReaderModel): Reader {
  return { downMm: random.normal(0, model.placementHabitSdMm), acrossMm: random.normal(0, model.placementHabitSdMm), sizeFactor: Math.exp(random.normal(0, model.sizeHabitSd)) };
}

/**
 * The heart-to-contralateral ratio that a reader finds: the rule of `placeMirroredCircles` on an outline of the heart that is
 * seen a little beside its place, the circles a little larger or smaller, the mirrored one a little off.
 * @returns the ratio; `notMeasured` as the rule has it, or `outsideImage`, or `noCounts` where the mirrored circle is empty.
 */
export function readRatio({ image, heart, sternum, spine }: ReaderView, reader: Reader, model: ReaderModel, random: Random): Result {
  const [down, across, mirror, size] = [random.normal(reader.downMm, model.placementSdMm), random.normal(reader.acrossMm, model.placementSdMm), random.normal(0, model.mirrorSdMm), random.normal(0, model.sizeSd)];
  const seen = { ...heart, topMm: heart.topMm + down, leftMm: heart.leftMm + across };
  const circles = placeMirroredCircles(seen, sternum, spine);
  if ('status' in circles) return circles;
  const drawn = (circle: Circle, asideMm: number): Circle => ({ ...circle, columnMm: circle.columnMm + asideMm, radiusMm: circle.radiusMm * reader.sizeFactor * Math.exp(size) });
  const own = circleCounts(image, drawn(circles.heart, 0));
  const other = circleCounts(image, drawn(circles.contralateral, mirror));
  if (!own || !other) return notMeasured('outsideImage', 'The heart circle or its mirror image reaches outside the image.');
  if (other.mean === 0) return notMeasured('noCounts', 'The mirrored circle holds no counts.');
  return { status: 'measured', value: own.mean / other.mean };
}
