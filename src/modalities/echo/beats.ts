/** Frames of one beat, counted from 0. */
export interface Beat {
  readonly diastole: number;
  readonly systole: number;
}

/** Time over which areas are averaged before extremes are sought: shorter than the fastest ejection. */
const SMOOTHING_MS = 90;
/** An end-systole is a minimum that lies below the maxima on either side by this share of the whole range. */
const LEAST_FALL = 0.3;
/** End-diastole lies at most this long before end-systole; in a loop that begins later, at most so long after it. */
const LONGEST_SYSTOLE_MS = 700;
const LONGEST_DIASTOLE_MS = 1000;
/** At end-diastole the area has come back up by at least this share of the whole range. */
const LEAST_RETURN = 0.6;
/** And at least so long: shorter falls are noise. */
const SHORTEST_SYSTOLE_MS = 120;
/** Time assumed between frames of a file that states none. */
const USUAL_FRAME_MS = 33;

/**
 * Finds the beats of a loop in the area of the left ventricle: each end-systole with the end-diastole before it, or after
 * it where the loop begins in systole.
 *
 * With R waves an end-diastole is the frame nearest to one; else it is the largest area near by.
 * @param areas one a frame, in any unit; NaN where no ventricle was found.
 * @param timesMs of the frames; null when not stated.
 * @returns in time's order; none when no beat is whole.
 */
export function findBeats(areas: readonly number[], timesMs: readonly number[] | null, rWaveTimesMs: readonly number[]): readonly Beat[] {
  const times = timesMs ?? areas.map((_, i) => i * USUAL_FRAME_MS);
  const smooth = smoothed(bridged(areas), times);
  const range = Math.max(...smooth) - Math.min(...smooth);
  if (!(range > 0)) return [];
  const beats = minima(smooth, LEAST_FALL * range).flatMap((systole): Beat[] => {
    const at = times[systole];
    const choices = [
      nearestFrame(times, rWaveTimesMs.filter((time) => time <= at - SHORTEST_SYSTOLE_MS && time >= at - LONGEST_SYSTOLE_MS).at(-1)),
      largestWithin(smooth, times, at - LONGEST_SYSTOLE_MS, at - SHORTEST_SYSTOLE_MS),
      largestWithin(smooth, times, at + SHORTEST_SYSTOLE_MS, at + LONGEST_DIASTOLE_MS),
    ];
    const diastole = choices.find((frame) => frame !== null && smooth[frame] >= smooth[systole] + LEAST_RETURN * range);
    return diastole === undefined || diastole === null ? [] : [{ diastole, systole }];
  });
  return beats.map(({ diastole, systole }) => ({ diastole: sharpen(areas, times, diastole, 1), systole: sharpen(areas, times, systole, -1) }));
}

/** Fills frames without an area from their neighbours. */
function bridged(areas: readonly number[]): number[] {
  const known = areas.flatMap((area, i) => (Number.isNaN(area) ? [] : [i]));
  return areas.map((area, i) => {
    if (!Number.isNaN(area) || known.length === 0) return Number.isNaN(area) ? 0 : area;
    const before = known.findLast((k) => k < i);
    const after = known.find((k) => k > i);
    if (before === undefined || after === undefined) return areas[(before ?? after)!];
    return areas[before] + ((areas[after] - areas[before]) * (i - before)) / (after - before);
  });
}

function smoothed(values: readonly number[], times: readonly number[]): number[] {
  return values.map((_, i) => {
    const near = values.filter((__, k) => Math.abs(times[k] - times[i]) <= SMOOTHING_MS / 2);
    return near.reduce((sum, one) => sum + one, 0) / near.length;
  });
}

/** Frames lower than all others until the curve has risen by `fall` on either side, or the loop begins or ends. */
function minima(values: readonly number[], fall: number): number[] {
  const found: number[] = [];
  let lowest = 0;
  let highest = 0;
  let falling = true;
  for (let i = 1; i < values.length; i++) {
    if (falling) {
      if (values[i] < values[lowest]) lowest = i;
      else if (values[i] > values[lowest] + fall) {
        // The first frame is no turning point: the loop may have begun after it.
        if (lowest > 0) found.push(lowest);
        falling = false;
        highest = i;
      }
    } else if (values[i] > values[highest]) highest = i;
    else if (values[i] < values[highest] - fall) {
      falling = true;
      lowest = i;
    }
  }
  // A loop often ends in systole; its last minimum counts when the curve has turned.
  if (falling && lowest < values.length - 1) found.push(lowest);
  return found;
}

function nearestFrame(times: readonly number[], time: number | undefined): number | null {
  return time === undefined ? null : times.reduce((best, one, i) => (Math.abs(one - time) < Math.abs(times[best] - time) ? i : best), 0);
}

function largestWithin(values: readonly number[], times: readonly number[], from: number, to: number): number | null {
  let best: number | null = null;
  for (let i = 0; i < values.length; i++) if (times[i] >= from && times[i] <= to && (best === null || values[i] > values[best])) best = i;
  return best;
}

/** The extreme frame itself, near that of the smooth curve. @param sign 1 for the largest area, -1 for the smallest. */
function sharpen(areas: readonly number[], times: readonly number[], at: number, sign: 1 | -1): number {
  let best = at;
  for (let i = 0; i < areas.length; i++) if (Math.abs(times[i] - times[at]) <= SMOOTHING_MS / 2 && sign * areas[i] > sign * (Number.isNaN(areas[best]) ? -sign * Infinity : areas[best])) best = i;
  return best;
}
