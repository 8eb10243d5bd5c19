import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { z95 } from './distribution-normal.ts';

/**
 * Standard error of measurement from a published SD and reliability: how far one value scatters about the true one.
 * @param sd SD between subjects of the population in which `reliability` was found, above 0; the result has its unit.
 * @param reliability ICC or test-retest correlation, 0 to 1.
 * @throws AmyloscopeError `invalidInput` on values out of range.
 * @example standardErrorOfMeasurement(3, 0.91) // 0.9
 * Source: de Vet et al., J Clin Epidemiol 2006;59:1033, doi 10.1016/j.jclinepi.2005.10.015.
 */
export function standardErrorOfMeasurement(sd: number, reliability: number): number {
  if (!(sd >= 0) || !Number.isFinite(sd)) throw new AmyloscopeError('invalidInput', `SD ${sd}: a finite number not below 0 is needed.`);
  if (!(reliability >= 0 && reliability <= 1)) throw new AmyloscopeError('invalidInput', `reliability ${reliability}: a number from 0 to 1 is needed.`);
  return sd * Math.sqrt(1 - reliability);
}

/**
 * Smallest change between two single measurements that exceeds noise with 95 % confidence (MDC95).
 * @param sem standard error of measurement; the result has its unit.
 * @example minimalDetectableChange95(0.9) // 2.4946
 */
export function minimalDetectableChange95(sem: number): number {
  return z95 * Math.SQRT2 * sem;
}
