import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { icc, type IccName } from '../../src/statistics/icc.ts';
import { expectNear, expectNotMeasured, measured, reference } from './reference.ts';

interface Case {
  name: string;
  ratings: number[][];
  forms: Record<IccName, { value: number; f: number; df1: number; df2: number; p: number; lower: number; upper: number }>;
}
const { icc: cases } = reference<{ icc: Case[] }>('agreement-two-readers');
const names = Object.keys(cases[0].forms) as IccName[];
const tables = fc.array(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 12 });

describe.each(cases)('on $name', ({ ratings, forms }) => {
  test('all six forms equal ICC of R package psych', () => {
    const found = measured(icc(ratings)).forms;
    for (const name of names) {
      const { value, f, df1, df2, p, interval95 } = found[name];
      expectNear([value, f, df1, df2, p, ...interval95], [forms[name].value, forms[name].f, forms[name].df1, forms[name].df2, forms[name].p, forms[name].lower, forms[name].upper]);
    }
  });
});

test('the values printed by Shrout and Fleiss 1979 are found', () => {
  const found = measured(icc(cases[0].ratings)).forms;
  const printed = { ICC1: 0.1657418, ICC2: 0.2897638, ICC3: 0.7148407, ICC1k: 0.4427971, ICC2k: 0.6200505, ICC3k: 0.9093155 };
  for (const name of names) expect(found[name].value).toBeCloseTo(printed[name], 7);
});

test('the form of two-way random raters carries both names and the Koo-Li classes of its interval', () => {
  const form = measured(icc(cases[0].ratings)).forms.ICC2;
  expect([form.shroutFleiss, form.mcGrawWong]).toEqual(['ICC(2,1)', 'ICC(A,1)']);
  expect(form.kooLi).toEqual({ from: 'poor', to: 'good' });
});

test('no form exceeds 1, whatever the table', () =>
  fc.assert(
    fc.property(tables, (table) => {
      const result = icc(table);
      if (result.status === 'notMeasured') return;
      for (const name of names) for (const value of [result.forms[name].value, ...result.forms[name].interval95]) expect(value).toBeLessThanOrEqual(1 + 1e-12);
    }),
    { seed: 7 },
  ));

test('neither the order of the subjects nor the unit changes a form', () =>
  fc.assert(
    fc.property(tables, fc.double({ min: 0.01, max: 100, noNaN: true }), (table, factor) => {
      const [before, after] = [icc(table), icc(table.map((row) => row.map((value) => value * factor)).toReversed())];
      if (before.status === 'notMeasured' || after.status === 'notMeasured') return expect(after.status).toBe(before.status);
      for (const name of names) if (Number.isFinite(before.forms[name].value)) expectNear(after.forms[name].value, before.forms[name].value, 1e-8);
    }),
    { seed: 7 },
  ));

test('raters who agree exactly have an ICC of 1 with an interval of 1 to 1', () => {
  const { forms } = measured(icc([[1.1, 1.1], [2.2, 2.2], [3.7, 3.7]]));
  for (const name of names) expectNear([forms[name].value, ...forms[name].interval95, forms[name].p], [1, 1, 1, 0], 1e-14);
});

test('a rater who reads a constant more is consistent but does not agree', () => {
  const { forms } = measured(icc([[1, 2], [2, 3], [4, 5]]));
  expect(forms.ICC3.value).toBe(1);
  expect(forms.ICC2.value).toBeLessThan(1);
  expect(forms.ICC2.interval95.every(Number.isFinite)).toBe(true);
});

test('subjects that cannot be told apart, missing cells and too small tables are not measured', () => {
  expectNotMeasured(icc([[3, 3], [3, 3]]), 'constant');
  expectNotMeasured(icc([[0.1, 0.2], [0.2, 0.1]]), 'constant');
  expectNotMeasured(icc([[1, 2], [3, null]]), 'missingCells');
  expectNotMeasured(icc([[1, 2]]), 'tooFew');
  expectNotMeasured(icc([]), 'tooFew');
});

test('a cell that is not a number is refused by row and column', () => {
  expect(() => icc([[1, 2], [3, Number.NaN]])).toThrow(/row 2, column 2/);
  expect(() => icc([[1, 2], [3]])).toThrow(/row 2 has 1 cells/);
});
