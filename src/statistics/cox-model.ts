import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { type CoxData, coxData, type CoxInput } from './cox-data.ts';
import { coxMoments, type CoxTies } from './cox-likelihood.ts';
import { coxMomentsExact } from './cox-likelihood-exact.ts';
import { chiSquaredUpperTail } from './distribution-chi-squared.ts';
import type { Coefficient } from './linear-regression.ts';
import { wald } from './logistic-regression.ts';
import { standardDeviation } from './variance.ts';

/** Relative change of the log-likelihood at which Newton's method stops. */
const tolerance = 1e-13;
const mostSteps = 40;
/** A log hazard ratio per SD beyond this is a hazard ratio of a million: the likelihood has no maximum. */
const largestPerSd = 14;
/** A covariate whose variance left by the others falls below this share is a sum of them. */
const collinearShare = 1e-9;

export interface CoxCoefficient extends Coefficient {
  readonly name: string;
  /** exp of the coefficient: by how much the hazard is multiplied per unit of the covariate. */
  readonly hazardRatio: number;
  readonly hazardRatioInterval95: readonly [lower: number, upper: number];
}

export interface CoxTest {
  readonly chiSquared: number;
  readonly df: number;
  readonly p: number;
}

export interface CoxModel {
  readonly status: 'measured';
  readonly coefficients: readonly CoxCoefficient[];
  readonly covariance: readonly (readonly number[])[];
  readonly logLikelihood: number;
  /** With all coefficients 0. */
  readonly nullLogLikelihood: number;
  readonly likelihoodRatioTest: CoxTest;
  readonly waldTest: CoxTest;
  readonly scoreTest: CoxTest;
  /** Log hazard of each row relative to one with mean covariates. */
  readonly linearPredictors: readonly number[];
  readonly rows: number;
  readonly events: number;
}

interface State {
  readonly logLikelihood: number;
  readonly gradient: Matrix;
  readonly information: Matrix;
}

/**
 * Cox regression: by how much covariates multiply the hazard of an event.
 *
 * Assumes hazards in a constant ratio over time (see `cox-proportional-hazards`), independent subjects and censoring that
 * says nothing about the event. A covariate that changes over time (a marker measured again) is given as several rows
 * per subject with their stretches of time. Intervals and p are Wald's.
 *
 * @param input one row per subject, or per stretch of time; see `CoxInput`.
 * @param ties how events at the same time are treated; exact costs time with many ties.
 * @returns `notMeasured` with `noEvents`, `noCovariates`, `collinear` (a covariate is constant or a sum of others) or
 *   `separated` (a covariate tells without error who has the event first: no finite estimate).
 * @throws AmyloscopeError `invalidInput` on values that are not finite, a stretch that does not end after it begins, or
 *   lists of different length.
 * Source: Cox, J R Stat Soc B 1972;34:187, doi 10.1111/j.2517-6161.1972.tb00899.x; Efron, J Am Stat Assoc 1977;72:557, doi
 *   10.1080/01621459.1977.10480613; R package survival `coxph`.
 */
export function coxModel(input: CoxInput, ties: CoxTies = 'efron'): CoxModel | NotMeasured {
  const data = coxData(input);
  if (data.size === 0) return notMeasured('noCovariates', 'There is no covariate to estimate.');
  if (!data.events.includes(true)) return notMeasured('noEvents', 'No event happened.');
  const start = state(data, ties, zeros(data.size));
  if (isCollinear(start.information)) return notMeasured('collinear', 'A covariate is constant where events happen, or a sum of others: its coefficient is undefined.');
  const sds = input.covariates.map(({ values }) => standardDeviation(values));
  const fit = maximise(data, ties, start, sds);
  if (!fit) return notMeasured('separated', 'A covariate tells without error who has the event first: no finite estimate exists.');
  return describe(input, data, start, fit.state, fit.beta);
}

