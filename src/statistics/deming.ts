import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { studentTQuantile } from './distribution-student-t.ts';
import { isConstant } from './is-constant.ts';
import { mean } from './mean.ts';
import { requirePairs } from './require-values.ts';
import { sum } from './sum.ts';
import { standardDeviation, sumOfSquaredDeviations } from './variance.ts';

/** An estimate with its standard error and interval. */
export interface LineParameter {
  readonly value: number;
  readonly standardError: number;
  readonly interval95: readonly [lower: number, upper: number];
}

export interface Deming {
  readonly status: 'measured';
  readonly slope: LineParameter;
  readonly intercept: LineParameter;
  readonly pairs: number;
}

/**
 * Straight line between two methods that both err: Deming regression, with jackknife intervals.
 *
 * Assumes a linear relation and errors of constant size with a known ratio. For errors of unknown shape see
 * `passing-bablok`.
 *
 * @param x one finite value per subject.
 * @param y the other method's value of the same subjects.
 * @param errorRatio error variance of x divided by that of y; 1 when both err alike.
 * @returns slope (y per x) and intercept (unit of y); `notMeasured` with `tooFew` below 4 pairs, `constant` when x or y
 *   does not vary, or `noCorrelation` when the direction of the line is not determined (also without one subject).
 * @throws AmyloscopeError `invalidInput` on values that are not finite, lists of different length or a ratio not above 0.
 * Source: Linnet, Clin Chem 1993;39:424; R package mcr `mcreg(method.reg = "Deming", method.ci = "jackknife")`.
 */
export function deming(x: readonly number[], y: readonly number[], errorRatio = 1): Deming | NotMeasured {
  requirePairs('x', x, 'y', y);
  if (!(errorRatio > 0) || !Number.isFinite(errorRatio)) throw new AmyloscopeError('invalidInput', `errorRatio ${errorRatio}: a finite number above 0 is needed.`);
  const pairs = x.length;
  if (pairs < 4) return notMeasured('tooFew', `A Deming line with its interval needs 4 pairs; there are ${pairs}.`);
  if (isConstant(x) || isConstant(y)) return notMeasured('constant', 'A method gave the same value throughout: no line is determined.');
  const whole = line(x, y, errorRatio);
  const left = x.map((_, i) => line(x.toSpliced(i, 1), y.toSpliced(i, 1), errorRatio));
  if (![whole, ...left].every(([slope]) => Number.isFinite(slope))) {
    return notMeasured('noCorrelation', 'The methods do not vary together: the direction of the line is not determined.');
  }
  const parameter = (index: 0 | 1): LineParameter => {
    const value = whole[index];
    const standardError = standardDeviation(left.map((one) => pairs * value - (pairs - 1) * one[index])) / Math.sqrt(pairs);
    const half = studentTQuantile(0.975, pairs - 2) * standardError;
    return { value, standardError, interval95: [value - half, value + half] };
  };
  return { status: 'measured', slope: parameter(0), intercept: parameter(1), pairs };
}

/** Slope and intercept; the slope is not finite when x and y have no covariance. */
function line(x: readonly number[], y: readonly number[], errorRatio: number): readonly [slope: number, intercept: number] {
  const [meanX, meanY] = [mean(x), mean(y)];
  const squaresX = sumOfSquaredDeviations(x);
  const squaresY = errorRatio * sumOfSquaredDeviations(y);
  const products = sum(x.map((value, i) => (value - meanX) * (y[i] - meanY)));
  const slope = (squaresY - squaresX + Math.sqrt((squaresX - squaresY) ** 2 + 4 * errorRatio * products ** 2)) / (2 * errorRatio * products);
  return [slope, meanY - slope * meanX];
}
