import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { logSdFromCoefficient } from './coefficient-of-variation.ts';
import { z95 } from './distribution-normal.ts';

/** Relative changes that noise alone exceeds in 5 % of pairs: a fall below `fall` (negative) or a rise above `rise`. */
export interface ReferenceChangeValue {
  /** Fraction of the first value, above -1 and at most 0. */
  readonly fall: number;
  /** Fraction of the first value, at least 0. */
  readonly rise: number;
}

/**
 * Reference change value, symmetric form: 1.96 sqrt(2) sqrt(CVa^2 + CVi^2).
 *
 * Assumes normal scatter; for a coefficient of variation above some 10 % take `referenceChangeValueLog`.
 *
 * @param analytical coefficient of variation of the measurement, a fraction, not below 0.
 * @param withinSubject biological coefficient of variation within a stable subject, a fraction, not below 0.
 * @throws AmyloscopeError `invalidInput` on a coefficient that is below 0 or not finite.
 * @example referenceChangeValue(0, 0.189).rise // 0.5239
 * Source: Harris and Yasaka, Clin Chem 1983;29:25; Fraser, Biological Variation, AACC Press 2001.
 */
export function referenceChangeValue(analytical: number, withinSubject: number): ReferenceChangeValue {
  for (const value of [analytical, withinSubject]) {
    if (!(value >= 0) || !Number.isFinite(value)) throw new AmyloscopeError('invalidInput', `coefficient of variation ${value}: a finite fraction not below 0 is needed.`);
  }
  const rise = z95 * Math.SQRT2 * Math.hypot(analytical, withinSubject);
  return { fall: -rise, rise };
}

/**
 * Reference change value of a log-normal quantity such as NT-proBNP: asymmetric, a rise needs more than a fall.
 *
 * exp(+-1.96 sqrt(2) s) - 1 with s^2 = ln(1 + CVa^2 + CVi^2).
 *
 * @param analytical coefficient of variation of the measurement, a fraction, not below 0.
 * @param withinSubject biological coefficient of variation within a stable subject, a fraction, not below 0.
 * @throws AmyloscopeError `invalidInput` on a coefficient that is below 0 or not finite.
 * @example referenceChangeValueLog(0, 0.189) // { fall: -0.4051, rise: 0.6808 }
 * Source: Fokkema et al., Clin Chem 2006;52:1602, doi 10.1373/clinchem.2006.069369 (log form); Roraas et al., Clin Chem
 *   2013;59:1505.
 */
export function referenceChangeValueLog(analytical: number, withinSubject: number): ReferenceChangeValue {
  referenceChangeValue(analytical, withinSubject);
  const exponent = z95 * Math.SQRT2 * logSdFromCoefficient(Math.hypot(analytical, withinSubject));
  return { fall: Math.expm1(-exponent), rise: Math.expm1(exponent) };
}
