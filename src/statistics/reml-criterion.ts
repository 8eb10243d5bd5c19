import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { mean } from './mean.ts';
import { sum } from './sum.ts';

/** What restricted likelihood needs of the data: cross-products of the factors' indicator columns, computed once. */
export interface RemlData {
  readonly observations: number;
  readonly centre: number;
  readonly crossProducts: Matrix;
  readonly columnTotals: readonly number[];
  readonly columnSums: readonly number[];
  readonly total: number;
  readonly squares: number;
  /** Which factor each column belongs to. */
  readonly factorOf: readonly number[];
}

/** Likelihood at given relative SDs of the factors, with the mean and residual variance that go with them. */
export interface RemlFit {
  /** Minus twice the restricted log-likelihood. */
  readonly deviance: number;
  readonly residualVariance: number;
  readonly mean: number;
  readonly meanVariance: number;
}

/** Prepares the data of a model with an intercept and one random intercept per factor. */
export function remlData(values: readonly number[], levels: readonly (readonly (string | number)[])[]): RemlData {
  const centre = mean(values);
  const centred = values.map((value) => value - centre);
  const factorOf: number[] = [];
  const columns = levels.map((factor, f) => {
    const index = new Map<string | number, number>();
    return factor.map((level) => {
      if (!index.has(level)) index.set(level, factorOf.push(f) - 1);
      return index.get(level) as number;
    });
  });
  const crossProducts = Matrix.zeros(factorOf.length, factorOf.length);
  const columnTotals = factorOf.map(() => 0);
  const columnSums = factorOf.map(() => 0);
  centred.forEach((value, row) => {
    for (const first of columns) {
      columnTotals[first[row]]++;
      columnSums[first[row]] += value;
      for (const second of columns) crossProducts.set(first[row], second[row], crossProducts.get(first[row], second[row]) + 1);
    }
  });
  const squares = sum(centred.map((value) => value * value));
  return { observations: values.length, centre, crossProducts, columnTotals, columnSums, total: sum(centred), squares, factorOf };
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
  const system = Matrix.eye(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) system.set(i, j, system.get(i, j) + scale[i] * scale[j] * data.crossProducts.get(i, j));
  }
  const cholesky = new CholeskyDecomposition(system);
  const lower = cholesky.lowerTriangularMatrix;
  const ones = forward(lower, data.columnTotals.map((value, i) => value * scale[i]));
  const sums = forward(lower, data.columnSums.map((value, i) => value * scale[i]));
  const information = data.observations - sum(ones.map((value) => value * value));
  const estimate = (data.total - sum(ones.map((value, i) => value * sums[i]))) / information;
  const residual = Math.max(0, data.squares - sum(sums.map((value) => value * value)) - estimate ** 2 * information);
  const df = data.observations - 1;
  const variance = residualVariance ?? residual / df;
  const determinant = 2 * sum(lower.diagonal().map(Math.log)) + Math.log(information);
  return {
    deviance: determinant + df * Math.log(2 * Math.PI * variance) + residual / variance,
    residualVariance: variance,
    mean: data.centre + estimate,
    meanVariance: variance / information,
  };
}

function forward(lower: Matrix, right: readonly number[]): number[] {
  const solution = [...right];
  for (let i = 0; i < solution.length; i++) {
    for (let j = 0; j < i; j++) solution[i] -= lower.get(i, j) * solution[j];
    solution[i] /= lower.get(i, i);
  }
  return solution;
}
