import { notMeasured, type Result } from '../measurement/result.ts';
import { z95 } from './distribution-normal.ts';
import { studentTTwoSided } from './distribution-student-t.ts';
import { isConstant } from './is-constant.ts';
import { mean } from './mean.ts';
import { ranks } from './ranks.ts';
import { requirePairs } from './require-values.ts';
import { sum } from './sum.ts';
import { sumOfSquaredDeviations } from './variance.ts';

export interface Correlation {
  readonly interval95: readonly [lower: number, upper: number];
  /** Two-sided, against no correlation, by Student's t. */
  readonly p: number;
  readonly pairs: number;
}

/**
 * Pearson's correlation: how closely pairs follow a straight line.
 *
 * Interval by Fisher's z; assumes independent, roughly bivariate normal pairs.
 *
 * @param x one finite value per subject.
 * @param y another quantity of the same subjects.
 * @returns the coefficient, -1 to 1; `notMeasured` with `tooFew` below 4 pairs or `constant` when x or y does not vary.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or lists of different length.
 * @example correlationPearson([1, 2, 3, 4], [1, 3, 2, 4]).value // 0.8
 * Source: Fisher, Metron 1921;1:3; R `cor.test`.
 */
export function correlationPearson(x: readonly number[], y: readonly number[]): Result<Correlation> {
  requirePairs('x', x, 'y', y);
  if (x.length < 4) return notMeasured('tooFew', `A correlation with its interval needs 4 pairs; there are ${x.length}.`);
  if (isConstant(x) || isConstant(y)) return notMeasured('constant', 'A quantity is the same in every subject: no correlation is defined.');
  return withUncertainty(pearson(x, y), x.length, 0, 1);
}

/**
 * Spearman's rank correlation: how closely one quantity rises with another, in any shape.
 *
 * p by Student's t, interval by Fisher's z with the standard error of Bonett and Wright, for 10 pairs or more.
 *
 * @param x one finite value per subject; ties share their mean rank.
 * @param y another quantity of the same subjects.
 * @returns the coefficient, -1 to 1; `notMeasured` with `tooFew` below 4 pairs or `constant` when x or y does not vary.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or lists of different length.
 * @example correlationSpearman([1, 2, 3, 4], [1, 10, 100, 1000]).value // 1
 * Source: Bonett and Wright, Psychometrika 2000;65:23, doi 10.1007/BF02294183; R `cor.test(method = "spearman",
 *   exact = FALSE)`.
 */
export function correlationSpearman(x: readonly number[], y: readonly number[]): Result<Correlation> {
  requirePairs('x', x, 'y', y);
  if (x.length < 4) return notMeasured('tooFew', `A correlation with its interval needs 4 pairs; there are ${x.length}.`);
  if (isConstant(x) || isConstant(y)) return notMeasured('constant', 'A quantity is the same in every subject: no correlation is defined.');
  const value = pearson(ranks(x), ranks(y));
  return withUncertainty(value, x.length, 0, 1 + value ** 2 / 2);
}

/**
 * A correlation coefficient with its test and interval.
 * @param held quantities held constant (partial correlation).
 * @param factor of the variance 1 / (n - 3 - held) of Fisher's z.
 */
export function withUncertainty(value: number, pairs: number, held: number, factor: number): Result<Correlation> {
  const df = pairs - 2 - held;
  const rest = 1 - value ** 2;
  const half = z95 * Math.sqrt(factor / (pairs - 3 - held));
  // On a straight line Fisher's z is infinite and the interval has no width.
  const straight = rest <= 1e-15;
  return {
    status: 'measured',
    value: straight ? Math.sign(value) : value,
    interval95: straight ? [Math.sign(value), Math.sign(value)] : [Math.tanh(Math.atanh(value) - half), Math.tanh(Math.atanh(value) + half)],
    p: straight ? 0 : studentTTwoSided(value * Math.sqrt(df / rest), df),
    pairs,
  };
}

function pearson(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [mean(x), mean(y)];
  const products = sum(x.map((value, i) => (value - meanX) * (y[i] - meanY)));
  return Math.max(-1, Math.min(1, products / Math.sqrt(sumOfSquaredDeviations(x) * sumOfSquaredDeviations(y))));
}
