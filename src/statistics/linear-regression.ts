import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { studentTQuantile, studentTTwoSided } from './distribution-student-t.ts';
import { isConstant } from './is-constant.ts';
import { mean } from './mean.ts';
import { requirePairs } from './require-values.ts';
import { sum } from './sum.ts';
import { sumOfSquaredDeviations } from './variance.ts';

/** A coefficient with its uncertainty; `p` is two-sided against 0. */
export interface Coefficient {
  readonly value: number;
  readonly standardError: number;
  readonly interval95: readonly [lower: number, upper: number];
  readonly p: number;
}

export interface LinearRegression {
  readonly status: 'measured';
  readonly slope: Coefficient;
  readonly intercept: Coefficient;
  readonly residualSd: number;
  readonly df: number;
}

/**
 * Straight line through points by ordinary least squares.
 *
 * Assumes x without error and independent normal scatter of y of equal size everywhere; where both have error see
 * `deming` and `passing-bablok`.
 *
 * @param x one finite value per point.
 * @param y one finite value per point.
 * @returns slope in units of y per x and intercept in the unit of y; `notMeasured` with `tooFew` below 3 points, or
 *   `constant` when x does not vary.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or lists of different length.
 * @example linearRegression([1, 2, 3], [2, 4, 7]).intercept.value // -0.6667
 * Source: R `lm`.
 */
export function linearRegression(x: readonly number[], y: readonly number[]): LinearRegression | NotMeasured {
  requirePairs('x', x, 'y', y);
  if (x.length < 3) return notMeasured('tooFew', `A line with its uncertainty needs 3 points; there are ${x.length}.`);
  if (isConstant(x)) return notMeasured('constant', 'All values of x are equal: a slope is undefined.');
  const [meanX, meanY] = [mean(x), mean(y)];
  const squares = sumOfSquaredDeviations(x);
  const slope = sum(x.map((value, i) => (value - meanX) * (y[i] - meanY))) / squares;
  const intercept = meanY - slope * meanX;
  const df = x.length - 2;
  const residualSd = Math.sqrt(sum(x.map((value, i) => (y[i] - meanY - slope * (value - meanX)) ** 2)) / df);
  return {
    status: 'measured',
    slope: coefficient(slope, residualSd / Math.sqrt(squares), df),
    intercept: coefficient(intercept, residualSd * Math.sqrt(1 / x.length + meanX ** 2 / squares), df),
    residualSd,
    df,
  };
}

function coefficient(value: number, standardError: number, df: number): Coefficient {
  const half = studentTQuantile(0.975, df) * standardError;
  const p = standardError === 0 ? Number(value === 0) : studentTTwoSided(value / standardError, df);
  return { value, standardError, interval95: [value - half, value + half], p };
}
