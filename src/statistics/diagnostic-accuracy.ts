import { notMeasured, type NotMeasured, type Result } from '../measurement/result.ts';
import { z95 } from './distribution-normal.ts';
import { type Proportion, proportionWilson } from './proportion-wilson.ts';
import { requireSameLength } from './require-values.ts';

/** Counts of a test against the truth. */
export interface TwoByTwo {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

export interface LikelihoodRatio {
  readonly interval95: readonly [lower: number, upper: number];
}

export interface DiagnosticAccuracy {
  readonly sensitivity: Result<Proportion>;
  readonly specificity: Result<Proportion>;
  /** Holds for the prevalence of this sample only. */
  readonly positivePredictiveValue: Result<Proportion>;
  readonly negativePredictiveValue: Result<Proportion>;
  readonly accuracy: Result<Proportion>;
  /** How much a positive result multiplies the odds of disease. */
  readonly likelihoodRatioPositive: Result<LikelihoodRatio>;
  readonly likelihoodRatioNegative: Result<LikelihoodRatio>;
}

/**
 * Sensitivity, specificity, predictive values and likelihood ratios of a test, with intervals.
 *
 * Proportions have Wilson intervals, likelihood ratios the log interval of Simel. Assumes independent cases.
 *
 * @param counts whole numbers, not below 0.
 * @returns each figure, or `notMeasured` where its denominator is empty (`noTrials`) or a likelihood ratio has a cell of
 *   0 (`emptyCell`: the ratio or its interval is 0 or infinite).
 * @throws AmyloscopeError `invalidInput` on counts that are not whole or below 0.
 * Source: Simel et al., J Clin Epidemiol 1991;44:763, doi 10.1016/0895-4356(91)90128-V; R package epiR
 *   `epi.tests(method = "wilson")`.
 */
export function diagnosticAccuracy({ truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn }: TwoByTwo): DiagnosticAccuracy {
  return {
    sensitivity: proportionWilson(tp, tp + fn),
    specificity: proportionWilson(tn, tn + fp),
    positivePredictiveValue: proportionWilson(tp, tp + fp),
    negativePredictiveValue: proportionWilson(tn, tn + fn),
    accuracy: proportionWilson(tp + tn, tp + tn + fp + fn),
    likelihoodRatioPositive: likelihoodRatio(tp, tp + fn, fp, fp + tn),
    likelihoodRatioNegative: likelihoodRatio(fn, tp + fn, tn, fp + tn),
  };
}

/**
 * Counts the four outcomes of a test.
 * @param called whether the test called each case positive.
 * @param diseased the truth of each case, in the same order.
 * @throws AmyloscopeError `invalidInput` on lists of different length.
 */
export function twoByTwo(called: readonly boolean[], diseased: readonly boolean[]): TwoByTwo {
  requireSameLength('called', called, 'diseased', diseased);
  const count = (wantCalled: boolean, wantDiseased: boolean): number => called.filter((one, i) => one === wantCalled && diseased[i] === wantDiseased).length;
  return { truePositives: count(true, true), falsePositives: count(true, false), falseNegatives: count(false, true), trueNegatives: count(false, false) };
}

function likelihoodRatio(a: number, diseased: number, b: number, healthy: number): { status: 'measured'; value: number; interval95: readonly [number, number] } | NotMeasured {
  if (a === 0 || b === 0) return notMeasured('emptyCell', 'A cell of the table is 0: the likelihood ratio has no finite interval.');
  const value = a / diseased / (b / healthy);
  const half = z95 * Math.sqrt(1 / a - 1 / diseased + 1 / b - 1 / healthy);
  return { status: 'measured', value, interval95: [value * Math.exp(-half), value * Math.exp(half)] };
}
