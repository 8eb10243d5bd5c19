import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { normalTwoSided, z95 } from './distribution-normal.ts';
import type { Coefficient } from './linear-regression.ts';

/** Largest change of the log-likelihood, relative to itself, at which Newton's method stops. */
const tolerance = 1e-14;
const mostSteps = 50;
/** A linear predictor beyond this has a probability of 0 or 1 to double precision: the likelihood has no maximum. */
const separatedPredictor = 30;

export interface LogisticRegression {
  readonly status: 'measured';
  /** In the order of the columns; log odds ratio per unit of the column. */
  readonly coefficients: readonly Coefficient[];
  readonly logLikelihood: number;
}

/**
 * Logistic regression by maximum likelihood: log odds of an event as a sum of columns.
 *
 * Intervals and p are Wald's. Assumes independent cases.
 *
 * @param columns the predictors, one list per column, each with one finite value per case; give a column of ones for an
 *   intercept.
 * @param outcomes whether the event happened, one per case.
 * @param offset fixed part of the log odds, one per case; none means 0.
 * @returns one coefficient per column; `notMeasured` with `oneClass` when all outcomes are equal, `separated` when the
 *   columns tell the classes apart without error (no finite estimate exists), or `collinear`.
 * Source: McCullagh and Nelder, Generalized Linear Models, 2nd ed. 1989, chapter 4; R `glm(family = binomial)`.
 */
export function logisticRegression(columns: readonly (readonly number[])[], outcomes: readonly boolean[], offset?: readonly number[]): LogisticRegression | NotMeasured {
  const events = outcomes.filter(Boolean).length;
  if (events === 0 || events === outcomes.length) return notMeasured('oneClass', `${events} of ${outcomes.length} cases had the event: both outcomes are needed.`);
  const beta = columns.map(() => 0);
  let logLikelihood = -Infinity;
  for (let step = 0; step < mostSteps; step++) {
    const state = newtonState(columns, outcomes, offset, beta);
    if (state.largestPredictor > separatedPredictor) return notMeasured('separated', 'The predictors tell the two outcomes apart without error: no finite estimate exists.');
    const cholesky = new CholeskyDecomposition(state.information);
    if (!cholesky.isPositiveDefinite()) return notMeasured('collinear', 'A predictor is constant or a sum of others: its coefficient is undefined.');
    const change = cholesky.solve(Matrix.columnVector(state.gradient)).to1DArray();
    if (Math.abs(state.logLikelihood - logLikelihood) <= tolerance * Math.abs(state.logLikelihood)) {
      const covariance = cholesky.solve(Matrix.eye(beta.length)).diagonal();
      return { status: 'measured', coefficients: beta.map((value, i) => wald(value, Math.sqrt(covariance[i]))), logLikelihood: state.logLikelihood };
    }
    logLikelihood = state.logLikelihood;
    change.forEach((value, i) => (beta[i] += value));
  }
  return notMeasured('separated', 'The likelihood keeps rising: no finite estimate exists.');
}

/** A coefficient with its large-sample interval and two-sided p. */
export function wald(value: number, standardError: number): Coefficient {
  return { value, standardError, interval95: [value - z95 * standardError, value + z95 * standardError], p: normalTwoSided(value / standardError) };
}

function newtonState(columns: readonly (readonly number[])[], outcomes: readonly boolean[], offset: readonly number[] | undefined, beta: readonly number[]): { information: Matrix; gradient: number[]; logLikelihood: number; largestPredictor: number } {
  const size = columns.length;
  const information = Matrix.zeros(size, size);
  const gradient = columns.map(() => 0);
  let logLikelihood = 0;
  let largestPredictor = 0;
  for (let row = 0; row < outcomes.length; row++) {
    let predictor = offset?.[row] ?? 0;
    for (let j = 0; j < size; j++) predictor += columns[j][row] * beta[j];
    const fixed = offset?.[row] ?? 0;
    largestPredictor = Math.max(largestPredictor, Math.abs(predictor - fixed));
    const probability = 1 / (1 + Math.exp(-predictor));
    const event = Number(outcomes[row]);
    logLikelihood -= Math.log1p(Math.exp(event ? -predictor : predictor));
    for (let j = 0; j < size; j++) {
      gradient[j] += columns[j][row] * (event - probability);
      for (let k = 0; k <= j; k++) {
        const value = information.get(j, k) + columns[j][row] * columns[k][row] * probability * (1 - probability);
        information.set(j, k, value).set(k, j, value);
      }
    }
  }
  return { information, gradient, logLikelihood, largestPredictor };
}
