import type { Result } from '../measurement/result.ts';
import { z95 } from './distribution-normal.ts';
import { type WithinSubjectSd, withinSubjectSd } from './within-subject-sd.ts';

/**
 * Repeatability coefficient: 95 % of differences between two repeats of the same subject stay below it.
 *
 * 1.96 sqrt(2) times the within-subject SD; also called the smallest detectable change, MDC95. Assumes normal scatter of
 * equal size in every subject. The interval is that of the SD, by chi-squared.
 *
 * @param repeats one row per subject, its repeats in any order, all in one unit; `null` is a missing repeat.
 * @returns the coefficient in the unit of the input; `notMeasured` (`noRepeats`) when no subject has two values.
 * @throws AmyloscopeError `invalidInput` on a value that is not finite.
 * @example repeatabilityCoefficient([[10, 12], [20, 20], [30, 34]]).value // 5.0606
 * Source: Bland and Altman, BMJ 1996;313:744, doi 10.1136/bmj.313.7059.744; ISO 5725-1.
 */
export function repeatabilityCoefficient(repeats: readonly (readonly (number | null)[])[]): Result<WithinSubjectSd> {
  const sd = withinSubjectSd(repeats);
  if (sd.status === 'notMeasured') return sd;
  const factor = z95 * Math.SQRT2;
  return { ...sd, value: factor * sd.value, interval95: [factor * sd.interval95[0], factor * sd.interval95[1]] };
}
