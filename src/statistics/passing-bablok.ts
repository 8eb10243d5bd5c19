import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { z95 } from './distribution-normal.ts';
import { isConstant } from './is-constant.ts';
import { median } from './quantile.ts';
import { requirePairs } from './require-values.ts';

/** An estimate with its distribution-free interval. */
export interface RankParameter {
  readonly value: number;
  readonly interval95: readonly [lower: number, upper: number];
}

export interface PassingBablok {
  readonly status: 'measured';
  readonly slope: RankParameter;
  readonly intercept: RankParameter;
  readonly pairs: number;
}

/**
 * Straight line between two methods from the median of all pairwise slopes: Passing-Bablok regression.
 *
 * Assumes a linear relation with a positive slope; nothing about the shape of the errors, and outliers hardly matter.
 * Memory grows with the square of the pairs.
 *
 * @param x one finite value per subject.
 * @param y the other method's value of the same subjects.
 * @returns slope (y per x) and intercept (unit of y), whose bounds may be infinite; `notMeasured` with `tooFew` when there
 *   are too few pairs for the interval, or `constant` when x does not vary.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or lists of different length.
 * Source: Passing and Bablok, J Clin Chem Clin Biochem 1983;21:709, doi 10.1515/cclm.1983.21.11.709; R package mcr
 *   `mcreg(method.reg = "PaBa", slope.measure = "tangent")`.
 */
export function passingBablok(x: readonly number[], y: readonly number[]): PassingBablok | NotMeasured {
  requirePairs('x', x, 'y', y);
  const pairs = x.length;
  if (isConstant(x)) return notMeasured('constant', 'All values of x are equal: a slope is undefined.');
  const slopes = pairwiseSlopes(x, y);
  const count = slopes.length;
  // Slopes below -1 mirror those above on the other side of the vertical; the median moves up by their number.
  const offset = slopes.findIndex((slope) => slope >= -1);
  const shift = offset < 0 ? count : offset;
  const width = Math.round(z95 * Math.sqrt((pairs * (pairs - 1) * (2 * pairs + 5)) / 18));
  const at = (position: number): number => (slopes[Math.floor(position) - 1] + slopes[Math.ceil(position) - 1]) / 2;
  const middle = (count + 1) / 2 + shift;
  if (middle - width / 2 < 1 + shift || middle + width / 2 > count) return notMeasured('tooFew', `${pairs} pairs do not determine the interval of the slope.`);
  const slope = at(middle);
  const slopeInterval: readonly [number, number] = [at(middle - width / 2), at(middle + width / 2)];
  const intercept = (through: number): number => median(y.map((value, i) => value - through * x[i]));
  return {
    status: 'measured',
    slope: { value: slope, interval95: slopeInterval },
    intercept: { value: intercept(slope), interval95: interceptInterval(slopeInterval.map(intercept)) },
    pairs,
  };
}

/** Which bound of the slope gives the lower intercept depends on the sign of x; an infinite slope bounds nothing. */
function interceptInterval([one, other]: readonly number[]): readonly [number, number] {
  return Number.isFinite(one) && Number.isFinite(other) ? [Math.min(one, other), Math.max(one, other)] : [-Infinity, Infinity];
}

/** Sorted slopes of all pairs of points; coincident points and slopes of exactly -1 are left out as in the source. */
function pairwiseSlopes(x: readonly number[], y: readonly number[]): Float64Array {
  const slopes = new Float64Array((x.length * (x.length - 1)) / 2);
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) {
      const [dx, dy] = [x[j] - x[i], y[j] - y[i]];
      if (dx === 0 && dy === 0) continue;
      const slope = dx === 0 ? Infinity : dy / dx;
      if (slope !== -1) slopes[count++] = slope;
    }
  }
  return slopes.subarray(0, count).sort();
}
