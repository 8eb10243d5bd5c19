import { describe, expect, test } from 'vitest';
import { outcome } from '../../src/tables/outcome.ts';
import type { OutcomeInput } from '../../src/tables/outcome-input.ts';
import type { SurvivalCurve } from '../../src/tables/survival-curve.ts';
import { expectNear, expectNotMeasured, iterative, measured } from '../statistics/reference.ts';
import { tableReference } from './table-reference.ts';

interface Hazards {
  readonly coefficients: number[];
  readonly hazardRatios: number[][];
  readonly p: number[];
}
interface Curve {
  readonly median: [number, number, number | null];
  readonly atRisk: number[];
  readonly survival: number[];
  readonly lower: number[];
  readonly upper: number[];
}
type Single = Omit<Hazards, 'coefficients' | 'p'> & { coefficients: number; p: number; rows: number; events: number; sd: number; perSd: number; zph: number[]; concordance: number[] };
interface Recorded {
  readonly lung: {
    readonly data: { time: number[]; event: boolean[]; sex: string[]; age: number[]; ecog: (number | null)[]; loss: (number | null)[] };
    readonly at: number[];
    readonly bySex: Record<'female' | 'male', Curve>;
    readonly logRankBySex: number[];
    readonly medianAge: number;
    readonly byAge: Record<'FALSE' | 'TRUE', Curve>;
    readonly logRankByAge: number[];
    readonly medianFollowUp: number;
    readonly oneByOne: Single[];
    readonly together: Hazards & { rows: number; events: number; likelihoodRatio: number[]; zph: number[][]; concordance: number[] };
  };
  readonly cirrhosis: {
    readonly data: { id: number[]; start: number[]; stop: number[]; event: boolean[]; bilirubin: number[]; albumin: number[] };
    readonly changes: Hazards[];
    readonly current: Hazards;
    readonly everybody: Curve;
    readonly patients: number;
    readonly events: number;
  };
}

const { lung, cirrhosis } = tableReference<Recorded>('outcome');
const { data } = lung;
const quantity = (name: string, values: readonly (number | null)[]) => ({ name, unit: null, kind: 'quantity' as const, contrast: null, values });
const oneRowEach: OutcomeInput = {
  timeUnit: 'months',
  patients: data.time.map((_, i) => `P${i}`),
  starts: null,
  times: data.time,
  events: data.event,
  covariates: [quantity('age', data.age), quantity('ecog', data.ecog), quantity('loss', data.loss)],
  grouping: { by: 'column', name: 'sex', values: data.sex },
  ties: 'efron',
};
const stretches: OutcomeInput = {
  timeUnit: 'days',
  patients: cirrhosis.data.id.map(String),
  starts: cirrhosis.data.start,
  times: cirrhosis.data.stop,
  events: cirrhosis.data.event,
  covariates: [quantity('bilirubin', cirrhosis.data.bilirubin), quantity('albumin', cirrhosis.data.albumin)],
  grouping: null,
  ties: 'efron',
};

function expectCurve({ median, atRisk, survivalAt }: SurvivalCurve, expected: Curve): void {
  const { value, interval95 } = measured(median);
  expectNear([value, interval95[0]], expected.median.slice(0, 2) as number[]);
  expect(interval95[1]).toBeCloseTo(expected.median[2] ?? Infinity, 9);
  // R stops its table at the last patient of a group, where these say that nobody was followed as long.
  expect(atRisk.filter((count) => count > 0)).toEqual(expected.atRisk.filter((count) => count > 0));
  const known = survivalAt.flatMap((one) => (one.status === 'measured' ? [one] : [])).slice(0, expected.survival.length);
  expectNear(known.flatMap(({ value, interval95 }) => [value, ...interval95]), known.flatMap((_, i) => [expected.survival[i], expected.lower[i], expected.upper[i]]));
}

