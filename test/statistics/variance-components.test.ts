import { describe, expect, test } from 'vitest';
import { gaugeReproducibility } from '../../src/statistics/gauge-reproducibility.ts';
import { icc } from '../../src/statistics/icc.ts';
import { iccUnbalanced } from '../../src/statistics/icc-unbalanced.ts';
import { varianceBySource } from '../../src/statistics/variance-by-source.ts';
import { type Factor, shareInterval, varianceComponents } from '../../src/statistics/variance-components.ts';
import { expectNear, expectNotMeasured, iterative, measured, reference } from './reference.ts';

interface Recorded {
  components: { name: string; values: number[]; factors: Factor[]; variances: number[]; mean: number; meanStandardError: number; deviance: number; logCovariance: number[][] }[];
  gauge: { name: string; values: number[][][]; components: Record<'patient' | 'reader' | 'interaction' | 'repeated' | 'gauge', { variance: number; interval: number[] }> }[];
}
const recorded = reference<Recorded>('variance-components');

describe.each(recorded.components)('components, $name', ({ values, factors, ...expected }) => {
  const found = measured(varianceComponents(values, factors));

  test('variances, mean and deviance equal lmer of R package lme4', () => {
    expectNear(found.components.map((component) => component.variance), expected.variances, iterative);
    expectNear([found.mean, found.meanStandardError, found.deviance], [expected.mean, expected.meanStandardError, expected.deviance], iterative);
  });

  test('the covariance of the log variances equals that of a dense likelihood in R, on the scale of their standard errors', () => {
    const scale = (i: number, j: number): number => Math.sqrt(expected.logCovariance[i][i] * expected.logCovariance[j][j]);
    found.logCovariance.forEach((row, i) => row.forEach((value, j) => expect(Math.abs(value - expected.logCovariance[i][j]) / scale(i, j)).toBeLessThan(iterative)));
    expect(found.logCovariance.length).toBe(expected.logCovariance.length);
  });

  test('shares sum to 1 and lie in their intervals', () => {
    expectNear(found.components.reduce((total, { share }) => total + share, 0), 1, 1e-12);
    for (const { share, shareInterval95 } of found.components) {
      expect(share).toBeGreaterThanOrEqual(shareInterval95[0]);
      expect(share).toBeLessThanOrEqual(shareInterval95[1]);
    }
  });

  test('the unit changes no share', () => {
    const scaled = measured(varianceComponents(values.map((value) => 1000 * value), factors));
    expectNear(scaled.components.map(({ share }) => share), found.components.map(({ share }) => share), 1e-5);
  });
});

test('a component of 0 has an interval that begins at 0 and ends above it', () => {
  const [, reader] = measured(varianceComponents(recorded.components[3].values, recorded.components[3].factors)).components;
  expect([reader.variance, reader.interval95[0]]).toEqual([0, 0]);
  expect(reader.interval95[1]).toBeGreaterThan(0);
});

test('the interval of a share follows the delta method worked by hand', () => {
  // Two parts 1 and 3 with independent logs of variance 0.04 and 0.09: the log odds have variance 0.13.
  const half = 1.959963984540054 * Math.sqrt(0.13);
  const bound = (sign: number): number => 1 / (1 + 3 * Math.exp(-sign * half));
  expectNear(shareInterval([1, 3], [true, false], [[0.04, 0], [0, 0.09]]), [bound(-1), bound(1)], 1e-12);
});

test('components add up by source, and a single component keeps its own interval', () => {
  const { values, factors } = recorded.components[0];
  const model = measured(varianceComponents(values, factors));
  const [patient, human, technical] = varianceBySource(model, { patient: 'patient', reader: 'human', residual: 'technical' });
  expect([patient.source, human.source, technical.source]).toEqual(['patient', 'human', 'technical']);
  expectNear([patient, human, technical].map(({ share }) => share), model.components.map(({ share }) => share), 1e-12);
  expectNear(human.shareInterval95, model.components[1].shareInterval95, 1e-12);
});

