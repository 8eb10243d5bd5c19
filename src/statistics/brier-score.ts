import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { notMeasured, type Result } from '../measurement/result.ts';
import { z95 } from './distribution-normal.ts';
import { mean } from './mean.ts';
import { requireFinite, requireSameLength } from './require-values.ts';
import { variance } from './variance.ts';

export interface BrierScore {
  readonly interval95: readonly [lower: number, upper: number];
  /** Score of always answering the prevalence. */
  readonly reference: number;
  readonly cases: number;
}

/**
 * Mean squared distance of predicted probabilities from what happened: 0 is perfect, 0.25 is a coin.
 *
 * The interval is the large-sample one of a mean, cut at 0 and 1, and assumes independent cases.
 *
 * @param probabilities predicted, 0 to 1, one per case.
 * @param outcomes what happened, in the same order.
 * @returns the score; `notMeasured` (`tooFew`) below 2 cases.
 * @throws AmyloscopeError `invalidInput` on a probability outside 0 to 1 or lists of different length.
 * @example brierScore([0.9, 0.2], [true, false]).value // 0.025
 * Source: Brier, Mon Weather Rev 1950;78:1.
 */
export function brierScore(probabilities: readonly number[], outcomes: readonly boolean[]): Result<BrierScore> {
  requireProbabilities(probabilities, outcomes);
  if (outcomes.length < 2) return notMeasured('tooFew', `A Brier score with its interval needs 2 cases; there are ${outcomes.length}.`);
  const squares = probabilities.map((probability, i) => (probability - Number(outcomes[i])) ** 2);
  const value = mean(squares);
  const half = z95 * Math.sqrt(variance(squares) / squares.length);
  const prevalence = outcomes.filter(Boolean).length / outcomes.length;
  return {
    status: 'measured',
    value,
    interval95: [Math.max(0, value - half), Math.min(1, value + half)],
    reference: prevalence * (1 - prevalence),
    cases: outcomes.length,
  };
}

/** Refuses predictions that are not one probability per outcome. @throws AmyloscopeError `invalidInput`. */
export function requireProbabilities(probabilities: readonly number[], outcomes: readonly boolean[]): void {
  requireSameLength('probabilities', probabilities, 'outcomes', outcomes);
  requireFinite('probabilities', probabilities);
  const bad = probabilities.findIndex((value) => value < 0 || value > 1);
  if (bad >= 0) throw new AmyloscopeError('invalidInput', `probabilities: value ${bad + 1} is ${probabilities[bad]}; a probability lies between 0 and 1.`);
}
