import { notMeasured, type NotMeasured, type Result } from '../measurement/result.ts';
import { z95 } from './distribution-normal.ts';
import { requireSurvival, type SurvivalData } from './survival-data.ts';

/** The curve just after one time at which somebody had the event or was censored. */
export interface KaplanMeierPoint {
  readonly time: number;
  /** Subjects seen up to this time. */
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  /** Probability of no event up to and including this time. */
  readonly survival: number;
  /** Greenwood's, of the survival. */
  readonly standardError: number;
  readonly interval95: readonly [lower: number, upper: number];
}

export interface KaplanMeier {
  readonly status: 'measured';
  readonly points: readonly KaplanMeierPoint[];
  /** In the unit of the times; a bound that the curve never reaches is Infinity. */
  readonly median: Result<{ readonly interval95: readonly [lower: number, upper: number] }>;
}

/** Half an event's worth of rounding: a curve this close to one half lies on it. */
const rounding = 1e-12;

/**
 * Kaplan-Meier curve: the probability of living on without the event.
 *
 * Assumes that censoring says nothing about the event. Intervals by the log(-log) transformation, which keeps them
 * between 0 and 1; at a survival of 1 or 0 there is none and both bounds equal the survival.
 *
 * @param data one entry per subject; see `SurvivalData`.
 * @returns one point per distinct time, in order, with the median; `notMeasured` (`noSubjects`) without subjects. The
 *   median is `notMeasured` (`notReached`) when the curve stays above one half.
 * @throws AmyloscopeError `invalidInput` on times that are not finite and above 0, or lists of different length.
 * @example kaplanMeier({ times: [1, 2, 3], events: [true, false, true] }).points[0].survival // 0.6667
 * Source: Kaplan and Meier, J Am Stat Assoc 1958;53:457, doi 10.1080/01621459.1958.10501452; R package survival
 *   `survfit(conf.type = "log-log")`.
 */
export function kaplanMeier(data: SurvivalData): KaplanMeier | NotMeasured {
  requireSurvival(data);
  const { times, events } = data;
  if (times.length === 0) return notMeasured('noSubjects', 'There is no subject to follow.');
  const order = times.map((_, i) => i).sort((a, b) => times[a] - times[b]);
  const points: KaplanMeierPoint[] = [];
  let survival = 1;
  let greenwood = 0;
  for (let start = 0; start < order.length; ) {
    const time = times[order[start]];
    let end = start;
    let died = 0;
    for (; end < order.length && times[order[end]] === time; end++) died += Number(events[order[end]]);
    const atRisk = order.length - start;
    survival *= 1 - died / atRisk;
    greenwood += died === atRisk ? 0 : died / (atRisk * (atRisk - died));
    points.push({ time, atRisk, events: died, censored: end - start - died, survival, standardError: survival * Math.sqrt(greenwood), interval95: logLogInterval(survival, greenwood) });
    start = end;
  }
  return { status: 'measured', points, median: medianOf(points) };
}

/**
 * Numbers at risk for the table below a survival figure: subjects seen at least up to each time.
 * @param data one entry per subject.
 * @param at the times asked about, in the unit of the data.
 * @throws AmyloscopeError `invalidInput` as `kaplanMeier`.
 */
export function numbersAtRisk(data: SurvivalData, at: readonly number[]): number[] {
  requireSurvival(data);
  return at.map((time) => data.times.filter((one) => one >= time).length);
}

function logLogInterval(survival: number, greenwood: number): readonly [number, number] {
  if (survival <= 0 || survival >= 1) return [survival, survival];
  const half = (z95 * Math.sqrt(greenwood)) / Math.abs(Math.log(survival));
  return [survival ** Math.exp(half), survival ** Math.exp(-half)];
}

function medianOf(points: readonly KaplanMeierPoint[]): KaplanMeier['median'] {
  const value = firstBelowHalf(points, (point) => point.survival);
  if (value === Infinity) return notMeasured('notReached', 'More than half lived on without the event: the median is not reached.');
  const bounded = points.filter((point) => point.survival < 1);
  return { status: 'measured', value, interval95: [firstBelowHalf(bounded, (point) => point.interval95[0]), firstBelowHalf(bounded, (point) => point.survival > 0 ? point.interval95[1] : 1)] };
}

/** Time at which a falling curve reaches one half; the middle of the stretch on which it equals one half. */
function firstBelowHalf(points: readonly KaplanMeierPoint[], curve: (point: KaplanMeierPoint) => number): number {
  const first = points.findIndex((point) => curve(point) <= 0.5 + rounding);
  if (first < 0) return Infinity;
  if (curve(points[first]) < 0.5 - rounding) return points[first].time;
  const below = points.findIndex((point) => curve(point) < 0.5 - rounding);
  return below < 0 ? points[first].time : (points[first].time + points[below].time) / 2;
}
