import type { CoxData } from './cox-data.ts';

/** How events at the same time share the risk set. */
export type CoxTies = 'efron' | 'breslow' | 'exact';

/** What the events of one time add to the log partial likelihood. */
export interface CoxMoment {
  readonly time: number;
  readonly events: number;
  readonly logLikelihood: number;
  /** First derivatives: sum of covariates of those with the event less their mean over the risk set. */
  readonly gradient: Float64Array;
  /** Minus the second derivatives, row by row. */
  readonly information: Float64Array;
}

/** Sums over a set of rows, each weighted with its relative hazard. */
interface WeightedSums {
  weight: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * Log partial likelihood with its derivatives, one entry per event time from the last to the first, ties after Efron or
 * Breslow.
 * @param beta log hazard ratio of each covariate.
 * Source: Therneau and Grambsch, Modeling Survival Data 2000, section 3.3; R package survival `coxph`.
 */
export function* coxMoments(data: CoxData, beta: readonly number[], ties: 'efron' | 'breslow'): Generator<CoxMoment> {
  const risk = emptySums(data.size);
  const predictors = data.values.map((row) => row.reduce((total, value, j) => total + value * beta[j], 0));
  let leaving = 0;
  for (let next = 0; next < data.rows; ) {
    const time = data.stops[data.byStop[next]];
    const died = emptySums(data.size);
    const diedRows: number[] = [];
    for (; next < data.rows && data.stops[data.byStop[next]] === time; next++) {
      const row = data.byStop[next];
      addRow(risk, data.values[row], Math.exp(predictors[row]));
      if (!data.events[row]) continue;
      addRow(died, data.values[row], Math.exp(predictors[row]));
      diedRows.push(row);
    }
    for (; leaving < data.rows && data.starts[data.byStart[leaving]] >= time; leaving++) {
      const row = data.byStart[leaving];
      addRow(risk, data.values[row], -Math.exp(predictors[row]));
    }
    if (diedRows.length > 0) yield moment(data, time, diedRows, predictors, risk, died, ties);
  }
}

function moment(data: CoxData, time: number, diedRows: readonly number[], predictors: readonly number[], risk: WeightedSums, died: WeightedSums, ties: 'efron' | 'breslow'): CoxMoment {
  const { size } = data;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  let logLikelihood = 0;
  for (const row of diedRows) {
    logLikelihood += predictors[row];
    for (let j = 0; j < size; j++) gradient[j] += data.values[row][j];
  }
  const means = new Float64Array(size);
  for (let k = 0; k < diedRows.length; k++) {
    // Efron: of those who have the event at this time, the k-th is drawn when k of them have left on average.
    const gone = ties === 'efron' ? k / diedRows.length : 0;
    const weight = risk.weight - gone * died.weight;
    logLikelihood -= Math.log(weight);
    for (let i = 0; i < size; i++) {
      means[i] = (risk.first[i] - gone * died.first[i]) / weight;
      gradient[i] -= means[i];
      for (let j = 0; j <= i; j++) {
        const value = (risk.second[i * size + j] - gone * died.second[i * size + j]) / weight - means[i] * means[j];
        information[i * size + j] += value;
        if (i !== j) information[j * size + i] += value;
      }
    }
  }
  return { time, events: diedRows.length, logLikelihood, gradient, information };
}

function emptySums(size: number): WeightedSums {
  return { weight: 0, first: new Float64Array(size), second: new Float64Array(size * size) };
}

/** Adds one row with its weight; only the lower triangle of the products is kept. */
function addRow(sums: WeightedSums, values: readonly number[], weight: number): void {
  const size = values.length;
  sums.weight += weight;
  for (let i = 0; i < size; i++) {
    const weighted = weight * values[i];
    sums.first[i] += weighted;
    for (let j = 0; j <= i; j++) sums.second[i * size + j] += weighted * values[j];
  }
}
