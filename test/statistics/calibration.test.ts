import { describe, expect, test } from 'vitest';
import { brierScore } from '../../src/statistics/brier-score.ts';
import { calibrationBins } from '../../src/statistics/calibration-bins.ts';
import { calibrationSlope } from '../../src/statistics/calibration-slope.ts';
import type { Coefficient } from '../../src/statistics/linear-regression.ts';
import { expectNear, expectNotMeasured, measured, reference } from './reference.ts';

interface Case {
  name: string;
  probabilities: number[];
  outcomes: boolean[];
  slope: number[];
  intercept: number[];
  inTheLarge: number[];
  brier: number;
  brierHalf: number;
}
const { calibration: cases } = reference<{ calibration: Case[] }>('diagnostic-accuracy');
const numbers = ({ value, standardError, interval95, p }: Coefficient): number[] => [value, standardError, ...interval95, p];

describe.each(cases)('on $name', ({ probabilities, outcomes, ...expected }) => {
  test('slope and intercepts equal glm in R', () => {
    const found = measured(calibrationSlope(probabilities, outcomes));
    expectNear(numbers(found.slope), expected.slope);
    expectNear(numbers(found.intercept), expected.intercept);
    expectNear(numbers(found.inTheLarge), expected.inTheLarge);
  });

  test('the Brier score and its interval equal the mean and SD of R', () => {
    const { value, interval95 } = measured(brierScore(probabilities, outcomes));
    expectNear([value, ...interval95], [expected.brier, Math.max(0, expected.brier - expected.brierHalf), expected.brier + expected.brierHalf]);
  });

  test('every case falls in one bin, and the bins hold the counts that a direct search finds', () => {
    const { bins } = measured(calibrationBins(probabilities, outcomes));
    expect(bins.reduce((total, bin) => total + bin.cases, 0)).toBe(outcomes.length);
    for (const bin of bins) {
      const inside = probabilities.flatMap((value, i) => (value >= bin.lower && (value < bin.upper || (bin.upper === 1 && value === 1)) ? [Number(outcomes[i])] : []));
      expect([bin.cases, bin.observed * bin.cases]).toEqual([inside.length, expect.closeTo(inside.reduce((a, b) => a + b, 0), 9)]);
    }
  });
});

test('one bin compares the prevalence with the mean probability', () => expect(measured(calibrationBins([0.2, 0.4], [true, false], 1)).value).toBeCloseTo(0.2, 12));

test('predictions that order the cases without error have no slope', () => {
  expectNotMeasured(calibrationSlope([0.1, 0.2, 0.8], [false, false, true]), 'separated');
  expectNotMeasured(calibrationSlope([0.1, 0.5, 0.5, 0.8], [false, false, true, true]), 'separated');
});

test('one outcome, equal predictions and empty lists are not measured', () => {
  expectNotMeasured(calibrationSlope([0.1, 0.2], [true, true]), 'oneClass');
  expectNotMeasured(calibrationSlope([0.3, 0.3, 0.3], [true, false, true]), 'collinear');
  expectNotMeasured(calibrationBins([], []), 'noCases');
  expectNotMeasured(brierScore([0.3], [true]), 'tooFew');
});

test('a probability outside 0 to 1 is refused', () => expect(() => brierScore([0.2, 1.2], [true, false])).toThrow(/value 2 is 1.2/));
