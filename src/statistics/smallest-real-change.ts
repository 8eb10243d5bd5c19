import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { normalQuantile } from './distribution-normal.ts';

/**
 * Smallest change that exceeds noise when each date is the mean of several repeats.
 *
 * z sqrt(1/k1 + 1/k2) times the within-subject SD. Repeats must scatter as independently as two dates do: repeated
 * reading of one acquisition does not remove the scatter of acquisition.
 *
 * @param withinSubjectSd SD of one measurement within a stable subject, above 0; the result has its unit.
 * @param before repeats averaged on the first date, whole, at least 1.
 * @param after repeats averaged on the second date, whole, at least 1.
 * @param confidence two-sided, between 0 and 1.
 * @throws AmyloscopeError `invalidInput` on values out of range.
 * @example smallestRealChange(1, 1, 1) // 2.7718
 * @example smallestRealChange(1, 3, 3) // 1.6003
 * Source: Beckerman et al., Qual Life Res 2001;10:571, doi 10.1023/A:1013138911638.
 */
export function smallestRealChange(withinSubjectSd: number, before: number, after: number, confidence = 0.95): number {
  if (!(withinSubjectSd >= 0) || !Number.isFinite(withinSubjectSd)) throw new AmyloscopeError('invalidInput', `within-subject SD ${withinSubjectSd}: a finite number not below 0 is needed.`);
  for (const repeats of [before, after]) {
    if (!Number.isInteger(repeats) || repeats < 1) throw new AmyloscopeError('invalidInput', `${repeats} repeats: a whole number from 1 is needed.`);
  }
  if (!(confidence > 0 && confidence < 1)) throw new AmyloscopeError('invalidInput', `confidence ${confidence}: a number between 0 and 1 is needed.`);
  return normalQuantile((1 + confidence) / 2) * withinSubjectSd * Math.sqrt(1 / before + 1 / after);
}
