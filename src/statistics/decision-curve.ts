import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { requireProbabilities } from './brier-score.ts';

/** Net benefit at one threshold probability, per case: true positives less false positives weighed by the odds. */
export interface DecisionPoint {
  readonly threshold: number;
  /** Acting on predictions at or above the threshold. */
  readonly model: number;
  /** Acting on everybody; acting on nobody has net benefit 0. */
  readonly everybody: number;
}

/**
 * Decision curve: whether acting on predicted probabilities does more good than acting on all or none.
 *
 * @param probabilities predicted, 0 to 1, one per case.
 * @param outcomes whether the case is diseased, in the same order.
 * @param thresholds probabilities of disease at which one would act, between 0 and 1.
 * @returns one point per threshold; `notMeasured` (`noCases`) when there is no case.
 * @throws AmyloscopeError `invalidInput` on a probability outside 0 to 1, a threshold not between 0 and 1, or lists of
 *   different length.
 * @example decisionCurve([0.8, 0.3], [true, false], [0.5]).points // [{ threshold: 0.5, model: 0.5, everybody: 0 }]
 * Source: Vickers and Elkin, Med Decis Making 2006;26:565, doi 10.1177/0272989X06295361.
 */
export function decisionCurve(probabilities: readonly number[], outcomes: readonly boolean[], thresholds: readonly number[]): { readonly status: 'measured'; readonly points: readonly DecisionPoint[] } | NotMeasured {
  requireProbabilities(probabilities, outcomes);
  const bad = thresholds.find((threshold) => !(threshold > 0 && threshold < 1));
  if (bad !== undefined) throw new AmyloscopeError('invalidInput', `threshold ${bad}: a probability between 0 and 1 is needed.`);
  const cases = outcomes.length;
  if (cases === 0) return notMeasured('noCases', 'There is no case to act on.');
  const diseased = outcomes.filter(Boolean).length;
  const points = thresholds.map((threshold) => {
    const odds = threshold / (1 - threshold);
    const called = probabilities.map((probability) => probability >= threshold);
    const truePositives = called.filter((positive, i) => positive && outcomes[i]).length;
    const falsePositives = called.filter((positive, i) => positive && !outcomes[i]).length;
    return { threshold, model: (truePositives - odds * falsePositives) / cases, everybody: (diseased - odds * (cases - diseased)) / cases };
  });
  return { status: 'measured', points };
}
