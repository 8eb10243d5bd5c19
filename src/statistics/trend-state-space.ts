import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import type { WorseDirection } from './change-probability.ts';
import { chiSquaredUpperTail } from './distribution-chi-squared.ts';
import { normalCumulative, z95 } from './distribution-normal.ts';
import { requireFinite } from './require-values.ts';
import { sum } from './sum.ts';
import { type NormalEstimate, type TrendPoint, trendSolution, type TrendSolution } from './trend-solution.ts';

/** With fewer dates the data do not bound the wander from above, and the uncertainty of the slope has no end. */
const datesForWander = 7;
/** Intervals of Simpson's rule over the wander, an even number. */
const wanderSteps = 80;

export interface TrendOptions {
  readonly worse: WorseDirection;
  /** Worsening per year to ask about, in the unit of the values, not below 0. */
  readonly thresholdPerYear: number;
  /**
   * How far the true level itself wanders about its straight course, as SD after one year; 0 keeps it straight,
   * `estimate` weighs every wander by how well it explains the data, which wants some ten dates to be of use.
   */
  readonly wanderPerRootYear: number | 'estimate';
}

/** The true level at one date, given all measurements. */
export interface TrendLevel {
  readonly timeYears: number;
  readonly value: number;
  readonly standardError: number;
  readonly interval95: readonly [lower: number, upper: number];
}

export interface Trend {
  readonly status: 'measured';
  /** Unit of the values per year. */
  readonly slope: { readonly value: number; readonly standardError: number; readonly interval95: readonly [lower: number, upper: number] };
  /** Probability that the true course is in the worse direction. */
  readonly worse: number;
  /** Probability that it worsens by more than the threshold per year. */
  readonly worseBeyond: number;
  /** As given, or its mean over what the data allow. */
  readonly wanderPerRootYear: number;
  /** In order of time, one per measurement. */
  readonly levels: readonly TrendLevel[];
  /** Probability of residuals at least this large if noise and wander are right; a small one says that they are not. */
  readonly misfitP: number;
}

/** One wander that the data allow, with its weight; the weights sum to 1. */
interface Candidate {
  readonly weight: number;
  readonly wander: number;
  readonly solution: TrendSolution;
}

/**
 * Course of a quantity over many dates: slope, its interval, and the probability of true worsening.
 *
 * State-space model: the true level moves by slope times elapsed time plus a random walk (`wanderPerRootYear`), and each
 * measurement adds its own known normal noise. Level and slope start diffuse. Dates may be irregular and repeated. An
 * unknown wander is not fixed at one estimate, which would make intervals too narrow, but averaged over, every value from
 * 0 up counting as equally likely before looking.
 *
 * @param points at least 3, in any order; missing dates are simply absent.
 * @returns `notMeasured` with `tooFew`, `tooFewDates` when the wander is to be estimated from fewer than 7 dates, or
 *   `oneDate` when all points share one date.
 * @throws AmyloscopeError `invalidInput` on values that are not finite, or an uncertainty not above 0, naming the point.
 * Source: Durbin and Koopman, Time Series Analysis by State Space Methods, 2nd ed. 2012, sections 3.2 and 5.2; Gelman,
 *   Bayesian Anal 2006;1:515, doi 10.1214/06-BA117A (uniform prior of an SD); statsmodels `KalmanSmoother`.
 */
export function trendStateSpace(points: readonly TrendPoint[], options: TrendOptions): Trend | NotMeasured {
  requirePoints(points, options);
  if (points.length < 3) return notMeasured('tooFew', `A trend needs 3 measurements; there are ${points.length}.`);
  const dates = new Set(points.map((point) => point.timeYears)).size;
  if (options.wanderPerRootYear === 'estimate' && dates < datesForWander) {
    return notMeasured('tooFewDates', `Estimating the wander needs ${datesForWander} dates; there are ${dates}. State it, or 0 for a straight course.`);
  }
  const sorted = points.toSorted((a, b) => a.timeYears - b.timeYears);
  if (sorted[0].timeYears === sorted[sorted.length - 1].timeYears) return notMeasured('oneDate', 'All measurements are of one date: no course can be seen.');
  const candidates = options.wanderPerRootYear === 'estimate' ? likelyWanders(sorted) : [{ weight: 1, wander: options.wanderPerRootYear, solution: trendSolution(sorted, options.wanderPerRootYear) }];
  const average = (of: (candidate: Candidate) => number): number => sum(candidates.map((candidate) => candidate.weight * of(candidate)));
  const beyond = (limit: number): number => {
    const sign = options.worse === 'higher' ? 1 : -1;
    return average(({ solution: { slope } }) => normalCumulative((sign * slope.value - limit) / slope.standardError));
  };
  return {
    status: 'measured',
    slope: mixture(candidates, ({ slope }) => slope),
    worse: beyond(0),
    worseBeyond: beyond(options.thresholdPerYear),
    wanderPerRootYear: average(({ wander }) => wander),
    levels: sorted.map(({ timeYears }) => ({ timeYears, ...mixture(candidates, (solution) => solution.level(timeYears)) })),
    misfitP: average(({ solution }) => chiSquaredUpperTail(solution.misfit, points.length - 2)),
  };
}

