import type { CoxData } from './cox-data.ts';
import type { CoxMoment } from './cox-likelihood.ts';

/** Sum over all choices of some rows of the product of their relative hazards, with its derivatives. */
interface Choices {
  value: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * Exact log partial likelihood for tied events, one entry per event time: the probability that just these rows of the
 * risk set, of all choices of as many, had the event. Time grows with risk set times tied events.
 * @param beta log hazard ratio of each covariate.
 * Source: Gail, Lubin and Rubinstein, Biometrika 1981;68:703, doi 10.1093/biomet/68.3.703; R package survival
 *   `coxph(ties = "exact")`.
 */
export function* coxMomentsExact(data: CoxData, beta: readonly number[]): Generator<CoxMoment> {
  const predictors = data.values.map((row) => row.reduce((total, value, j) => total + value * beta[j], 0));
  const times = new Set(data.byStop.filter((row) => data.events[row]).map((row) => data.stops[row]));
  for (const time of times) {
    const atRisk = data.byStop.filter((row) => data.stops[row] >= time && data.starts[row] < time);
    const died = atRisk.filter((row) => data.stops[row] === time && data.events[row]);
    yield exactMoment(data, time, atRisk, died, predictors);
  }
}

function exactMoment(data: CoxData, time: number, atRisk: readonly number[], died: readonly number[], predictors: readonly number[]): CoxMoment {
  const { size } = data;
  // Dividing every hazard by the largest keeps products of many of them within range; it cancels at the end.
  const largest = atRisk.reduce((most, row) => Math.max(most, predictors[row]), -Infinity);
  const { value, first, second } = allChoices(data, atRisk, died.length, (row) => Math.exp(predictors[row] - largest));
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  let logLikelihood = -Math.log(value);
  for (const row of died) {
    logLikelihood += predictors[row] - largest;
    for (let j = 0; j < size; j++) gradient[j] += data.values[row][j];
  }
  for (let i = 0; i < size; i++) {
    gradient[i] -= first[i] / value;
    for (let j = 0; j < size; j++) information[i * size + j] = second[i * size + j] / value - (first[i] / value) * (first[j] / value);
  }
  return { time, events: died.length, logLikelihood, gradient, information };
}

/** Adds the rows one by one to the sums over all choices of 0, 1, ... `count` of them. */
function allChoices(data: CoxData, rows: readonly number[], count: number, hazard: (row: number) => number): Choices {
  const { size } = data;
  const choices = Array.from({ length: count + 1 }, (_, chosen): Choices => ({ value: Number(chosen === 0), first: new Float64Array(size), second: new Float64Array(size * size) }));
  for (const row of rows) {
    const weight = hazard(row);
    for (let chosen = count; chosen > 0; chosen--) addChoice(choices[chosen], choices[chosen - 1], data.values[row], weight);
  }
  return choices[count];
}

/** Adds to the choices those that hold the row: each choice of one fewer, times its hazard, by the product rule. */
function addChoice(target: Choices, fewer: Choices, values: readonly number[], weight: number): void {
  const size = values.length;
  target.value += weight * fewer.value;
  for (let i = 0; i < size; i++) {
    target.first[i] += weight * (fewer.first[i] + values[i] * fewer.value);
    for (let j = 0; j < size; j++) {
      target.second[i * size + j] += weight * (fewer.second[i * size + j] + values[i] * fewer.first[j] + values[j] * fewer.first[i] + values[i] * values[j] * fewer.value);
    }
  }
}
