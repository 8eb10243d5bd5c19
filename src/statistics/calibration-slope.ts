import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { requireProbabilities } from './brier-score.ts';
import type { Coefficient } from './linear-regression.ts';
import { logisticRegression } from './logistic-regression.ts';

/** A float32 network can answer exactly 0 or 1, whose log odds are infinite; such answers are taken this far inside. */
const smallestProbability = 1e-6;

export interface CalibrationSlope {
  readonly status: 'measured';
  /** 1 when right; below 1 the predictions are too extreme, above 1 too timid. */
  readonly slope: Coefficient;
  /** Intercept beside that slope. */
  readonly intercept: Coefficient;
  /** Calibration in the large: intercept with the slope held at 1; above 0 the events are underestimated. */
  readonly inTheLarge: Coefficient;
  /** Predictions that were moved off 0 or 1. */
  readonly moved: number;
}

/**
 * Calibration slope and intercept: logistic regression of the outcome on the log odds that were predicted.
 *
 * Predictions within 1e-6 of 0 or 1 are moved to 1e-6 from it and counted. Assumes independent cases. The p of the slope
 * is against 0, not against 1; judge by whether the interval holds 1.
 *
 * @param probabilities predicted, 0 to 1, one per case.
 * @param outcomes what happened, in the same order.
 * @returns `notMeasured` with `oneClass`, `separated` (the predictions order the cases without error, so any steeper
 *   slope fits better) or `collinear` (all predictions equal).
 * @throws AmyloscopeError `invalidInput` on a probability outside 0 to 1 or lists of different length.
 * Source: Cox, Biometrika 1958;45:562, doi 10.1093/biomet/45.3-4.562; Van Calster et al., BMC Med 2019;17:230, doi
 *   10.1186/s12916-019-1466-7.
 */
export function calibrationSlope(probabilities: readonly number[], outcomes: readonly boolean[]): CalibrationSlope | NotMeasured {
  requireProbabilities(probabilities, outcomes);
  const inside = probabilities.map((value) => Math.min(1 - smallestProbability, Math.max(smallestProbability, value)));
  const logOdds = inside.map((value) => Math.log(value / (1 - value)));
  if (isSeparated(logOdds, outcomes)) return notMeasured('separated', 'The predictions order the cases without error: no finite slope exists.');
  const ones = logOdds.map(() => 1);
  const fit = logisticRegression([ones, logOdds], outcomes);
  if (fit.status === 'notMeasured') return fit;
  const large = logisticRegression([ones], outcomes, logOdds);
  if (large.status === 'notMeasured') return large;
  const moved = inside.filter((value, i) => value !== probabilities[i]).length;
  return { status: 'measured', intercept: fit.coefficients[0], slope: fit.coefficients[1], inTheLarge: large.coefficients[0], moved };
}

function isSeparated(scores: readonly number[], outcomes: readonly boolean[]): boolean {
  const range = (wanted: boolean): readonly [number, number] => {
    let [low, high] = [Infinity, -Infinity];
    scores.forEach((score, i) => {
      if (outcomes[i] !== wanted) return;
      low = Math.min(low, score);
      high = Math.max(high, score);
    });
    return [low, high];
  };
  const [eventLow, eventHigh] = range(true);
  const [otherLow, otherHigh] = range(false);
  const oneClass = eventLow > eventHigh || otherLow > otherHigh;
  const allEqual = Math.min(eventLow, otherLow) === Math.max(eventHigh, otherHigh);
  return !oneClass && !allEqual && (eventLow >= otherHigh || eventHigh <= otherLow);
}
