import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { notMeasured, type Result } from '../measurement/result.ts';
import { requireFiniteTable } from './require-values.ts';
import { type WithinSubjectSd, withinSubjectSd } from './within-subject-sd.ts';

/**
 * Within-subject coefficient of variation: how far repeats scatter as a share of the value.
 *
 * From the within-subject SD of the natural logarithms, so it is exact for scatter proportional to the value:
 * sqrt(exp(sd^2) - 1). The interval is that of the SD, by chi-squared.
 *
 * @param repeats one row per subject, its repeats in any order, all above 0 and in one unit; `null` is a missing repeat.
 * @returns a fraction (0.05 is 5 %); `notMeasured` with `noRepeats` when no subject has two values, or `notPositive` when
 *   a value is not above 0.
 * @throws AmyloscopeError `invalidInput` on a value that is not finite.
 * Source: Quan and Shih, Biometrics 1996;52:1195, doi 10.2307/2532835.
 */
export function coefficientOfVariation(repeats: readonly (readonly (number | null)[])[]): Result<WithinSubjectSd> {
  requireFiniteTable('repeats', repeats);
  if (repeats.some((row) => row.some((value) => value !== null && value <= 0))) {
    return notMeasured('notPositive', 'A coefficient of variation needs values above 0: the quantity has no natural zero.');
  }
  const sd = withinSubjectSd(repeats.map((row) => row.map((value) => (value === null ? null : Math.log(value)))));
  if (sd.status === 'notMeasured') return sd;
  return { ...sd, value: coefficientFromLogSd(sd.value), interval95: [coefficientFromLogSd(sd.interval95[0]), coefficientFromLogSd(sd.interval95[1])] };
}

/**
 * Coefficient of variation of a log-normal value.
 * @param logSd SD of the natural logarithm, not below 0.
 * @example coefficientFromLogSd(0.1) // 0.10025
 */
export function coefficientFromLogSd(logSd: number): number {
  return Math.sqrt(Math.expm1(logSd ** 2));
}

/**
 * SD of the natural logarithm of a log-normal value: the inverse of `coefficientFromLogSd`.
 * @param coefficient of variation as a fraction, not below 0.
 * @throws AmyloscopeError `invalidInput` on a value below 0 or not finite.
 */
export function logSdFromCoefficient(coefficient: number): number {
  if (!(coefficient >= 0) || !Number.isFinite(coefficient)) throw new AmyloscopeError('invalidInput', `coefficient of variation ${coefficient}: a finite fraction not below 0 is needed.`);
  return Math.sqrt(Math.log1p(coefficient ** 2));
}
