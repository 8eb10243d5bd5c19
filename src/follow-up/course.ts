import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { trendStateSpace, type Trend } from '../statistics/trend-state-space.ts';
import { followedQuantities } from './followed-quantity.ts';
import { daysBetween, type FollowUpPoint } from './history.ts';
import { pointNoise } from './noise.ts';
import type { NoiseRow } from './noise-library.ts';

const daysPerYear = 365.25;
/** From so many dates on the data bound how far the true level wanders. */
const datesForWander = 7;

/** The course of one quantity over three or more dates. */
export interface Course {
  readonly status: 'measured';
  /** Unit per year; fraction per year for a logarithmic quantity. */
  readonly slopePerYear: number;
  readonly slopeInterval95: readonly [lower: number, upper: number];
  /** Probability that the true course is towards worse. */
  readonly worse: number;
  /** Probability of residuals this large if the noise is right; a small one says that it is not, or the course is bent. */
  readonly misfitP: number;
  readonly straight: boolean;
  readonly levels: readonly { readonly date: string; readonly value: number; readonly interval95: readonly [lower: number, upper: number] }[];
}

/**
 * Slope of a quantity over many dates with known measurement noise, and the probability of true worsening.
 *
 * With fewer than 7 dates the true course is taken as straight; with more, how far it wanders is learnt from the data.
 *
 * @param points of one quantity, comparable among themselves, in order of date.
 * @returns `notMeasured` with `tooFew` below 3 measurements, `oneDate`, or `noNoise`.
 */
export function courseOf(points: readonly FollowUpPoint[], row: NoiseRow | null): Course | NotMeasured {
  if (points.length < 3) return notMeasured('tooFew', `A course needs 3 comparable measurements; there are ${points.length}.`);
  const noises = points.map((point) => pointNoise(point, row, points[0].value));
  if (noises.some((noise) => noise === null)) return notMeasured('noNoise', 'No repeatability is known.');
  const { scale, worse } = followedQuantities[points[0].quantity];
  const logarithmic = scale === 'logarithmic';
  const dates = new Set(points.map(({ date }) => date)).size;
  const trend = trendStateSpace(
    points.map(({ date, value }, i) => ({ timeYears: daysBetween(points[0].date, date) / daysPerYear, value: logarithmic ? Math.log(value) : value, standardUncertainty: noises[i]!.sd })),
    { worse, thresholdPerYear: 0, wanderPerRootYear: dates < datesForWander ? 0 : 'estimate' },
  );
  return trend.status === 'notMeasured' ? trend : courseFrom(trend, points, logarithmic, dates < datesForWander);
}

function courseFrom({ slope, worse, misfitP, levels }: Trend, points: readonly FollowUpPoint[], logarithmic: boolean, straight: boolean): Course {
  const rate = logarithmic ? Math.expm1 : (value: number) => value;
  const level = logarithmic ? Math.exp : (value: number) => value;
  return {
    status: 'measured',
    slopePerYear: rate(slope.value),
    slopeInterval95: [rate(slope.interval95[0]), rate(slope.interval95[1])],
    worse, misfitP, straight,
    levels: levels.map(({ value, interval95 }, i) => ({ date: points[i].date, value: level(value), interval95: [level(interval95[0]), level(interval95[1])] })),
  };
}
