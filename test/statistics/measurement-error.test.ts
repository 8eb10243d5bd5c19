import { expect, test } from 'vitest';
import { coefficientFromLogSd, coefficientOfVariation, logSdFromCoefficient } from '../../src/statistics/coefficient-of-variation.ts';
import { repeatabilityCoefficient } from '../../src/statistics/repeatability-coefficient.ts';
import { minimalDetectableChange95, standardErrorOfMeasurement } from '../../src/statistics/standard-error-of-measurement.ts';
import { expectNear, expectNotMeasured, measured, reference } from './reference.ts';

const { withinSubject } = reference<{ withinSubject: { name: string; repeats: number[][]; value: number; interval: number[] }[] }>('agreement-two-readers');

test.each(withinSubject)('the repeatability coefficient of $name is 1.96 sqrt(2) times the residual SD of R', ({ repeats, value, interval }) => {
  const found = measured(repeatabilityCoefficient(repeats));
  const factor = 1.959963984540054 * Math.SQRT2;
  expectNear([found.value, ...found.interval95], [factor * value, factor * interval[0], factor * interval[1]]);
});

test('the coefficient of variation of two repeats follows from their log ratios', () => {
  const pairs = [[1.2, 1.3], [0.8, 0.75], [2.1, 2.3]];
  const logVariance = pairs.reduce((total, [a, b]) => total + Math.log(a / b) ** 2, 0) / 6;
  expectNear(measured(coefficientOfVariation(pairs)).value, Math.sqrt(Math.exp(logVariance) - 1), 1e-12);
});

test('scaling the values leaves the coefficient of variation', () => {
  const repeats = [[10, 12, null], [20, 21, 19], [33, 30]];
  const scaled = repeats.map((row) => row.map((value) => (value === null ? null : 12.5 * value)));
  expectNear(measured(coefficientOfVariation(scaled)).value, measured(coefficientOfVariation(repeats)).value, 1e-12);
});

test('the log SD of a coefficient of variation gives that coefficient back', () => expectNear([0, 0.176, 1.5].map((cv) => coefficientFromLogSd(logSdFromCoefficient(cv))), [0, 0.176, 1.5], 1e-12));

test('SEM and MDC95 follow their definitions', () => {
  expectNear(standardErrorOfMeasurement(3, 0.91), 0.9, 1e-12);
  expectNear(minimalDetectableChange95(0.9), 2.49462688383, 1e-10);
  expect(() => standardErrorOfMeasurement(3, 1.2)).toThrow(/reliability 1.2/);
  expect(() => standardErrorOfMeasurement(-1, 0.5)).toThrow(/SD -1/);
});

test('values not above 0 and single values have no coefficient of variation', () => {
  expectNotMeasured(coefficientOfVariation([[1, 0], [2, 3]]), 'notPositive');
  expectNotMeasured(coefficientOfVariation([[1], [2]]), 'noRepeats');
  expectNotMeasured(repeatabilityCoefficient([[1], []]), 'noRepeats');
});
