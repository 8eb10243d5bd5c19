import type { ImageInstance } from '../../dicom/study.ts';
import { notMeasured, type Result } from '../../measurement/result.ts';
import { combined, ratioInterval, type Uncertain } from './quantification.ts';
import type { BodySegmentation } from './segmentation.ts';
import { looksWholeBody } from './views.ts';

/** Half-life of 99mTc, hours. Source: Nuclear Data Sheets 2011;112:275, 6.0067 h. */
export const HALF_LIFE_HOURS = 6.0067;
/** Two whole-body scans closer than this are two views or beds of one visit, not two times. */
export const LEAST_GAP_HOURS = 1;

/** One whole-body scan of a pair: when it began, how long each point of the body was counted, and where body and bladder are. */
export interface TimedScan {
  readonly instance: ImageInstance;
  readonly body: BodySegmentation;
}

const hours = (instance: ImageInstance) => (instance.nuclear?.acquisitionTime?.getTime() ?? NaN) / 3_600_000;

/** The earlier of a study's whole-body scans, when the group holds two times; null otherwise. */
export function splitTimes(group: readonly ImageInstance[]): { late: readonly ImageInstance[]; early: readonly ImageInstance[] } {
  const latest = Math.max(...group.map(hours));
  const early = group.filter((instance) => latest - hours(instance) >= LEAST_GAP_HOURS);
  return { late: group.filter((instance) => !early.includes(instance)), early };
}

/** The groups of a study, the last whole-body one joined by the first when they are two times of one injection. */
export function joinTimes(groups: readonly (readonly ImageInstance[])[]): readonly (readonly ImageInstance[])[] {
  const timed = groups.filter(([first]) => looksWholeBody(first) && !first.lossy && Number.isFinite(hours(first))).sort(([a], [b]) => hours(a) - hours(b));
  const [first, last] = [timed[0], timed.at(-1)];
  if (!first || !last || hours(last[0]) - hours(first[0]) < LEAST_GAP_HOURS) return groups;
  return groups.map((group) => (group === last ? [...last, ...first] : group));
}

/**
 * Whole-body retention: counts per second of the late scan, corrected for decay, over those of the early scan, bladder
 * left out of both; geometric mean of both views where both exist.
 * Source: Perugini et al., J Am Coll Cardiol 2005;46:1076.
 */
export function wholeBodyRetention(early: TimedScan, late: TimedScan): Result<Uncertain> {
  const durations = [early, late].map(({ instance }) => instance.nuclear?.frameDurationSeconds ?? null);
  if (durations.some((duration) => duration === null || duration <= 0)) return notMeasured('noDuration', 'The duration of a scan (0018,1242) is not stated, so counts at two times cannot be compared.');
  const gapHours = hours(late.instance) - hours(early.instance);
  const counts = [early, late].map(({ body }) => {
    const [trunk, bladder] = [body.region('body').values, body.region('bladder').values];
    return combined(body.counts, trunk.map((probability, i) => (probability > 0.3 ? 1 - bladder[i] : 0)));
  });
  if (counts.some((value) => value <= 0)) return notMeasured('noCounts', 'No counts in the body at one of the two times.');
  const [earlyRate, lateRate] = counts.map((value, i) => value / durations[i]!);
  const value = (lateRate * 2 ** (gapHours / HALF_LIFE_HOURS)) / earlyRate;
  const standardUncertainty = value * Math.hypot(1 / Math.sqrt(counts[0]), 1 / Math.sqrt(counts[1]), 0.03);
  return { status: 'measured', value, standardUncertainty, interval95: ratioInterval(value, standardUncertainty) };
}