test('two components of one source share an interval that mirrors that of the rest', () => {
  const { values, factors } = recorded.components[0];
  const model = measured(varianceComponents(values, factors));
  const [patient, human] = varianceBySource(model, { patient: 'patient', reader: 'human', residual: 'human' });
  expectNear(human.variance, model.components[1].variance + model.components[2].variance, 1e-12);
  expectNear(human.shareInterval95, [1 - patient.shareInterval95[1], 1 - patient.shareInterval95[0]], 1e-9);
});

test('a source whose only component is 0 has a share from 0 up, and a component without source is refused', () => {
  const { values, factors } = recorded.components[3];
  const model = measured(varianceComponents(values, factors));
  const [, human] = varianceBySource(model, { patient: 'patient', reader: 'human', residual: 'technical' });
  expect([human.share, human.shareInterval95]).toEqual([0, model.components[1].shareInterval95]);
  expect(() => varianceBySource(model, { patient: 'patient' })).toThrow(/component reader has no source/);
});

test('constant values, one level and a level for each observation are not measured', () => {
  const factor = (levels: number[]): Factor[] => [{ name: 'reader', levels }];
  expectNotMeasured(varianceComponents([1, 1, 1], factor([0, 1, 1])), 'constant');
  expectNotMeasured(varianceComponents([1, 2, 3], factor([0, 0, 0])), 'notIdentified');
  expectNotMeasured(varianceComponents([1, 2, 3], factor([0, 1, 2])), 'notIdentified');
  expect(() => varianceComponents([1, 2, 3], factor([0, 1]))).toThrow(/values has 3 entries and reader has 2/);
});

test('on a complete table the ICC by components equals the one by analysis of variance', () => {
  const table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
  const { agreement, consistency } = measured(iccUnbalanced(table));
  const { ICC2, ICC3 } = measured(icc(table)).forms;
  expectNear([agreement.value, consistency.value], [ICC2.value, ICC3.value], iterative);
});

test('the ICC of a table with gaps is the share of the subjects that lme4 finds', () => {
  const { values, factors, variances } = recorded.components[4];
  const table: (number | null)[][] = Array.from({ length: 20 }, () => [null, null, null]);
  values.forEach((value, i) => (table[Number(factors[0].levels[i])][Number(factors[1].levels[i])] = value));
  const { agreement, consistency } = measured(iccUnbalanced(table));
  const [subject, rater, residual] = variances;
  expectNear([agreement.value, consistency.value], [subject / (subject + rater + residual), subject / (subject + residual)], iterative);
  expect(agreement.interval95[0]).toBeLessThan(agreement.value);
  expect(agreement.interval95[1]).toBeLessThan(1);
  expectNotMeasured(iccUnbalanced([[1, 1], [1, 1]]), 'constant');
});

describe.each(recorded.gauge)('gauge R&R of $name', ({ values, components }) => {
  const found = measured(gaugeReproducibility(values));

  test('components equal aov in R and intervals the modified large-sample formulas', () => {
    for (const [name, key] of [['patient', 'patient'], ['reader', 'reader'], ['interaction', 'interaction'], ['repeat', 'repeated']] as const) {
      expectNear([found[name].variance, ...found[name].interval95], [components[key].variance, ...components[key].interval]);
    }
    expectNear(found.gauge.interval95, components.gauge.interval);
  });

  test('the coefficients are 1.96 sqrt(2) times the SD within and between readers', () => {
    const factor = 1.959963984540054 * Math.SQRT2;
    expectNear(found.repeatabilityCoefficient.value, factor * Math.sqrt(components.repeated.variance));
    const between = components.reader.variance + components.interaction.variance + components.repeated.variance;
    expectNear(found.reproducibilityCoefficient.value, factor * Math.sqrt(between));
  });

  test('the order of patients changes nothing', () => expectNear(measured(gaugeReproducibility(values.toReversed())).gauge.variance, found.gauge.variance, 1e-9));
});

test('too small, constant and unequal tables are told apart', () => {
  expectNotMeasured(gaugeReproducibility([[[1, 2], [1, 2]]]), 'tooFew');
  expectNotMeasured(gaugeReproducibility([[[1, 1], [1, 1]], [[1, 1], [1, 1]]]), 'constant');
  expect(() => gaugeReproducibility([[[1, 2], [1, 2]], [[1, 2], [1]]])).toThrow(/patient 2: every reader must measure every patient 2 times/);
});
