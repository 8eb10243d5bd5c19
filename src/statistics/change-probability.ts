import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { normalCumulative, z95 } from './distribution-normal.ts';
import { studentTCumulative, studentTQuantile } from './distribution-student-t.ts';

/** Which way a quantity moves when the disease gets worse. */
export type WorseDirection = 'higher' | 'lower';

export interface ChangeProbability {
  /** Observed change, after less before. */
  readonly change: number;
  /** Of the true change. */
  readonly interval95: readonly [lower: number, upper: number];
  /** Probability that the true change is in the worse direction. */
  readonly worse: number;
  /** Probability that it is worse by more than the threshold. */
  readonly worseBeyond: number;
}

/**
 * Probability that a patient truly got worse between two dates, and worse by more than a threshold.
 *
 * Normal measurement noise; before looking, any true change counts as equally likely. Where the noise was itself
 * estimated from a test-retest study, give its degrees of freedom: the probabilities then come from Student's t and are
 * less extreme.
 *
 * @param before first value.
 * @param after second value, same unit.
 * @param standardError of the difference, same unit, above 0: sqrt(2) times the within-subject SD when both dates scatter
 *   alike.
 * @param direction in which the quantity moves when the disease gets worse.
 * @param threshold how much worse, same unit, not below 0.
 * @param df degrees of freedom of the standard error; infinite when it is known.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or out of range.
 * @example changeProbability(12, 14, 1, 'higher', 1).worseBeyond // 0.8413
 * Source: Gelman et al., Bayesian Data Analysis, 3rd ed. 2013, sections 2.5 and 3.2.
 */
export function changeProbability(before: number, after: number, standardError: number, direction: WorseDirection, threshold: number, df = Infinity): ChangeProbability {
  if (!Number.isFinite(before) || !Number.isFinite(after)) throw new AmyloscopeError('invalidInput', `values ${before} and ${after}: both must be finite.`);
  if (!(standardError > 0) || !Number.isFinite(standardError)) throw new AmyloscopeError('invalidInput', `standard error ${standardError}: a finite number above 0 is needed.`);
  if (!(threshold >= 0) || !Number.isFinite(threshold)) throw new AmyloscopeError('invalidInput', `threshold ${threshold}: a finite number not below 0 is needed.`);
  if (!(df > 0)) throw new AmyloscopeError('invalidInput', `degrees of freedom ${df}: a number above 0 is needed.`);
  const change = after - before;
  const worsening = direction === 'higher' ? change : -change;
  const cumulative = (z: number): number => (df === Infinity ? normalCumulative(z) : studentTCumulative(z, df));
  const half = (df === Infinity ? z95 : studentTQuantile(0.975, df)) * standardError;
  return {
    change,
    interval95: [change - half, change + half],
    worse: cumulative(worsening / standardError),
    worseBeyond: cumulative((worsening - threshold) / standardError),
  };
}
