import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { notMeasured, type NotMeasured, type Result } from '../measurement/result.ts';
import { z95 } from './distribution-normal.ts';
import { studentTQuantile } from './distribution-student-t.ts';
import { linearRegression, type LinearRegression } from './linear-regression.ts';
import { mean } from './mean.ts';
import { requirePairs } from './require-values.ts';
import { standardDeviation } from './variance.ts';

/**
 * What is compared: first less second; that in percent of their mean; or their ratio (differences of logarithms,
 * transformed back).
 */
export type BlandAltmanForm = 'difference' | 'percent' | 'ratio';

export interface BlandAltman {
  /** Of the bias, which is `value`. */
  readonly interval95: readonly [lower: number, upper: number];
  /** SD of the differences on the scale they are computed on: natural logarithms for `ratio`. */
  readonly standardDeviation: number;
  readonly lowerLimit: Limit;
  readonly upperLimit: Limit;
  /** Regression of the differences on the means (of logarithms for `ratio`): whether the bias grows with the value. */
  readonly proportionalBias: LinearRegression | NotMeasured;
  readonly form: BlandAltmanForm;
  readonly pairs: number;
}

/** A limit of agreement with its own interval. */
export interface Limit {
  readonly value: number;
  readonly interval95: readonly [lower: number, upper: number];
}

/**
 * Agreement of two methods that measure the same quantity: bias and the limits between which 95 % of differences lie.
 *
 * Assumes one pair per subject (see `bland-altman-replicates` for more) and normal differences whose size does not
 * change with the value; when it does, use `percent` or `ratio`. Intervals of the limits are approximate, by Student t
 * with the large-sample variance of a limit.
 *
 * @param first the first method's value of each subject.
 * @param second the second method's value of the same subjects, in the same unit.
 * @param form scale of comparison; the bias is in the unit of the values, in percent, or a ratio (1 is none).
 * @returns the bias as `value`; `notMeasured` (`tooFew`) below 2 pairs. Differences that are all equal give limits equal to the
 *   bias. With 2 pairs the proportional bias is not measured.
 * @throws AmyloscopeError `invalidInput` on values that are not finite, lists of different length, a value not above 0
 *   for `ratio`, or a pair with mean 0 for `percent`.
 * @example blandAltman([10, 12, 14], [9, 12, 12]).value // 1
 * Source: Bland and Altman, Stat Methods Med Res 1999;8:135, doi 10.1177/096228029900800204.
 */
export function blandAltman(first: readonly number[], second: readonly number[], form: BlandAltmanForm = 'difference'): Result<BlandAltman> {
  requirePairs('first method', first, 'second method', second);
  const pairs = first.length;
  if (pairs < 2) return notMeasured('tooFew', `Limits of agreement need 2 pairs; there are ${pairs}.`);
  const { differences, means } = compared(first, second, form);
  const back = form === 'ratio' ? Math.exp : (value: number) => value;
  const bias = mean(differences);
  const sd = standardDeviation(differences);
  const t = studentTQuantile(0.975, pairs - 1);
  const limit = (centre: number, half: number): Limit => ({ value: back(centre), interval95: [back(centre - half), back(centre + half)] });
  const limitHalf = t * sd * Math.sqrt(1 / pairs + z95 ** 2 / (2 * (pairs - 1)));
  return {
    status: 'measured',
    ...limit(bias, (t * sd) / Math.sqrt(pairs)),
    standardDeviation: sd,
    lowerLimit: limit(bias - z95 * sd, limitHalf),
    upperLimit: limit(bias + z95 * sd, limitHalf),
    proportionalBias: linearRegression(means, differences),
    form,
    pairs,
  };
}

function compared(first: readonly number[], second: readonly number[], form: BlandAltmanForm): { differences: number[]; means: number[] } {
  const [a, b] = form === 'ratio' ? [logarithms('first method', first), logarithms('second method', second)] : [first, second];
  const means = a.map((value, i) => (value + b[i]) / 2);
  const differences = a.map((value, i) => value - b[i]);
  if (form !== 'percent') return { differences, means };
  const zero = means.indexOf(0);
  if (zero >= 0) throw new AmyloscopeError('invalidInput', `pair ${zero + 1} has mean 0: a percentage of it is undefined. Use the plain difference.`);
  return { differences: differences.map((value, i) => (100 * value) / means[i]), means };
}

function logarithms(name: string, values: readonly number[]): number[] {
  const bad = values.findIndex((value) => value <= 0);
  if (bad >= 0) throw new AmyloscopeError('invalidInput', `${name}: value ${bad + 1} is ${values[bad]}; a ratio needs values above 0. Use the plain difference.`);
  return values.map(Math.log);
}
