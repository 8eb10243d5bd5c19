import { mean } from './mean.ts';
import { sum } from './sum.ts';

/** What restricted likelihood needs of the data: cross-products of the factors' indicator columns, computed once. */
export interface RemlData {
  readonly observations: number;
  readonly centre: number;
  /** Which factor each column belongs to; the columns of the factor with most levels come first. */
  readonly factorOf: readonly number[];
  /** Columns of that first factor: no observation has two of its levels, so their cross-products are diagonal. */
  readonly leading: number;
  /** Row by row. */
  readonly crossProducts: Float64Array;
  readonly columnTotals: Float64Array;
  readonly columnSums: Float64Array;
  readonly total: number;
  readonly squares: number;
}

/** Likelihood at given relative SDs of the factors, with the mean and residual variance that go with them. */
export interface RemlFit {
  /** Minus twice the restricted log-likelihood. */
  readonly deviance: number;
  readonly residualVariance: number;
  readonly mean: number;
  readonly meanVariance: number;
}

/**
 * Prepares the data of a model with an intercept and one random intercept per factor.
 * @param values one finite value per observation.
 * @param levels per factor the level of each observation.
 */
export function remlData(values: readonly number[], levels: readonly (readonly (string | number)[])[]): RemlData {
  const centre = mean(values);
  const centred = values.map((value) => value - centre);
  const counts = levels.map((factor) => new Set(factor).size);
  const order = levels.map((_, f) => f).sort((a, b) => counts[b] - counts[a]);
  const factorOf: number[] = [];
  const columns = order.map((f) => {
    const index = new Map<string | number, number>();
    return levels[f].map((level) => {
      if (!index.has(level)) index.set(level, factorOf.push(f) - 1);
      return index.get(level) as number;
    });
  });
  const size = factorOf.length;
  const crossProducts = new Float64Array(size * size);
  const columnTotals = new Float64Array(size);
  const columnSums = new Float64Array(size);
  centred.forEach((value, row) => {
    for (const first of columns) {
      columnTotals[first[row]]++;
      columnSums[first[row]] += value;
      for (const second of columns) crossProducts[first[row] * size + second[row]]++;
    }
  });
  const squares = sum(centred.map((value) => value * value));
  return { observations: values.length, centre, factorOf, leading: counts[order[0]], crossProducts, columnTotals, columnSums, total: sum(centred), squares };
}

/**
 * Restricted likelihood of the model.
 * @param relativeSds SD of each factor divided by the residual SD, sign ignored.
 * @param residualVariance held at this value; without it the best one is taken.
 * Source: Bates et al., J Stat Softw 2015;67(1), doi 10.18637/jss.v067.i01, equations 39 to 42.
 */
export function remlFit(data: RemlData, relativeSds: readonly number[], residualVariance?: number): RemlFit {
  const scale = data.factorOf.map((factor) => Math.abs(relativeSds[factor]));
  const size = scale.length;
  const system = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) system[i * size + j] = scale[i] * scale[j] * data.crossProducts[i * size + j];
    system[i * size + i] += 1;
  }
  decompose(system, size, data.leading);
  const ones = forward(system, data.columnTotals.map((value, i) => value * scale[i]));
  const sums = forward(system, data.columnSums.map((value, i) => value * scale[i]));
  const information = data.observations - dot(ones, ones);
  const estimate = (data.total - dot(ones, sums)) / information;
  const residual = Math.max(0, data.squares - dot(sums, sums) - estimate ** 2 * information);
  const df = data.observations - 1;
  const variance = residualVariance ?? residual / df;
  let determinant = Math.log(information);
  for (let i = 0; i < size; i++) determinant += 2 * Math.log(system[i * size + i]);
  return {
    deviance: determinant + df * Math.log(2 * Math.PI * variance) + residual / variance,
    residualVariance: variance,
    mean: data.centre + estimate,
    meanVariance: variance / information,
  };
}

/** Cholesky decomposition in place (lower triangle) of a positive definite matrix whose first columns are diagonal. */
function decompose(matrix: Float64Array, size: number, leading: number): void {
  for (let column = 0; column < size; column++) {
    // Within the leading columns no earlier one meets this one, so there is nothing to subtract.
    const earlier = column < leading ? 0 : column;
    for (let row = column; row < size; row++) {
      let value = matrix[row * size + column];
      for (let k = 0; k < earlier; k++) value -= matrix[row * size + k] * matrix[column * size + k];
      matrix[row * size + column] = row === column ? Math.sqrt(value) : value / matrix[column * size + column];
    }
  }
}

function forward(lower: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) right[i] -= lower[i * size + j] * right[j];
    right[i] /= lower[i * size + i];
  }
  return right;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((total, value, i) => total + value * b[i], 0);
}
