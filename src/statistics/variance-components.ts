import { inverse, Matrix } from 'ml-matrix';
import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { z95 } from './distribution-normal.ts';
import { isConstant } from './is-constant.ts';
import { minimiseNelderMead } from './minimise-nelder-mead.ts';
import { type RemlData, remlData, remlFit } from './reml-criterion.ts';
import { requireFinite, requireSameLength } from './require-values.ts';
import { sum } from './sum.ts';

/** Deviance difference that a 95 % profile interval reaches: the 95 % quantile of chi-squared with 1 df. */
const devianceStep = z95 ** 2;
/** A factor whose SD is below this share of the residual SD lies on the boundary: its estimate is 0. */
const boundary = 1e-4;

/** Relative accuracy of refitted deviances; a bound of an interval needs no more. */
const profileTolerance = 1e-6;

/** Something that adds scatter, with the level of every observation, e.g. the reader who measured it. */
export interface Factor {
  readonly name: string;
  readonly levels: readonly (string | number)[];
}

export interface VarianceComponent {
  /** Name of the factor, or `residual`. */
  readonly name: string;
  /** Squared unit of the values. */
  readonly variance: number;
  readonly interval95: readonly [lower: number, upper: number];
  /** Part of the total variance, 0 to 1. */
  readonly share: number;
  readonly shareInterval95: readonly [lower: number, upper: number];
}

export interface VarianceComponents {
  readonly status: 'measured';
  readonly mean: number;
  readonly meanStandardError: number;
  /** In the order of the factors, `residual` last. */
  readonly components: readonly VarianceComponent[];
  /** Covariance of the logarithms of the components above 0, in their order. */
  readonly logCovariance: readonly (readonly number[])[];
  /** Minus twice the restricted log-likelihood. */
  readonly deviance: number;
}

/**
 * Splits scatter into its sources by restricted maximum likelihood: patient, reader, acquisition, device, and the rest.
 *
 * Any number of crossed or nested factors (give nested levels distinct names), balanced or not; every factor is taken as
 * a sample of many with normal effects. Intervals are large-sample, on the logarithm of a variance and the log odds of a
 * share; a component of 0 has an upper bound from the profile likelihood. With few levels (three readers) they are wide
 * and rough.
 *
 * @param values one finite value per observation, in one unit; leave missing observations out.
 * @param factors at least one, each with one level per observation.
 * @returns every component; `notMeasured` with `constant` when the values do not vary, or `notIdentified` when a factor
 *   has fewer than 2 levels or as many levels as there are observations.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or lists of different length.
 * Source: Bates et al., J Stat Softw 2015;67(1), doi 10.18637/jss.v067.i01; R package lme4 `lmer(REML = TRUE)`.
 */
export function varianceComponents(values: readonly number[], factors: readonly Factor[]): VarianceComponents | NotMeasured {
  requireFinite('values', values);
  for (const factor of factors) requireSameLength('values', values, factor.name, factor.levels);
  if (isConstant(values)) return notMeasured('constant', 'All values are equal: there is no variance to split.');
  for (const { name, levels } of factors) {
    const count = new Set(levels).size;
    if (count < 2 || count >= values.length) return notMeasured('notIdentified', `${name} has ${count} levels in ${values.length} observations: its scatter cannot be told from the rest.`);
  }
  const data = remlData(values, factors.map((factor) => factor.levels));
  const best = minimiseNelderMead((point) => remlFit(data, point).deviance, factors.map(() => 1), 0.5);
  const relative = best.point.map((value) => (Math.abs(value) < boundary ? 0 : Math.abs(value)));
  const fit = remlFit(data, relative);
  if (fit.residualVariance === 0) return notMeasured('notIdentified', 'The factors explain every value exactly: no residual scatter is left to compare with.');
  const variances = [...relative.map((value) => value ** 2 * fit.residualVariance), fit.residualVariance];
  const logCovariance = covarianceOfLogs(data, variances);
  const names = [...factors.map((factor) => factor.name), 'residual'];
  return {
    status: 'measured',
    mean: fit.mean,
    meanStandardError: Math.sqrt(fit.meanVariance),
    components: names.map((name, i) => ({ name, ...component(data, variances, i, logCovariance, fit.deviance) })),
    logCovariance,
    deviance: fit.deviance,
  };
}

