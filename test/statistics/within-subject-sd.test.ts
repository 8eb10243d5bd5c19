import { describe, expect, test } from 'vitest';
import { withinSubjectSd } from '../../src/statistics/within-subject-sd.ts';
import { expectNear, expectNotMeasured, measured, reference } from './reference.ts';

const { withinSubject: cases } = reference<{ withinSubject: { name: string; repeats: number[][]; df: number; value: number; interval: number[] }[] }>('agreement-two-readers');

describe.each(cases)('on $name', ({ repeats, df, value, interval }) => {
  test('equals the residual SD of a one-way analysis of variance in R', () => {
    const found = measured(withinSubjectSd(repeats));
    expectNear([found.value, ...found.interval95, found.df], [value, ...interval, df]);
  });

  test('does not change when every subject is shifted by its own constant', () => {
    const shifted = repeats.map((row, subject) => row.map((one) => one + 10 * subject));
    expectNear(measured(withinSubjectSd(shifted)).value, value);
  });
});

test('a missing repeat leaves the others and a subject with one value is counted as left out', () => {
  const found = measured(withinSubjectSd([[10, null, 12], [20, 20], [5], [null, 3]]));
  expect(found).toMatchObject({ df: 2, leftOut: 2, value: 1 });
});

test('no subject with two values is not measured', () => {
  expectNotMeasured(withinSubjectSd([[1], [2]]), 'noRepeats');
  expectNotMeasured(withinSubjectSd([]), 'noRepeats');
});

test('repeats that agree exactly scatter by 0', () => expect(measured(withinSubjectSd([[2, 2], [5, 5]])).value).toBe(0));
