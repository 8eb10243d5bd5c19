import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kFoldStratified } from '../../src/statistics/k-fold-stratified.ts';

const classes = fc.array(fc.constantFrom('normal', 'abnormal', 'unsure'), { minLength: 10, maxLength: 120 });

test('each fold holds a class to within one case of an equal share', () =>
  fc.assert(
    fc.property(classes, fc.integer({ min: 2, max: 8 }), fc.integer(), (strata, folds, seed) => {
      const fold = kFoldStratified(strata, folds, seed);
      for (const label of new Set(strata)) {
        const counts = Array.from({ length: folds }, (_, k) => strata.filter((one, i) => one === label && fold[i] === k).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }
    }),
    { seed: 7 },
  ));

test('all cases of a patient stay in one fold', () => {
  const patients = Array.from({ length: 60 }, (_, i) => i % 17);
  const fold = kFoldStratified(patients.map((patient) => patient % 3 === 0), 5, 3, patients);
  for (let patient = 0; patient < 17; patient++) expect(new Set(fold.filter((_, i) => patients[i] === patient)).size).toBe(1);
  expect(new Set(fold).size).toBe(5);
});

test('the seed alone decides the split', () => {
  const strata = Array.from({ length: 50 }, (_, i) => i % 4 === 0);
  expect(kFoldStratified(strata, 5, 11)).toEqual(kFoldStratified(strata, 5, 11));
  expect(kFoldStratified(strata, 5, 11)).not.toEqual(kFoldStratified(strata, 5, 12));
});

test('more folds than groups are refused', () => {
  expect(() => kFoldStratified([true, false], 3, 1)).toThrow(/3 folds of 2 groups/);
  expect(() => kFoldStratified([true, false, true], 2, 1, ['p', 'p', 'p'])).toThrow(/2 folds of 1 groups/);
});