/** Mean, SD and central 95 % of an estimate over all wanders that the data allow. */
function mixture(candidates: readonly Candidate[], estimate: (solution: TrendSolution) => NormalEstimate): Trend['slope'] {
  const parts = candidates.map(({ weight, solution }) => ({ weight, ...estimate(solution) }));
  const value = sum(parts.map((part) => part.weight * part.value));
  const standardError = Math.sqrt(sum(parts.map((part) => part.weight * (part.standardError ** 2 + (part.value - value) ** 2))));
  if (parts.length === 1) return { value, standardError, interval95: [value - z95 * standardError, value + z95 * standardError] };
  const bound = (probability: number): number => {
    let low = Math.min(...parts.map((part) => part.value - 9 * part.standardError));
    let high = Math.max(...parts.map((part) => part.value + 9 * part.standardError));
    while (high - low > 1e-10 * standardError) {
      const middle = (low + high) / 2;
      if (middle === low || middle === high) break;
      if (sum(parts.map((part) => part.weight * normalCumulative((middle - part.value) / part.standardError))) < probability) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  return { value, standardError, interval95: [bound(0.025), bound(0.975)] };
}

/**
 * Wanders weighed by their likelihood. With u from 0 to 1 the wander runs from 0 to infinity as scale u / (1 - u), where
 * the scale is a wander that moves the level by the noise over the whole duration.
 */
function likelyWanders(points: readonly TrendPoint[]): Candidate[] {
  const duration = points[points.length - 1].timeYears - points[0].timeYears;
  const noise = Math.sqrt(sum(points.map((point) => point.standardUncertainty ** 2)) / points.length);
  const scale = noise / Math.sqrt(duration);
  // The last node, an infinite wander, has likelihood 0 and is left out.
  const nodes = Array.from({ length: wanderSteps }, (_, i) => {
    const u = i / wanderSteps;
    const wander = (scale * u) / (1 - u);
    const simpson = i === 0 ? 1 : i % 2 === 1 ? 4 : 2;
    return { wander, simpson: simpson / (1 - u) ** 2, solution: trendSolution(points, wander) };
  });
  const least = Math.min(...nodes.map(({ solution }) => solution.deviance));
  const weights = nodes.map(({ simpson, solution }) => simpson * Math.exp((least - solution.deviance) / 2));
  const total = sum(weights);
  return nodes.map(({ wander, solution }, i) => ({ weight: weights[i] / total, wander, solution }));
}

function requirePoints(points: readonly TrendPoint[], { thresholdPerYear, wanderPerRootYear }: TrendOptions): void {
  requireFinite('timeYears', points.map((point) => point.timeYears));
  requireFinite('value', points.map((point) => point.value));
  requireFinite('standardUncertainty', points.map((point) => point.standardUncertainty));
  const bad = points.findIndex((point) => point.standardUncertainty <= 0);
  if (bad >= 0) throw new AmyloscopeError('invalidInput', `point ${bad + 1}: standard uncertainty ${points[bad].standardUncertainty} must be above 0.`);
  if (!(thresholdPerYear >= 0)) throw new AmyloscopeError('invalidInput', `thresholdPerYear ${thresholdPerYear}: a number not below 0 is needed.`);
  if (wanderPerRootYear !== 'estimate' && !(wanderPerRootYear >= 0)) throw new AmyloscopeError('invalidInput', `wanderPerRootYear ${wanderPerRootYear}: a number not below 0, or 'estimate', is needed.`);
}
