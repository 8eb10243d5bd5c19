import { describe, expect, test } from 'vitest';
import { criterionRules, isVerified } from '../../src/follow-up/criteria.ts';
import { followPatient, verdictsOn } from '../../src/follow-up/follow-patient.ts';
import type { FollowUpPoint } from '../../src/follow-up/history.ts';
import { amountsAt } from '../../src/follow-up/judge-rule.ts';
import { historyOf, plainOptions, pointOf, wholeContext } from './points.ts';

const all = { ...plainOptions, unverifiedRules: true };
const pair = (quantity: FollowUpPoint['quantity'], before: number, after: number): FollowUpPoint[] => [pointOf(quantity, '2024-01-10', before), pointOf(quantity, '2025-01-12', after)];
const consensusOf = (points: readonly FollowUpPoint[], events = {}) => followPatient(historyOf(points, events), all).criteria.find(({ set }) => set === 'consensus2021')!;
const updateOf = (points: readonly FollowUpPoint[], rest = {}, options = plainOptions) => followPatient(historyOf(points, rest), options).criteria.find(({ set }) => set === 'update2025')!;

describe('the two answers stand apart', () => {
  test('a published threshold can be met by a change within noise, and the threshold is said to lie inside the noise', () => {
    const followUp = followPatient(historyOf(pair('globalLongitudinalStrain', -14, -12.8)), all);
    expect(followUp.quantities[0].change).toMatchObject({ exceedsNoise: false, direction: 'worse' });
    const [rule] = verdictsOn('globalLongitudinalStrain', followUp).on.filter((one) => one.rule.set === 'consensus2021');
    expect(rule).toMatchObject({ verdict: 'met', againstNoise: 'inside' });
  });
  test('native T1 of 50 ms lies below the lowest published noise, septum 2 mm inside at 16 mm and outside at 12 mm', () => {
    const verdict = (points: FollowUpPoint[], set: string) => verdictsOn(points[0].quantity, followPatient(historyOf(points), all)).on.find(({ rule }) => rule.set === set)?.againstNoise;
    expect(verdict(pair('nativeT1', 1100, 1040), 'alResponse')).toBe('inside');
    expect(verdict(pair('septalThickness', 16, 17), 'consensus2021')).toBe('inside');
    expect(verdict(pair('septalThickness', 12, 13), 'consensus2021')).toBe('outside');
    expect(verdict(pair('extracellularVolume', 45, 51), 'alResponse')).toBe('unknown');
  });
});

describe('rules that were not verified', () => {
  test('are off until asked for', () => {
    const rules = followPatient(historyOf(pair('ejectionFraction', 60, 50)), plainOptions).criteria.flatMap((one) => one.rules);
    expect(rules.length).toBe(criterionRules.length);
    for (const { rule, reason } of rules) expect(reason === 'switchedOff').toBe(!isVerified(rule));
  });
  test('are not judged while off, but their threshold is held against the noise', () => {
    const followUp = followPatient(historyOf(pair('globalLongitudinalStrain', -14, -9)), plainOptions);
    expect(verdictsOn('globalLongitudinalStrain', followUp).off.map(({ verdict, againstNoise }) => [verdict, againstNoise])).toEqual([['notAssessed', 'inside'], ['notAssessed', 'inside']]);
  });
  test('all name a source', () => {
    for (const { source } of criterionRules) expect(source.length).toBeGreaterThan(10);
  });
});

describe('the 2021 consensus', () => {
  const [walk, peptide, wall] = [pair('sixMinuteWalk', 400, 350), pair('ntProBnp', 1000, 1500), pair('septalThickness', 16, 18.1)];
  test('is progression when one marker of each domain is met', () => expect(consensusOf([...walk, ...peptide, ...wall])).toMatchObject({ verdict: 'met', met: 3 }));
  test('is not when a domain has values and none is met', () => expect(consensusOf([...walk, ...peptide, ...pair('septalThickness', 16, 17)])).toMatchObject({ verdict: 'notMet', met: 2 }));
  test('is undecided when a domain was not assessed', () => expect(consensusOf([...walk, ...peptide])).toMatchObject({ verdict: 'undecided', met: 2, notAssessed: 1 }));
  test('leaves a change between the two published figures undecided', () => {
    expect(consensusOf(pair('sixMinuteWalk', 400, 365)).rules.find(({ rule }) => rule.parameter === 'walk')?.verdict).toBe('undecided');
  });
});

describe('the 2025 update', () => {
  const worse = [...pair('ntProBnp', 2000, 2800), ...pair('sixMinuteWalk', 400, 390)];
  test('needs two parameters: the second may be an event', () => {
    expect(updateOf(worse)).toMatchObject({ verdict: 'undecided', met: 1 });
    expect(updateOf(worse, { events: [{ event: 'heartFailureHospitalisation', date: '2024-08-01', happened: true }] })).toMatchObject({ verdict: 'met', met: 2 });
  });
  test('compares with a year earlier, not with the first measurement', () => {
    const points = [pointOf('filtrationRate', '2022-01-01', 80), pointOf('filtrationRate', '2024-01-05', 60), pointOf('filtrationRate', '2025-01-01', 55)];
    expect(updateOf(points).rules.find(({ rule }) => rule.parameter === 'kidney')).toMatchObject({ verdict: 'notMet' });
    expect(updateOf(points.filter(({ date }) => date !== '2024-01-05')).rules.find(({ rule }) => rule.parameter === 'kidney')).toMatchObject({ verdict: 'notAssessed', reason: 'noYearEarlier' });
  });
  test('asks NT-proBNP for both amount and share', () => {
    const verdict = (before: number, after: number) => updateOf(pair('ntProBnp', before, after)).rules.find(({ rule }) => rule.parameter === 'natriureticPeptide')?.verdict;
    expect([verdict(1000, 1600), verdict(4000, 5100), verdict(2000, 2701)]).toEqual(['notMet', 'notMet', 'met']);
    expect(verdict(2000, 2700)).toBe('notMet');
  });
  test('counts an event of the last year alone, and does not take silence for none', () => {
    const hospital = (events: object[]) => updateOf(worse, { events }).rules.find(({ rule }) => rule.parameter === 'hospitalisation');
    const event = 'heartFailureHospitalisation';
    expect(hospital([])).toMatchObject({ verdict: 'notAssessed', reason: 'notRecorded' });
    expect(hospital([{ event, date: '2023-06-01', happened: true }])).toMatchObject({ verdict: 'notAssessed' });
    expect(hospital([{ event, date: '2025-01-12', happened: false }])).toMatchObject({ verdict: 'notMet' });
  });
});

