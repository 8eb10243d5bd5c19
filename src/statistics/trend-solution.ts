import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { sum } from './sum.ts';

/** One measurement of a follow-up. */
export interface TrendPoint {
  /** Since any fixed day, in years. */
  readonly timeYears: number;
  readonly value: number;
  /** Measurement noise of this value, in its unit, above 0. */
  readonly standardUncertainty: number;
}

/** An estimate with its standard error, normal given the wander. */
export interface NormalEstimate {
  readonly value: number;
  readonly standardError: number;
}

/** The course of a follow-up when the wander of its true level is known. */
export interface TrendSolution {
  /** Unit of the values per year. */
  readonly slope: NormalEstimate;
  /** The true level at a date, in years as the points. */
  readonly level: (timeYears: number) => NormalEstimate;
  /** Sum of squared residuals in units of their covariance; chi-squared with n - 2 df when noise and wander are right. */
  readonly misfit: number;
  /** Minus twice the diffuse log-likelihood, without its constant. */
  readonly deviance: number;
}

/** Covariance of a random walk from the first date at two later ones. */
function walk(wander: number, first: number, a: number, b: number): number {
  return wander ** 2 * (Math.min(a, b) - first);
}

/**
 * Solves the trend for one wander as generalised least squares, which equals the Kalman smoother with diffuse start.
 * @param points in order of time, at least 3, not all of one date.
 * @param wander SD of the random walk of the true level after one year, not below 0.
 * Source: Durbin and Koopman, Time Series Analysis by State Space Methods, 2nd ed. 2012, sections 4.2 and 5.2.
 */
export function trendSolution(points: readonly TrendPoint[], wander: number): TrendSolution {
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

  function level(timeYears: number): NormalEstimate {
    const link = Matrix.columnVector(points.map((point) => walk(wander, first, point.timeYears, timeYears)));
    const weights = cholesky.solve(link);
    const open = Matrix.sub(Matrix.columnVector([1, timeYears - first]), design.transpose().mmul(weights));
    const variance = walk(wander, first, timeYears, timeYears) - link.dot(weights) + open.dot(covariance.mmul(open));
    return { value: course.get(0, 0) + course.get(1, 0) * (timeYears - first) + link.dot(weightedResidual), standardError: Math.sqrt(variance) };
  }
  return {
    slope: { value: course.get(1, 0), standardError: Math.sqrt(covariance.get(1, 1)) },
    level,
    misfit,
    deviance: logDeterminant(cholesky) + logDeterminant(informationCholesky) + misfit,
  };
}