describe('with one row a patient', () => {
  const found = outcome(oneRowEach);

  test('curves by group, numbers at risk and the log-rank test are those of R', () => {
    expect(found.times).toEqual(lung.at);
    expect(found.groups.map(({ label }) => label)).toEqual([{ is: 'named', name: 'female' }, { is: 'named', name: 'male' }]);
    expectCurve(found.groups[0], lung.bySex.female);
    expectCurve(found.groups[1], lung.bySex.male);
    const { chiSquared, p } = measured(found.comparison!.logRank);
    expectNear([chiSquared, p], lung.logRankBySex);
  });

  test('a quantity parts patients at its median, the median in the lower group', () => {
    const { groups, comparison } = outcome({ ...oneRowEach, grouping: { by: 'cut', name: 'age', unit: 'years', values: data.age, cut: null } });
    expect(comparison!.cut).toEqual({ value: lung.medianAge, origin: 'median' });
    expectCurve(groups[0], lung.byAge.FALSE);
    expectCurve(groups[1], lung.byAge.TRUE);
    const { chiSquared, p } = measured(comparison!.logRank);
    expectNear([chiSquared, p], lung.logRankByAge);
  });

  test('the median follow-up is that of the reverse curve of R', () => expectNear(measured(found.medianFollowUp).value, lung.medianFollowUp));

  test('each covariate alone has the hazard ratio, check and concordance of R on the rows that have it', () => {
    found.univariable.forEach((one, i) => {
      const expected = lung.oneByOne[i];
      if ('reason' in one.hazard) throw new Error(one.hazard.reason);
      expect([one.rows, one.missing, one.events]).toEqual([expected.rows, data.time.length - expected.rows, expected.events]);
      expectNear([one.hazard.value, one.hazard.hazardRatio, ...one.hazard.hazardRatioInterval95, one.hazard.p], [expected.coefficients, ...expected.hazardRatios.flat(), expected.p], iterative);
      expectNear([one.perSd!.sd, one.perSd!.value], [expected.sd, expected.perSd], iterative);
      const check = one.proportionalHazards;
      if ('reason' in check) throw new Error(check.reason);
      expectNear([check.chiSquared, check.p], expected.zph, iterative);
      const { value, standardError } = measured(one.concordance);
      expectNear([value, standardError], expected.concordance, iterative);
    });
  });

  test('all covariates together have the model of R on the rows that have them all', () => {
    const model = measured(found.multivariable);
    const { together } = lung;
    expect([model.rows, model.events, model.missing]).toEqual([together.rows, together.events, data.time.length - together.rows]);
    const hazards = model.covariates.flatMap(({ hazard }) => ('reason' in hazard ? [] : [hazard]));
    expectNear(hazards.flatMap(({ hazardRatio, hazardRatioInterval95, p }) => [hazardRatio, ...hazardRatioInterval95, p]), together.hazardRatios.flatMap((row, i) => [...row, together.p[i]]), iterative);
    expectNear([model.likelihoodRatioTest.chiSquared, model.likelihoodRatioTest.p], [together.likelihoodRatio[0], together.likelihoodRatio[2]], iterative);
    const check = measured(model.proportionalHazards);
    expectNear([...check.covariates, check.global].flatMap(({ chiSquared, p }) => [chiSquared, p]), together.zph.flat(), iterative);
    expectNear([measured(model.concordance).value, measured(model.concordance).standardError], together.concordance, iterative);
  });

  test('the order of patients changes nothing', () => {
    const turn = <T>(list: readonly T[]): readonly T[] => list.toReversed();
    const turned = outcome({ ...oneRowEach, times: turn(data.time), events: turn(data.event), covariates: oneRowEach.covariates.map((one) => ({ ...one, values: turn(one.values) })), grouping: { by: 'column', name: 'sex', values: turn(data.sex) } });
    expectNear(measured(turned.comparison!.logRank).chiSquared, measured(found.comparison!.logRank).chiSquared, 1e-9);
    expectNear(measured(turned.multivariable).likelihoodRatioTest.chiSquared, measured(found.multivariable).likelihoodRatioTest.chiSquared, 1e-9);
  });

  test('patients without a group are counted and in no curve', () => {
    const { groups, comparison } = outcome({ ...oneRowEach, grouping: { by: 'column', name: 'sex', values: data.sex.map((sex, i) => (i < 5 ? null : sex)) } });
    expect([comparison!.missing, groups[0].patients + groups[1].patients]).toEqual([5, data.time.length - 5]);
  });

  test('a scale in other units gives the same hazard ratio per standard deviation', () => {
    const [one] = outcome({ ...oneRowEach, covariates: [quantity('age in months', data.age.map((age) => 12 * age))] }).univariable;
    expectNear(one.perSd!.value, found.univariable[0].perSd!.value, iterative);
  });
});

describe('with several stretches a patient', () => {
  const found = outcome(stretches);

  test('the change of a marker since its first value has the hazard ratio of R', () => {
    expect(found.changes.map(({ name }) => name)).toEqual(['bilirubin', 'albumin']);
    found.changes.forEach(({ first, change }, i) => {
      const hazards = [first, change].flatMap((hazard) => ('reason' in hazard ? [] : [hazard]));
      expectNear(hazards.flatMap(({ hazardRatio, hazardRatioInterval95, p }) => [hazardRatio, ...hazardRatioInterval95, p]), cirrhosis.changes[i].hazardRatios.flatMap((row, j) => [...row, cirrhosis.changes[i].p[j]]), iterative);
    });
  });

  test('the model takes the values of each stretch', () => {
    const hazards = measured(found.multivariable).covariates.flatMap(({ hazard }) => ('reason' in hazard ? [] : [hazard.value]));
    expectNear(hazards, cirrhosis.current.coefficients, iterative);
  });

  test('the curve follows each patient until the end of the last stretch', () => {
    expect([found.patients, found.events]).toEqual([cirrhosis.patients, cirrhosis.events]);
    if (found.everybody.status === 'notMeasured') throw new Error(found.everybody.reason);
    expectCurve(found.everybody, cirrhosis.everybody);
  });

  test('stretches that overlap are refused by patient', () => {
    expect(() => outcome({ ...stretches, patients: ['a', 'a'], starts: [0, 5], times: [6, 9], events: [false, true], covariates: [] })).toThrow('patient "a": the stretch from 0 to 6 overlaps');
  });

  test('an event before the last stretch is refused', () => {
    expect(() => outcome({ ...stretches, patients: ['a', 'a'], starts: [0, 5], times: [5, 9], events: [true, false], covariates: [] })).toThrow('the event at 5 is followed by a stretch');
  });

  test('a patient first seen late keeps the models and takes the curves away', () => {
    const late = outcome({ ...stretches, starts: stretches.starts!.map((start, row) => (row === 0 ? start + 1 : start)) });
    expectNotMeasured(late.everybody as never, 'lateEntry');
    expect(late.multivariable.status).toBe('measured');
  });
});

test('a table without any event gives reasons instead of hazards', () => {
  const none = outcome({ ...oneRowEach, events: data.event.map(() => false) });
  expect([none.multivariable, none.comparison!.logRank, none.univariable[0].hazard]).toEqual(Array.from({ length: 3 }, () => expect.objectContaining({ code: 'noEvents' })));
});
