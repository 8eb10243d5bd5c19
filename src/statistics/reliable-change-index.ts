import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { normalTwoSided, z95 } from './distribution-normal.ts';

export interface ReliableChange {
  /** Change divided by its standard error; beyond 1.96 either way it exceeds noise with 95 % confidence. */
  readonly index: number;
  /** Two-sided probability of at least this change when nothing changed. */
  readonly p: number;
  readonly standardError: number;
  readonly exceedsNoise: boolean;
}

/**
 * Reliable change index of Jacobson and Truax: whether one patient's change exceeds measurement noise.
 *
 * (after - before) / (SD sqrt(2) sqrt(1 - r)). Both measurements are taken to scatter alike, independently and normally.
 *
 * @param before first value, unit free.
 * @param after second value, same unit.
 * @param sd SD between subjects in the sample that gave the reliability, same unit, above 0.
 * @param reliability test-retest correlation or ICC of that sample, at least 0 and below 1.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or out of range.
 * @example reliableChangeIndex(12, 16, 3, 0.8).index // 2.1082
 * Source: Jacobson and Truax, J Consult Clin Psychol 1991;59:12, doi 10.1037/0022-006X.59.1.12, with the standard error
 *   of the difference as Christensen and Mendoza corrected it, Behav Ther 1986;17:305, doi 10.1016/S0005-7894(86)80060-0.
 */
export function reliableChangeIndex(before: number, after: number, sd: number, reliability: number): ReliableChange {
  requireReliability(sd, reliability);
  return reliableChange(after - before, sd * Math.SQRT2 * Math.sqrt(1 - reliability));
}

/**
 * Reliable change index of Christensen and Mendoza with the SD of both occasions: for scatter that differs between them.
 *
 * (after - before) / sqrt(SD1^2 + SD2^2 - 2 r SD1 SD2). Equals Jacobson and Truax when both SDs are equal.
 *
 * @param sdBefore SD between subjects on the first occasion, above 0.
 * @param sdAfter SD between subjects on the second occasion, same unit, above 0.
 * @param reliability correlation of the two occasions, at least 0 and below 1.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or out of range.
 * Source: Christensen and Mendoza, Behav Ther 1986;17:305, doi 10.1016/S0005-7894(86)80060-0.
 */
export function reliableChangeIndexTwoSds(before: number, after: number, sdBefore: number, sdAfter: number, reliability: number): ReliableChange {
  requireReliability(sdBefore, reliability);
  requireReliability(sdAfter, reliability);
  return reliableChange(after - before, Math.sqrt(sdBefore ** 2 + sdAfter ** 2 - 2 * reliability * sdBefore * sdAfter));
}

/**
 * Reliable change from the two standard uncertainties themselves, which is what a follow-up of measurements has.
 * @param standardErrors of the two values, in their unit, above 0.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or out of range.
 */
export function reliableChangeOfUncertain(before: number, after: number, standardErrors: readonly [number, number]): ReliableChange {
  if (!standardErrors.every((value) => value > 0 && Number.isFinite(value))) throw new AmyloscopeError('invalidInput', `standard errors ${standardErrors.join(' and ')}: finite numbers above 0 are needed.`);
  return reliableChange(after - before, Math.hypot(...standardErrors));
}

function reliableChange(change: number, standardError: number): ReliableChange {
  if (!Number.isFinite(change)) throw new AmyloscopeError('invalidInput', `change ${change}: both values must be finite.`);
  const index = change / standardError;
  return { index, p: normalTwoSided(index), standardError, exceedsNoise: Math.abs(index) > z95 };
}

function requireReliability(sd: number, reliability: number): void {
  if (!(sd > 0) || !Number.isFinite(sd)) throw new AmyloscopeError('invalidInput', `SD ${sd}: a finite number above 0 is needed.`);
  if (!(reliability >= 0 && reliability < 1)) throw new AmyloscopeError('invalidInput', `reliability ${reliability}: a number from 0 to below 1 is needed.`);
}
