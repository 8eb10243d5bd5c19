import { describe, expect, test } from 'vitest';
import { decisionCurve } from '../../src/statistics/decision-curve.ts';
import { diagnosticAccuracy, twoByTwo } from '../../src/statistics/diagnostic-accuracy.ts';
import { expectNear, expectNotMeasured, measured, reference } from './reference.ts';

const figures = ['sensitivity', 'specificity', 'ppv', 'npv', 'accuracy', 'likelihoodRatioPositive', 'likelihoodRatioNegative'] as const;
interface Recorded {
  twoByTwo: (Record<'tp' | 'fp' | 'fn' | 'tn', number> & Record<(typeof figures)[number], [value: number, lower: number, upper: number]>)[];
  calibration: { name: string; probabilities: number[]; outcomes: boolean[]; netBenefit: { threshold: number; model: number; everybody: number }[] }[];
}
const recorded = reference<Recorded>('diagnostic-accuracy');

test.each(recorded.twoByTwo)('$tp, $fp, $fn, $tn equals epi.tests of R package epiR', ({ tp, fp, fn, tn, ...expected }) => {
  const found = diagnosticAccuracy({ truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn });
  const byName = { ...found, ppv: found.positivePredictiveValue, npv: found.negativePredictiveValue };
  for (const name of figures) {
    const { value, interval95 } = measured<{ status: 'measured'; value: number; interval95: readonly [number, number] }>(byName[name]);
    expectNear([value, ...interval95], expected[name]);
  }
});

test('figures without a case, and likelihood ratios with an empty cell, are not measured', () => {
  const found = diagnosticAccuracy({ truePositives: 5, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 });
  expectNotMeasured(found.specificity, 'noTrials');
  expectNotMeasured(found.likelihoodRatioPositive, 'emptyCell');
  expect(measured(found.sensitivity).value).toBe(1);
});

test('calls and truths are counted into the four cells', () => {
  const counts = twoByTwo([true, true, false, false, true], [true, false, true, false, true]);
  expect(counts).toEqual({ truePositives: 2, falsePositives: 1, falseNegatives: 1, trueNegatives: 1 });
  expect(() => twoByTwo([true], [])).toThrow(/1 entries/);
});

describe.each(recorded.calibration)('the decision curve of predictions $name', ({ probabilities, outcomes, netBenefit }) => {
  test('equals the net benefit counted in R', () => {
    const { points } = measured(decisionCurve(probabilities, outcomes, netBenefit.map(({ threshold }) => threshold)));
    points.forEach((point, i) => expectNear([point.model, point.everybody], [netBenefit[i].model, netBenefit[i].everybody]));
  });
});

test('a decision curve needs cases and thresholds between 0 and 1', () => {
  expectNotMeasured(decisionCurve([], [], [0.5]), 'noCases');
  expect(() => decisionCurve([0.5], [true], [1])).toThrow(/threshold 1/);
});
