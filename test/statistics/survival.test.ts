import { describe, expect, test } from 'vitest';
import { concordanceIndex } from '../../src/statistics/concordance-index.ts';
import type { CoxTies } from '../../src/statistics/cox-likelihood.ts';
import { coxModel } from '../../src/statistics/cox-model.ts';
import { coxProportionalHazards } from '../../src/statistics/cox-proportional-hazards.ts';
import { kaplanMeier, numbersAtRisk } from '../../src/statistics/kaplan-meier.ts';
import { logRank } from '../../src/statistics/log-rank.ts';
import { closedForm, expectNear, expectNotMeasured, iterative, measured, reference } from './reference.ts';

interface Fit {
  coefficients: number[];
  se: number[];
  p: number[];
  hazardRatios: number[][];
  logLikelihoods: [number, number];
  tests: [number, number, number];
  exactWald: number;
  zph?: number[][];
  concordance?: [value: number, standardError: number, concordant: number, discordant: number, tied: number];
  linearPredictors?: number[];
}
interface Recorded {
  curves: {
    name: string;
    times: number[];
    events: boolean[];
    groups: (string | number)[];
    curve: Record<'time' | 'atRisk' | 'events' | 'survival' | 'se', number[]> & Record<'lower' | 'upper', (number | null)[]>;
    median: [number, number | null, number | null];
    logRank: { chiSquared: number; p: number; observed: number[]; expected: number[] };
  }[];
  cox: { name: string; times: number[]; starts?: number[]; events: boolean[]; covariates: { name: string; values: number[] }[]; ties: Partial<Record<CoxTies, Fit>> }[];
}
const { curves, cox } = reference<Recorded>('survival');
const fits = cox.flatMap(({ ties, ...input }) => Object.entries(ties).map(([method, expected]) => ({ name: input.name, method: method as CoxTies, input, expected })));

describe.each(curves)('on $name', ({ times, events, groups, curve, ...expected }) => {
  test('the Kaplan-Meier curve and median equal survfit of R package survival', () => {
    const { points, median } = measured(kaplanMeier({ times, events }));
    expectNear(points.map((point) => point.time), curve.time);
    expectNear(points.map((point) => point.atRisk), curve.atRisk);
    expectNear(points.map((point) => point.events), curve.events);
    expectNear(points.map((point) => point.survival), curve.survival);
    const inside = points.flatMap(({ survival }, i) => (survival > 0 && survival < 1 ? [i] : []));
    expectNear(inside.map((i) => points[i].standardError), inside.map((i) => curve.se[i]));
    expectNear(inside.flatMap((i) => points[i].interval95), inside.flatMap((i) => [curve.lower[i] ?? Number.NaN, curve.upper[i] ?? Number.NaN]));
    const { value, interval95 } = measured(median);
    expect([value, ...interval95]).toEqual(expected.median.map((bound) => bound ?? Infinity));
  });

  test('the log-rank test equals survdiff', () => {
    const found = measured(logRank({ times, events }, groups));
    expectNear([found.chiSquared, found.p], [expected.logRank.chiSquared, expected.logRank.p]);
    expectNear(found.groups.map((group) => group.observed), expected.logRank.observed);
    expectNear(found.groups.map((group) => group.expected), expected.logRank.expected);
  });

  test('the order of subjects changes nothing', () => {
    const found = measured(logRank({ times: times.toReversed(), events: events.toReversed() }, groups.toReversed()));
    expectNear(found.chiSquared, expected.logRank.chiSquared, 1e-9);
  });
});

test('the log-rank test of the lung cancer data by sex is the one that R prints', () => expect(measured(logRank(curves[0], curves[0].groups)).chiSquared).toBeCloseTo(10.32674, 5));

test('the Cox model of the lung cancer data after Efron is the one that R prints', () => {
  const [age, sex] = measured(coxModel(cox[0])).coefficients;
  expect([age.value, sex.value]).toEqual([expect.closeTo(0.01704533, 8), expect.closeTo(-0.51321852, 8)]);
});

describe.each(fits)('Cox model of $name, ties $method', ({ input, method, expected }) => {
  const model = measured(coxModel(input, method));

  test('coefficients, likelihoods and tests equal coxph of R package survival', () => {
    expectNear(model.coefficients.map(({ value }) => value), expected.coefficients, iterative);
    expectNear(model.coefficients.map(({ standardError }) => standardError), expected.se, iterative);
    expectNear(model.coefficients.map(({ p }) => p), expected.p, iterative);
    expectNear(model.coefficients.flatMap(({ hazardRatio, hazardRatioInterval95 }) => [hazardRatio, ...hazardRatioInterval95]), expected.hazardRatios.flat(), iterative);
    expectNear([model.nullLogLikelihood, model.logLikelihood], expected.logLikelihoods, closedForm);
    expectNear([model.likelihoodRatioTest.chiSquared, model.scoreTest.chiSquared, model.waldTest.chiSquared], [expected.tests[0], expected.tests[2], expected.exactWald], iterative);
  });

  test('scaling a covariate divides its coefficient and leaves the tests', () => {
    const covariates = input.covariates.map(({ name, values }, j) => ({ name, values: j === 0 ? values.map((value) => 50 * value + 3) : values }));
    const scaled = measured(coxModel({ ...input, covariates }, method));
    expectNear(50 * scaled.coefficients[0].value, expected.coefficients[0], iterative);
    expectNear(scaled.likelihoodRatioTest.chiSquared, model.likelihoodRatioTest.chiSquared, 1e-8);
  });
});

