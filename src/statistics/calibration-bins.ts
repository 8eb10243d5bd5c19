import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { notMeasured, type Result } from '../measurement/result.ts';
import { requireProbabilities } from './brier-score.ts';
import { mean } from './mean.ts';
import { proportionWilson } from './proportion-wilson.ts';
import { sum } from './sum.ts';

/** Cases whose predicted probability lies in [lower, upper), the last bin including 1. Empty bins are not listed. */
export interface CalibrationBin {
  readonly lower: number;
  readonly upper: number;
  readonly cases: number;
  readonly meanProbability: number;
  readonly observed: number;
  /** Wilson interval of the observed share. */
  readonly observedInterval95: readonly [lower: number, upper: number];
}

export interface Calibration {
  readonly bins: readonly CalibrationBin[];
}

/**
 * Reliability diagram: how often the event happened among cases given about the same probability.
 *
 * `value` is the expected calibration error: mean distance of observed share from mean probability, each bin weighted by
 * its cases. It depends on the number of bins and grows as they get few cases; compare only at equal bins and size.
 *
 * @param probabilities predicted, 0 to 1, one per case.
 * @param outcomes what happened, in the same order.
 * @param count number of bins of equal width, at least 1.
 * @returns the error, 0 to 1, with the bins; `notMeasured` (`noCases`) when there is no case.
 * @throws AmyloscopeError `invalidInput` on a probability outside 0 to 1, lists of different length, or a count of bins
 *   that is not a whole number above 0.
 * @example calibrationBins([0.1, 0.2, 0.9], [false, false, true], 2).value // 0.1333
 * Source: Naeini et al., Proc AAAI 2015;29:2901, doi 10.1609/aaai.v29i1.9602; scikit-learn `calibration_curve`.
 */
export function calibrationBins(probabilities: readonly number[], outcomes: readonly boolean[], count = 10): Result<Calibration> {
  requireProbabilities(probabilities, outcomes);
  if (!Number.isInteger(count) || count < 1) throw new AmyloscopeError('invalidInput', `${count} bins: a whole number above 0 is needed.`);
  if (outcomes.length === 0) return notMeasured('noCases', 'There is no case to compare a probability with.');
  const members: number[][] = Array.from({ length: count }, () => []);
  probabilities.forEach((probability, i) => members[Math.min(count - 1, Math.floor(probability * count))].push(i));
  const bins = members.flatMap((indices, bin) => (indices.length === 0 ? [] : [summary(indices, bin)]));

  function summary(indices: readonly number[], bin: number): CalibrationBin {
    const events = indices.filter((i) => outcomes[i]).length;
    const share = proportionWilson(events, indices.length);
    return {
      lower: bin / count,
      upper: (bin + 1) / count,
      cases: indices.length,
      meanProbability: mean(indices.map((i) => probabilities[i])),
      observed: events / indices.length,
      observedInterval95: share.status === 'measured' ? share.interval95 : [0, 1],
    };
  }
  const error = sum(bins.map((bin) => bin.cases * Math.abs(bin.observed - bin.meanProbability))) / outcomes.length;
  return { status: 'measured', value: error, bins };
}
