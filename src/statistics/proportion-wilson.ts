import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { notMeasured, type Result } from '../measurement/result.ts';
import { z95 } from './distribution-normal.ts';

export interface Proportion {
  readonly interval95: readonly [lower: number, upper: number];
  readonly successes: number;
  readonly total: number;
}

/**
 * A proportion with Wilson's score interval, which keeps its coverage near 0 and 1 where the plain normal interval fails.
 *
 * Assumes independent trials: several scans of one patient are not.
 *
 * @param successes whole, 0 to `total`.
 * @param total whole number of trials.
 * @returns the proportion, 0 to 1, with its interval inside 0 to 1; `notMeasured` (`noTrials`) when `total` is 0.
 * @throws AmyloscopeError `invalidInput` on counts that are not whole or out of range.
 * @example proportionWilson(9, 10) // { status: 'measured', value: 0.9, interval95: [0.5958, 0.9821], ... }
 * Source: Wilson, J Am Stat Assoc 1927;22:209, doi 10.1080/01621459.1927.10502953; R `prop.test(correct = FALSE)`.
 */
export function proportionWilson(successes: number, total: number): Result<Proportion> {
  if (!Number.isInteger(successes) || !Number.isInteger(total) || successes < 0 || successes > total) {
    throw new AmyloscopeError('invalidInput', `${successes} successes of ${total} trials: both must be whole numbers with 0 <= successes <= trials.`);
  }
  if (total === 0) return notMeasured('noTrials', 'A proportion of no trials is undefined.');
  const value = successes / total;
  const z2 = z95 * z95;
  const centre = (value + z2 / (2 * total)) / (1 + z2 / total);
  const half = (z95 * Math.sqrt((value * (1 - value)) / total + z2 / (4 * total * total))) / (1 + z2 / total);
  // At the ends the bound is the end itself; rounding would leave it 1e-17 aside.
  const lower = successes === 0 ? 0 : centre - half;
  const upper = successes === total ? 1 : centre + half;
  return { status: 'measured', value, interval95: [lower, upper], successes, total };
}
