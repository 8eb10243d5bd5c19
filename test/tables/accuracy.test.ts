import { describe, expect, test } from 'vitest';
import { accuracy, type AccuracyInput, type AccuracyScore, type ThresholdAccuracy } from '../../src/tables/accuracy.ts';
import { closedForm, expectNear, expectNotMeasured, iterative, measured } from '../statistics/reference.ts';
import { tableReference } from './table-reference.ts';

type Triple = readonly [value: number, lower: number, upper: number];
interface Recorded {
  readonly diseased: readonly boolean[];
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
  readonly scores: readonly {
    readonly name: string;
    readonly cases: number;
    readonly auc: number;
    readonly interval: readonly number[];
    readonly youden: number;
    readonly atStated: Readonly<Record<'sensitivity' | 'specificity' | 'likelihoodRatioPositive' | 'likelihoodRatioNegative', Triple>> | null;
  }[];
  readonly comparisons: readonly { readonly first: string; readonly second: string; readonly cases: number; readonly difference: number; readonly interval: readonly number[]; readonly p: number }[];
  readonly adjusted: readonly number[];
  readonly calibration: { readonly slope: number; readonly brier: number; readonly netBenefit: readonly number[] };
}

const recorded = tableReference<Recorded>('accuracy');
const stated: Readonly<Record<string, number>> = { s100b: 0.3, low: 50 };
const score = (name: string, more: Partial<AccuracyScore> = {}): AccuracyScore => ({ name, unit: null, values: recorded.values[name], diseasedWhen: name === 'low' ? 'low' : 'high', threshold: stated[name] ?? null, ...more });
const input: AccuracyInput = { patients: recorded.diseased.map((_, i) => `P${i}`), diseased: recorded.diseased, scores: ['s100b', 'low', 'probability'].map((name) => score(name)) };
const found = accuracy(input);

const triple = (result: { readonly status: 'measured'; readonly value: number; readonly interval95: readonly [number, number] }): number[] => [result.value, ...result.interval95];
const atThreshold = (threshold: ThresholdAccuracy | { readonly status: 'notMeasured' }): ThresholdAccuracy => {
  if ('status' in threshold) throw new Error('no threshold');
  return threshold;
};

describe.each(recorded.scores)('the score $name', ({ name, cases, auc, interval, youden }) => {
  const one = found.scores.find((entry) => entry.name === name)!;

  test('has the area and DeLong interval that pROC gives on the cases that have it', () => {
    expect([one.cases, one.missing]).toEqual([cases, recorded.diseased.length - cases]);
    expectNear(triple(measured(one.auc)), [auc, ...interval]);
  });

  test('has the largest Youden index of pROC where no threshold was stated', () => {
    const { threshold } = accuracy({ ...input, scores: [score(name, { threshold: null })] }).scores[0];
    const { accuracy: { sensitivity, specificity }, origin } = atThreshold(threshold);
    expect(origin).toBe('chosenHere');
    expectNear(measured(sensitivity).value + measured(specificity).value - 1, youden);
  });
});

test.each(recorded.scores.filter(({ atStated }) => atStated !== null))('$name has the sensitivity, specificity and likelihood ratios of epiR at the stated threshold', ({ name, atStated }) => {
  const { accuracy: figures, origin, value } = atThreshold(found.scores.find((entry) => entry.name === name)!.threshold);
  expect([origin, value]).toEqual(['stated', stated[name]]);
  for (const [figure, expected] of Object.entries(atStated!)) expectNear(triple(measured(figures[figure as keyof typeof figures])), expected);
});

test('two scores are compared on the cases that have both, as pROC does, with the p of Holm', () => {
  expect(found.comparisons.map(({ first, second, cases }) => [first, second, cases])).toEqual(recorded.comparisons.map(({ first, second, cases }) => [first, second, cases]));
  found.comparisons.forEach(({ difference, adjustedP }, i) => {
    const { difference: value, interval, p } = recorded.comparisons[i];
    expectNear([...triple(measured(difference)), measured(difference).p, adjustedP!], [value, ...interval, p, recorded.adjusted[i]]);
  });
});

test('a probability has the calibration slope, Brier score and net benefit of R', () => {
  const { slope, brier, decision } = found.scores[2].probability!;
  expectNear(measured(slope).slope.value, recorded.calibration.slope, iterative);
  expectNear(measured(brier).value, recorded.calibration.brier);
  const at = [0.1, 0.3, 0.6].map((wanted) => decision.find(({ threshold }) => threshold === wanted)!.model);
  expectNear(at, recorded.calibration.netBenefit, closedForm);
});

test('a score beyond 1 and an answer of 0 or 1 are no probabilities', () => {
  const scores = [score('s100b', { values: recorded.values['s100b'].map((value) => 10 * value!) }), score('answer', { values: recorded.diseased.map(Number) })];
  expect(accuracy({ ...input, scores }).scores.map(({ probability }) => probability)).toEqual([null, null]);
});

test('turning a score upside down with its direction changes no figure but the sign of the threshold', () => {
  const turned = accuracy({ ...input, scores: [score('s100b', { values: recorded.values['s100b'].map((value) => -value!), diseasedWhen: 'low', threshold: -0.3 })] }).scores[0];
  expect(turned.auc).toEqual(found.scores[0].auc);
  expect(atThreshold(turned.threshold)).toEqual({ ...atThreshold(found.scores[0].threshold), value: -0.3 });
});

test('the order of cases changes nothing', () => {
  const turned = accuracy({ patients: input.patients.toReversed(), diseased: input.diseased.toReversed(), scores: input.scores.map((one) => ({ ...one, values: one.values.toReversed() })) });
  expectNear(measured(turned.scores[0].auc).value, measured(found.scores[0].auc).value, 1e-12);
  expect(turned.scores.map(({ threshold }) => threshold)).toEqual(found.scores.map(({ threshold }) => threshold));
});

test('patients in several rows are counted', () => {
  expect(accuracy({ ...input, patients: input.patients.map((_, i) => `P${Math.max(2, i)}`) }).repeatedPatients).toBe(1);
});

test('cases of one kind give reasons instead of figures', () => {
  const one = accuracy({ ...input, diseased: input.diseased.map(() => true) });
  expectNotMeasured(one.scores[0].auc, 'oneClass');
  expect(one.scores[0].threshold).toMatchObject({ code: 'oneClass' });
  expect(one.comparisons.map(({ adjustedP }) => adjustedP)).toEqual([null, null, null]);
});

test('a score that orders all cases the wrong way has no threshold better than chance', () => {
  const { threshold } = accuracy({ patients: ['a', 'b'], diseased: [true, false], scores: [score('x', { values: [1, 2], threshold: null })] }).scores[0];
  expect(threshold).toMatchObject({ code: 'noThreshold' });
});