function maximise(data: CoxData, ties: CoxTies, start: State, sds: readonly number[]): { beta: number[]; state: State } | null {
  let beta = zeros(data.size);
  let current = start;
  for (let step = 0; step < mostSteps; step++) {
    const change = new CholeskyDecomposition(current.information).solve(current.gradient).to1DArray();
    let factor = 1;
    let next = state(data, ties, moved(beta, change, factor));
    // A step too long lowers the likelihood; half of it, again and again, does not.
    while (!(next.logLikelihood >= current.logLikelihood - tolerance * Math.abs(current.logLikelihood)) && factor > 1e-6) {
      factor /= 2;
      next = state(data, ties, moved(beta, change, factor));
    }
    beta = moved(beta, change, factor);
    if (beta.some((value, j) => Math.abs(value) * sds[j] > largestPerSd)) return null;
    const gain = Math.abs(next.logLikelihood - current.logLikelihood);
    current = next;
    if (gain <= tolerance * Math.abs(next.logLikelihood)) return { beta, state: current };
  }
  return null;
}

function describe(input: CoxInput, data: CoxData, start: State, end: State, beta: readonly number[]): CoxModel {
  const covariance = new CholeskyDecomposition(end.information).solve(Matrix.eye(data.size));
  const estimate = Matrix.columnVector([...beta]);
  const test = (chiSquared: number): CoxTest => ({ chiSquared, df: data.size, p: chiSquaredUpperTail(Math.max(0, chiSquared), data.size) });
  const coefficients = input.covariates.map(({ name }, j): CoxCoefficient => {
    const coefficient = wald(beta[j], Math.sqrt(covariance.get(j, j)));
    const [lower, upper] = coefficient.interval95;
    return { name, ...coefficient, hazardRatio: Math.exp(beta[j]), hazardRatioInterval95: [Math.exp(lower), Math.exp(upper)] };
  });
  return {
    status: 'measured',
    coefficients,
    covariance: covariance.to2DArray(),
    logLikelihood: end.logLikelihood,
    nullLogLikelihood: start.logLikelihood,
    likelihoodRatioTest: test(2 * (end.logLikelihood - start.logLikelihood)),
    waldTest: test(estimate.dot(end.information.mmul(estimate))),
    scoreTest: test(start.gradient.dot(new CholeskyDecomposition(start.information).solve(start.gradient))),
    linearPredictors: data.values.map((row) => row.reduce((total, value, j) => total + value * beta[j], 0)),
    rows: data.rows,
    events: data.events.filter(Boolean).length,
  };
}

function state(data: CoxData, ties: CoxTies, beta: readonly number[]): State {
  const gradient = Matrix.zeros(data.size, 1);
  const information = Matrix.zeros(data.size, data.size);
  let logLikelihood = 0;
  for (const moment of ties === 'exact' ? coxMomentsExact(data, beta) : coxMoments(data, beta, ties)) {
    logLikelihood += moment.logLikelihood;
    for (let i = 0; i < data.size; i++) {
      gradient.set(i, 0, gradient.get(i, 0) + moment.gradient[i]);
      for (let j = 0; j < data.size; j++) {
        // Taken from the lower triangle only, so that the matrix is symmetric to the last digit.
        information.set(i, j, information.get(i, j) + moment.information[Math.max(i, j) * data.size + Math.min(i, j)]);
      }
    }
  }
  return { logLikelihood, gradient, information };
}

/** Whether a covariate keeps hardly any variance once the others are known: a pivot of the decomposition near 0. */
function isCollinear(information: Matrix): boolean {
  const scale = information.diagonal().map(Math.sqrt);
  if (scale.some((value) => !(value > 0))) return true;
  const correlation = new Matrix(information.to2DArray().map((row, i) => row.map((value, j) => value / (scale[i] * scale[j]))));
  const cholesky = new CholeskyDecomposition(correlation);
  return !cholesky.isPositiveDefinite() || cholesky.lowerTriangularMatrix.diagonal().some((value) => value ** 2 < collinearShare);
}

function moved(beta: readonly number[], change: readonly number[], factor: number): number[] {
  return beta.map((value, j) => value + factor * change[j]);
}

function zeros(size: number): number[] {
  return Array.from({ length: size }, () => 0);
}