const checked = fits.flatMap(({ name, method, input, expected }) => (method !== 'exact' && expected.zph ? [{ name, method, input, zph: expected.zph }] : []));
test.each(checked)('the check of proportional hazards equals cox.zph: $name, ties $method', ({ input, method, zph }) => {
  const found = measured(coxProportionalHazards(input, measured(coxModel(input, method)), method));
  expectNear([...found.covariates, found.global].flatMap(({ chiSquared, df, p }) => [chiSquared, df, p]), zph.flat(), iterative);
});

const predicted = fits.flatMap(({ name, method, input, expected }) => (expected.linearPredictors && expected.concordance ? [{ name, method, input, predictors: expected.linearPredictors, concordance: expected.concordance }] : []));
test.each(predicted)('the linear predictor and its concordance equal R: $name', ({ input, method, predictors, concordance }) => {
  const found = measured(concordanceIndex(input, predictors));
  expectNear([found.value, found.standardError, found.concordant, found.discordant, found.tied], concordance, closedForm);
  const { linearPredictors } = measured(coxModel(input, method));
  // R centres some covariates only, so the two differ by one constant.
  expectNear(linearPredictors.map((value) => value - linearPredictors[0]), predictors.map((value) => value - predictors[0]), iterative);
});

test('splitting each follow-up into stretches with the same covariates leaves the model', () => {
  const { times, events, covariates } = cox[1];
  const halves = times.flatMap((time, i) => [{ start: 0, stop: time / 2, event: false, i }, { start: time / 2, stop: time, event: events[i], i }]);
  const split = measured(coxModel({
    starts: halves.map(({ start }) => start),
    times: halves.map(({ stop }) => stop),
    events: halves.map(({ event }) => event),
    covariates: covariates.map(({ name, values }) => ({ name, values: halves.map(({ i }) => values[i]) })),
  }));
  expectNear(split.coefficients.map(({ value }) => value), measured(coxModel(cox[1])).coefficients.map(({ value }) => value), 1e-8);
});

test('without ties the three methods agree', () => {
  const { times, events, covariates } = cox[0];
  const input = { times: times.map((time, i) => time + i / 1000), events, covariates };
  const [efron, breslow, exact] = (['efron', 'breslow', 'exact'] as const).map((method) => measured(coxModel(input, method)).coefficients.map(({ value }) => value));
  expectNear(breslow, efron, 1e-9);
  expectNear(exact, efron, 1e-9);
});

test('numbers at risk count those seen at least so long', () => expect(numbersAtRisk({ times: [1, 2, 2, 5], events: [true, false, true, false] }, [0, 2, 3, 6])).toEqual([4, 3, 1, 0]));

test('the median is not reached while more than half live on', () => {
  expectNotMeasured(measured(kaplanMeier({ times: [1, 2, 3], events: [true, false, false] })).median, 'notReached');
  expect(measured(kaplanMeier({ times: [1, 2], events: [false, false] })).points.map(({ survival }) => survival)).toEqual([1, 1]);
});

test('data that decide nothing are not measured', () => {
  const data = { times: [1, 2, 3, 4], events: [true, true, false, true] };
  const none = { times: [1, 2], events: [false, false] };
  const model = (values: number[]): ReturnType<typeof coxModel> => coxModel({ ...data, covariates: [{ name: 'x', values }] });
  expectNotMeasured(kaplanMeier({ times: [], events: [] }), 'noSubjects');
  expectNotMeasured(logRank(data, ['a', 'a', 'a', 'a']), 'oneGroup');
  expectNotMeasured(logRank(none, ['a', 'b']), 'noEvents');
  expectNotMeasured(logRank({ times: [1, 2], events: [false, true] }, ['a', 'b']), 'noOverlap');
  expectNotMeasured(coxModel({ ...none, covariates: [{ name: 'x', values: [1, 2] }] }), 'noEvents');
  expectNotMeasured(coxModel({ ...data, covariates: [] }), 'noCovariates');
  expectNotMeasured(model([1, 1, 1, 1]), 'collinear');
  expectNotMeasured(model([4, 3, 2, 1]), 'separated');
  expectNotMeasured(coxModel({ ...cox[0], covariates: [...cox[0].covariates, { name: 'copy', values: cox[0].covariates[0].values.map((value) => 2 * value) }] }), 'collinear');
  expectNotMeasured(concordanceIndex(none, [1, 2]), 'noPairs');
});

test('impossible follow-up is refused by subject', () => {
  expect(() => kaplanMeier({ times: [1, 0], events: [true, true] })).toThrow(/subject 2 has 0/);
  expect(() => coxModel({ times: [1, 2], starts: [0, 2], events: [true, true], covariates: [] })).toThrow(/row 2: the stretch from 2 to 2/);
  expect(() => coxModel({ times: [1, 2], events: [true, true], covariates: [{ name: 'x', values: [1, Number.NaN] }] })).toThrow(/x: value 2/);
});
