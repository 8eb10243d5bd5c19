import { describe, expect, test } from 'vitest';
import { makeScan } from '../../src/phantom/digital-scan.ts';
import { gradeOf } from '../../src/phantom/patient.ts';

describe('a digital scan', () => {
  test('is the same, count for count, for the same seed', () => {
    const [a, b] = [makeScan(4, 2), makeScan(4, 2)];
    expect(a.scan.anterior).toEqual(b.scan.anterior);
    expect(a.trueRatio).toEqual(b.trueRatio);
  });

  test('has about the counts asked for', () => {
    const { scan } = makeScan(4, 3, { anteriorCounts: 500_000 });
    const counts = scan.anterior.reduce((sum, value) => sum + value, 0);
    expect(Math.abs(counts - 500_000)).toBeLessThan(5 * Math.sqrt(500_000));
  });

  test('takes up more in the heart the higher the grade', () => {
    const ratio = (grade: 0 | 3) => {
      const ratios = [10, 11, 12, 13].map((index) => makeScan(8, index, { grade, wholeBody: true }).trueRatio);
      return ratios.reduce((sum, one) => sum + (one.status === 'measured' ? one.value : 0), 0) / ratios.length;
    };
    expect(ratio(3)).toBeGreaterThan(ratio(0) + 0.4);
  });

  test('a second visit shows the same patient, repositioned and counted anew', () => {
    const [first, second] = [makeScan(6, 1), makeScan(6, 1, { visit: 1 })];
    expect(second.patient.uptake).toEqual(first.patient.uptake);
    expect(second.patient.heightMm).toBe(first.patient.heightMm);
    expect(second.scan.anterior).not.toEqual(first.scan.anterior);
  });

  test('grades by excess over blood and ratio to the ribs', () => {
    expect(gradeOf({ myocardium: 1.2, blood: 1, ribs: 5 })).toBe(0);
    expect(gradeOf({ myocardium: 2.2, blood: 1, ribs: 5 })).toBe(1);
    expect(gradeOf({ myocardium: 5, blood: 1, ribs: 5 })).toBe(2);
    expect(gradeOf({ myocardium: 9, blood: 1, ribs: 5 })).toBe(3);
  });
});
