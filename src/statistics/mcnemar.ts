import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { binomialCumulative } from './distribution-binomial.ts';
import { chiSquaredUpperTail } from './distribution-chi-squared.ts';

export interface McNemar {
  readonly status: 'measured';
  /** Two-sided, from the binomial distribution: the one to report. */
  readonly pExact: number;
  /** With continuity correction, 1 df. */
  readonly chiSquared: number;
  readonly pChiSquared: number;
}

/**
 * McNemar's test: whether two readings of the same subjects find a condition equally often.
 *
 * Only subjects on which the readings differ carry information. Assumes independent subjects.
 *
 * @param onlyFirst subjects positive by the first reading alone, whole, not below 0.
 * @param onlySecond subjects positive by the second reading alone.
 * @returns `notMeasured` (`noDifferences`) when the readings never differ.
 * @throws AmyloscopeError `invalidInput` on counts that are not whole or below 0.
 * @example mcNemar(2, 10).pExact // 0.0386
 * Source: McNemar, Psychometrika 1947;12:153, doi 10.1007/BF02295996; R `binom.test` and `mcnemar.test`.
 */
export function mcNemar(onlyFirst: number, onlySecond: number): McNemar | NotMeasured {
  for (const count of [onlyFirst, onlySecond]) {
    if (!Number.isInteger(count) || count < 0) throw new AmyloscopeError('invalidInput', `${count} subjects: a whole number not below 0 is needed.`);
  }
  const discordant = onlyFirst + onlySecond;
  if (discordant === 0) return notMeasured('noDifferences', 'The two readings agree on every subject.');
  const distance = Math.abs(onlyFirst - onlySecond);
  // R leaves the correction out where the counts are equal.
  const chiSquared = Math.max(0, distance - 1) ** 2 / discordant;
  return {
    status: 'measured',
    pExact: Math.min(1, 2 * binomialCumulative(Math.min(onlyFirst, onlySecond), discordant, 0.5)),
    chiSquared,
    pChiSquared: chiSquaredUpperTail(chiSquared, 1),
  };
}
