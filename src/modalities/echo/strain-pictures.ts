import type { ImageInstance } from '../../dicom/study.ts';
import type { QuantityName } from '../../measurement/catalogue.ts';
import type { Analysis, StrainCurve } from '../modality.ts';
import type { ViewReading } from './examine-loop.ts';
import type { TrackedStrain } from './measure-strain.ts';
import { segmentsOfView } from './strain-curves.ts';

/**
 * Where the six segments of each apical view lie in the bull's-eye of 18, counted from 1: from the base at the left of the image over
 * the apex. Source: Lang et al., J Am Soc Echocardiogr 2015;28:1, figure 8.
 */
const placesOfView: Readonly<Record<string, readonly number[]>> = {
  a4c: [3, 9, 15, 18, 12, 6],
  a2c: [4, 10, 16, 13, 7, 1],
  a3c: [5, 11, 17, 14, 8, 2],
};
const SEGMENTS = 18;

/** Strain as pages draw it: a curve for each view that was followed, and the bull's-eye of their segments; nothing where none was. */
export function strainPictures(readings: readonly ViewReading[]): Pick<Analysis, 'bullsEye' | 'strainCurves'> {
  const followed = readings.flatMap((reading) => (reading.tracked.status === 'measured' ? [{ reading, tracked: reading.tracked }] : []));
  if (followed.length === 0) return {};
  const segments: (number | null)[] = Array.from({ length: SEGMENTS }, () => null);
  for (const { reading, tracked } of followed) {
    segmentsOfView.forEach((name, i) => {
      const strain = tracked.segments[name];
      segments[placesOfView[viewOf(reading.instance)][i] - 1] = strain === null ? null : tenths(strain);
    });
  }
  const quantity: QuantityName = followed.length > 1 ? 'globalLongitudinalStrain' : 'longitudinalStrainTracked';
  return { bullsEye: { quantity, unit: '%', segments }, strainCurves: followed.map(({ reading, tracked }) => strainCurve(reading.instance, tracked)) };
}

/** The view that the file states; one that states none was taken to be four-chamber. */
function viewOf(instance: ImageInstance): string {
  const stated = instance.ultrasound?.view ?? 'other';
  return stated in placesOfView ? stated : 'a4c';
}

/** The strain of one beat for charts. */
export function strainCurve(instance: ImageInstance, { span, curves }: TrackedStrain): StrainCurve {
  const times = instance.ultrasound?.frameTimesMs ?? null;
  return {
    view: viewOf(instance), sopInstanceUid: instance.sopInstanceUid, frames: span.frames.map((frame) => frame + 1),
    timesMs: times && span.frames.map((frame) => tenths(Math.abs(times[frame] - times[span.frames[0]]))),
    endocardial: curves.endocardial.map(tenths), segments: curves.segments.map((curve) => curve && curve.map(tenths)),
  };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
