import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import type { WorseDirection } from './change-probability.ts';
import { chiSquaredUpperTail } from './distribution-chi-squared.ts';
import { normalCumulative, z95 } from './distribution-normal.ts';
import { studentTCumulative, studentTQuantile } from './distribution-student-t.ts';
import { minimiseNelderMead } from './minimise-nelder-mead.ts';
import { requireFinite } from './require-values.ts';
import { sum } from './sum.ts';

/** One measurement of a follow-up. */
export interface TrendPoint {
  /** Since any fixed day, in years. */
  readonly timeYears: number;
  readonly value: number;
  /** Measurement noise of this value, in its unit, above 0. */
  readonly standardUncertainty: number;
}

export interface TrendOptions {
  readonly worse: WorseDirection;
  /** Worsening per year to ask about, in the unit of the values, not below 0. */
  readonly thresholdPerYear: number;
  /**
   * How far the true level itself wanders about its straight course, as SD after one year; 0 keeps it straight,
   * `estimate` finds it from the data, which wants some ten dates.
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
  readonly wanderPerRootYear: number;
  /** In order of time, one per measurement. */
  readonly levels: readonly TrendLevel[];
  /** Probability of residuals at least this large if noise and wander are right; a small one says that they are not. */
  readonly misfitP: number;
}

interface Solution {
  readonly course: readonly [level: number, slope: number];
  readonly covariance: Matrix;
  readonly weightedResidual: Matrix;
  readonly cholesky: CholeskyDecomposition;
  readonly design: Matrix;
  readonly misfit: number;
  /** Minus twice the diffuse log-likelihood, without its constant. */
  readonly deviance: number;
}

/**
 * Course of a quantity over many dates: slope, its interval, and the probability of true worsening.
 *
 * State-space model: the true level moves by slope times elapsed time plus a random walk (`wanderPerRootYear`), and each
 * measurement adds its own known normal noise. Level and slope start diffuse. Dates may be irregular and repeated. Solved
 * exactly as generalised least squares, which equals the Kalman smoother with exact diffuse start. With an estimated
 * wander the interval and probabilities come from Student's t with n - 2 degrees of freedom.
 *
 * @param points at least 3 (4 to estimate the wander), in any order; missing dates are simply absent.
 * @returns `notMeasured` with `tooFew`, or `oneDate` when all points share one date.
 * @throws AmyloscopeError `invalidInput` on values that are not finite, or an uncertainty not above 0, naming the point.
 * Source: Durbin and Koopman, Time Series Analysis by State Space Methods, 2nd ed. 2012, sections 3.2 and 5.2; statsmodels
 *   `KalmanSmoother` with exact diffuse initialisation.
 */
export function trendStateSpace(points: readonly TrendPoint[], options: TrendOptions): Trend | NotMeasured {
  requirePoints(points, options);
  const estimated = options.wanderPerRootYear === 'estimate';
  const needed = estimated ? 4 : 3;
  if (points.length < needed) return notMeasured('tooFew', `A trend needs ${needed} measurements; there are ${points.length}.`);
  const sorted = points.toSorted((a, b) => a.timeYears - b.timeYears);
  if (sorted[0].timeYears === sorted[sorted.length - 1].timeYears) return notMeasured('oneDate', 'All measurements are of one date: no course can be seen.');
  const wander = options.wanderPerRootYear === 'estimate' ? estimateWander(sorted) : options.wanderPerRootYear;
  const solution = solve(sorted, wander);
  const df = points.length - 2;
  const cumulative = (z: number): number => (estimated ? studentTCumulative(z, df) : normalCumulative(z));
  const width = estimated ? studentTQuantile(0.975, df) : z95;
  const slope = solution.course[1];
  const standardError = Math.sqrt(solution.covariance.get(1, 1));
  const worsening = options.worse === 'higher' ? slope : -slope;
  return {
    status: 'measured',
    slope: { value: slope, standardError, interval95: [slope - width * standardError, slope + width * standardError] },
    worse: cumulative(worsening / standardError),
    worseBeyond: cumulative((worsening - options.thresholdPerYear) / standardError),
    wanderPerRootYear: wander,
    levels: sorted.map((point) => level(sorted, wander, solution, point.timeYears, width)),
    misfitP: chiSquaredUpperTail(solution.misfit, df),
  };
}

/** Covariance of a random walk from the first date at two later ones. */
function walk(wander: number, first: number, a: number, b: number): number {
  return wander ** 2 * (Math.min(a, b) - first);
}

function solve(points: readonly TrendPoint[], wander: number): Solution {
  const first = points[0].timeYears;
  const scatter = new Matrix(points.map((a, i) => points.map((b, j) => walk(wander, first, a.timeYears, b.timeYears) + (i === j ? a.standardUncertainty ** 2 : 0))));
  const design = new Matrix(points.map((point) => [1, point.timeYears - first]));
  const values = Matrix.columnVector(points.map((point) => point.value));
  const cholesky = new CholeskyDecomposition(scatter);
  const product = design.transpose().mmul(cholesky.solve(design));
  // Rounding leaves the product a little asymmetric, which the decomposition refuses.
  const information = Matrix.add(product, product.transpose()).mul(0.5);
  const informationCholesky = new CholeskyDecomposition(information);
  const covariance = informationCholesky.solve(Matrix.eye(2));
  const course = covariance.mmul(design.transpose().mmul(cholesky.solve(values)));
  const residual = Matrix.sub(values, design.mmul(course));
  const weightedResidual = cholesky.solve(residual);
  const misfit = residual.dot(weightedResidual);
  const logDeterminant = (decomposition: CholeskyDecomposition): number => 2 * sum(decomposition.lowerTriangularMatrix.diagonal().map(Math.log));
  return {
    course: [course.get(0, 0), course.get(1, 0)],
    covariance,
    weightedResidual,
    cholesky,
    design,
    misfit,
    deviance: logDeterminant(cholesky) + logDeterminant(informationCholesky) + misfit,
  };
}

function level(points: readonly TrendPoint[], wander: number, solution: Solution, timeYears: number, width: number): TrendLevel {
  const first = points[0].timeYears;
  const link = Matrix.columnVector(points.map((point) => walk(wander, first, point.timeYears, timeYears)));
  const weights = solution.cholesky.solve(link);
  const course = solution.course[0] + solution.course[1] * (timeYears - first);
  const open = Matrix.sub(Matrix.columnVector([1, timeYears - first]), solution.design.transpose().mmul(weights));
  const value = course + link.dot(solution.weightedResidual);
  const standardError = Math.sqrt(walk(wander, first, timeYears, timeYears) - link.dot(weights) + open.dot(solution.covariance.mmul(open)));
  return { timeYears, value, standardError, interval95: [value - width * standardError, value + width * standardError] };
}

/** Wander with the largest diffuse likelihood; 0 when none is needed. Searched on the scale of noise over duration. */
function estimateWander(points: readonly TrendPoint[]): number {
  const duration = points[points.length - 1].timeYears - points[0].timeYears;
  const noise = Math.sqrt(sum(points.map((point) => point.standardUncertainty ** 2)) / points.length);
  const scale = noise / Math.sqrt(duration);
  const candidates = [0, 0.3, 1, 3, 10, 30].map((start) => minimiseNelderMead(([x]) => solve(points, scale * Math.abs(x)).deviance, [start], 0.1));
  const best = candidates.reduce((a, b) => (b.value < a.value ? b : a));
  // Below a thousandth of the noise over the whole duration the walk cannot be told from none.
  return Math.abs(best.point[0]) < 1e-3 ? 0 : scale * Math.abs(best.point[0]);
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