test('an AL response of NT-proBNP holds only from above 650 ng/L', () => {
  const verdict = (before: number, after: number) => verdictsOn('ntProBnp', followPatient(historyOf(pair('ntProBnp', before, after)), plainOptions)).on.find(({ rule }) => rule.set === 'alResponse');
  expect(verdict(2000, 1200)).toMatchObject({ verdict: 'met' });
  expect(verdict(650, 200)).toMatchObject({ verdict: 'notAssessed', reason: 'firstValueTooLow' });
});

test('amount and share are joined by what decides', () => {
  const threshold = { amount: [700, 700], share: 0.3, inclusive: false, firstValueAbove: null } as const;
  expect(amountsAt({ ...threshold, join: 'both' }, 1000)).toEqual([700, 700]);
  expect(amountsAt({ ...threshold, join: 'either' }, 1000)).toEqual([300, 300]);
});

describe('the reference', () => {
  const strain = ['2022-01-01', '2023-01-01', '2024-01-01', '2025-01-01'].map((date, i) => pointOf('globalLongitudinalStrain', date, -15 + i));
  const referenceOf = (rest: object, options = plainOptions) => followPatient(historyOf(strain, rest), options).quantities[0].reference;
  const tafamidis = { name: 'tafamidis', start: '2023-03-01', end: null };
  test('is the first measurement without treatment', () => expect(referenceOf({})).toMatchObject({ reason: 'first', point: { date: '2022-01-01' } }));
  test('is the last one up to the start of treatment', () => expect(referenceOf({ treatments: [tafamidis] })).toMatchObject({ reason: 'beforeTreatment', treatment: 'tafamidis', point: { date: '2023-01-01' } }));
  test('is the first one where treatment began before all measurements', () => expect(referenceOf({ treatments: [{ ...tafamidis, start: '2020-01-01' }] })).toMatchObject({ reason: 'first' }));
  test('is the one asked for', () => expect(referenceOf({ treatments: [tafamidis] }, { ...plainOptions, since: '2024-02-01' })).toMatchObject({ reason: 'asked', point: { date: '2024-01-01' } }));
  test('is never one that is not comparable with the latest', () => {
    const [first, ...others] = strain;
    const points = [{ ...first, context: { ...wholeContext, vendor: 'Philips' } }, ...others];
    const [followed] = followPatient(historyOf(points), plainOptions).quantities;
    expect(followed.reference?.point.date).toBe('2023-01-01');
    expect(followed.points.map(({ change }) => change?.change ?? null)).toEqual([null, null, 1, 2]);
  });
});

describe('the course', () => {
  test('needs three comparable measurements and is straight below seven dates', () => {
    const points = [0, 1, 2, 3].map((year) => pointOf('ejectionFraction', `202${year}-01-01`, 60 - 3 * year));
    expect(followPatient(historyOf(points.slice(0, 2)), plainOptions).quantities[0].course).toMatchObject({ code: 'tooFew' });
    const { course } = followPatient(historyOf(points), plainOptions).quantities[0];
    expect(course).toMatchObject({ status: 'measured', straight: true, slopePerYear: expect.closeTo(-3, 2) });
  });
  test('of NT-proBNP is a share per year', () => {
    const points = [0, 1, 2, 3].map((year) => pointOf('ntProBnp', `202${year}-01-01`, 1000 * 1.5 ** year));
    expect(followPatient(historyOf(points), plainOptions).quantities[0].course).toMatchObject({ slopePerYear: expect.closeTo(0.5, 2) });
  });
});

test('values of one day made alike are averaged and claim no less noise', () => {
  const repeats = [pointOf('ejectionFraction', '2024-01-01', 60), pointOf('ejectionFraction', '2024-01-01', 56), pointOf('ejectionFraction', '2025-01-01', 50)];
  const [followed] = followPatient(historyOf(repeats), plainOptions).quantities;
  expect(followed.points.map(({ point }) => [point.value, point.repeats])).toEqual([[58, 2], [50, 1]]);
  expect(followed.change).toMatchObject({ limit: { rise: expect.closeTo(0.142 * 58, 9) } });
});

test('the order of rows does not show in the result, and nothing known gives empty lists', () => {
  const points = [...pair('ejectionFraction', 60, 50), ...pair('ntProBnp', 1000, 1500)];
  expect(followPatient(historyOf(points.toReversed()), all)).toEqual(followPatient(historyOf(points), all));
  expect(followPatient(historyOf([]), all)).toMatchObject({ asOf: null, quantities: [], criteria: [] });
});
