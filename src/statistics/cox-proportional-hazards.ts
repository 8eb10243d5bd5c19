import { inverse, Matrix } from 'ml-matrix';
import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { coxData, type CoxInput } from './cox-data.ts';
import { type CoxMoment, coxMoments } from './cox-likelihood.ts';
import type { CoxModel, CoxTest } from './cox-model.ts';
import { chiSquaredUpperTail } from './distribution-chi-squared.ts';

export interface ProportionalHazards {
  readonly status: 'measured';
  /** A small p says that the covariate's hazard ratio changes over time. */
  readonly covariates: readonly ({ readonly name: string } & CoxTest)[];
  readonly global: CoxTest;
}

/**
 * Check of proportional hazards: a score test of each coefficient, and of all together, against a trend over time.
 *
 * Time enters as one less the Kaplan-Meier curve just before it, which keeps late times with few subjects from deciding.
 *
 * @param input the data that the model was fitted to.
 * @param model the fitted model, ties after Efron or Breslow.
 * @param ties as in the fit.
 * @returns `notMeasured` (`oneEventTime`) when all events fall on one time.
 * Source: Grambsch and Therneau, Biometrika 1994;81:515, doi 10.1093/biomet/81.3.515; R package survival 3 `cox.zph`.
 */
export function coxProportionalHazards(input: CoxInput, model: CoxModel, ties: 'efron' | 'breslow' = 'efron'): ProportionalHazards | NotMeasured {
  const data = coxData(input);
  const moments = [...coxMoments(data, model.coefficients.map(({ value }) => value), ties)].toReversed();
  if (moments.length < 2) return notMeasured('oneEventTime', 'All events fall on one time: no change over time can be seen.');
  const trend = centred(timeScale(moments, data.starts, data.stops), moments);
  const { size } = data;
  const score = Array.from({ length: size }, () => 0);
  const blocks = [0, 1, 2].map(() => Matrix.zeros(size, size));
  moments.forEach((moment, t) => {
    for (let i = 0; i < size; i++) {
      score[i] += trend[t] * moment.gradient[i];
      for (let j = 0; j < size; j++) blocks.forEach((block, power) => block.set(i, j, block.get(i, j) + trend[t] ** power * moment.information[i * size + j]));
    }
  });
  const test = (tested: readonly number[]): CoxTest => {
    const chiSquared = scoreTest(blocks, score, tested);
    return { chiSquared, df: tested.length, p: chiSquaredUpperTail(chiSquared, tested.length) };
  };
  const all = score.map((_, j) => j);
  return { status: 'measured', covariates: all.map((j) => ({ name: model.coefficients[j].name, ...test([j]) })), global: test(all) };
}

/** Score test of adding, for each tested covariate, its product with time to the fitted model. */
function scoreTest([plain, mixed, squared]: readonly Matrix[], score: readonly number[], tested: readonly number[]): number {
  const rows = score.map((_, j) => j);
  const cross = mixed.subMatrixRow([...tested]);
  const own = new Matrix(tested.map((i) => tested.map((j) => squared.get(i, j))));
  // What the tested products add beyond the covariates that the model holds already.
  const left = Matrix.sub(own, cross.mmul(inverse(new Matrix(rows.map((i) => rows.map((j) => plain.get(i, j)))))).mmul(cross.transpose()));
  const excess = Matrix.columnVector(tested.map((j) => score[j]));
  return excess.dot(inverse(left).mmul(excess));
}

/** One less the Kaplan-Meier curve just before each event time. */
function timeScale(moments: readonly CoxMoment[], starts: readonly number[], stops: readonly number[]): number[] {
  const [ended, begun] = [stops, starts].map((times) => Float64Array.from(times).sort());
  let [survival, gone, entered] = [1, 0, 0];
  return moments.map(({ time, events }) => {
    const before = 1 - survival;
    while (ended[gone] < time) gone++;
    while (begun[entered] < time) entered++;
    survival *= 1 - events / (entered - gone);
    return before;
  });
}

/** Subtracts the mean over events, which leaves the test as it is and keeps its matrices well conditioned. */
function centred(scale: readonly number[], moments: readonly CoxMoment[]): number[] {
  const events = moments.reduce((total, moment) => total + moment.events, 0);
  const centre = scale.reduce((total, value, t) => total + value * moments[t].events, 0) / events;
  return scale.map((value) => value - centre);
}