/**
 * Interval of a share of the total variance, by the delta method on its log odds.
 * @param parts variances above 0.
 * @param numerator which of the parts form the share.
 * @param logCovariance of the logarithms of the parts.
 */
export function shareInterval(parts: readonly number[], numerator: readonly boolean[], logCovariance: readonly (readonly number[])[]): readonly [number, number] {
  const total = sum(parts);
  const share = sum(parts.filter((_, i) => numerator[i])) / total;
  if (share <= 0 || share >= 1) return [share, share];
  const gradient = parts.map((part, i) => (part / total) * (numerator[i] ? 1 / share : -1 / (1 - share)));
  const variance = sum(gradient.map((a, i) => a * sum(gradient.map((b, j) => b * logCovariance[i][j]))));
  const half = z95 * Math.sqrt(variance);
  const odds = Math.log(share / (1 - share));
  return [1 / (1 + Math.exp(half - odds)), 1 / (1 + Math.exp(-half - odds))];
}

function component(data: RemlData, variances: readonly number[], index: number, logCovariance: readonly (readonly number[])[], deviance: number): Omit<VarianceComponent, 'name'> {
  const total = sum(variances);
  const variance = variances[index];
  if (variance === 0) {
    const upper = profileUpper(data, variances, index, deviance);
    return { variance: 0, interval95: [0, upper], share: 0, shareInterval95: [0, upper / (total + upper)] };
  }
  const present = variances.filter((value) => value > 0);
  const place = variances.slice(0, index).filter((value) => value > 0).length;
  const half = z95 * Math.sqrt(logCovariance[place][place]);
  return {
    variance,
    interval95: [variance * Math.exp(-half), variance * Math.exp(half)],
    share: variance / total,
    shareInterval95: shareInterval(present, present.map((_, i) => i === place), logCovariance),
  };
}

function devianceOfVariances(data: RemlData, variances: readonly number[]): number {
  const residual = variances[variances.length - 1];
  return remlFit(data, variances.slice(0, -1).map((value) => Math.sqrt(value / residual)), residual).deviance;
}

/** Inverse of half the second derivative of the deviance in the logarithms of the components above 0. */
function covarianceOfLogs(data: RemlData, variances: readonly number[]): number[][] {
  const positions = variances.flatMap((value, i) => (value > 0 ? [i] : []));
  // Central differences: the error is of the order of the squared step, 1e-6.
  const step = 1e-3;
  const at = (changes: readonly (readonly [number, number])[]): number => {
    const moved = [...variances];
    for (const [position, change] of changes) moved[position] *= Math.exp(change);
    return devianceOfVariances(data, moved);
  };
  const curvature = positions.map((a) => positions.map((b) => {
    if (a === b) return (at([[a, step]]) - 2 * at([]) + at([[a, -step]])) / step ** 2;
    return (at([[a, step], [b, step]]) - at([[a, step], [b, -step]]) - at([[a, -step], [b, step]]) + at([[a, -step], [b, -step]])) / (4 * step ** 2);
  }));
  return inverse(new Matrix(curvature).mul(0.5)).to2DArray();
}

/** Variance at which the deviance, the other components refitted, has risen by the step of a 95 % interval. */
function profileUpper(data: RemlData, variances: readonly number[], index: number, deviance: number): number {
  const total = sum(variances);
  const others = variances.map((_, i) => i).filter((i) => i !== index);
  const profile = (variance: number): number => {
    const target = (point: readonly number[]): number => {
      const tried = [...variances];
      tried[index] = variance;
      others.forEach((position, i) => (tried[position] = (position === variances.length - 1 ? 1e-12 * total : 0) + total * point[i] ** 2));
      return devianceOfVariances(data, tried);
    };
    return minimiseNelderMead(target, others.map((position) => Math.sqrt(variances[position] / total)), 0.1, profileTolerance).value - deviance - devianceStep;
  };
  let low = 0;
  let high = total / 10;
  while (profile(high) < 0 && high < 1e6 * total) [low, high] = [high, 2 * high];
  for (let i = 0; i < 14; i++) {
    const middle = (low + high) / 2;
    if (profile(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
