import { describe, expect, test } from 'vitest';
import { Random } from '../../src/phantom/random.ts';

describe('the random stream', () => {
  test('is the same for the same seed and differs for the next', () => {
    expect(new Random(5).next()).toBe(new Random(5).next());
    expect(new Random(5).next()).not.toBe(new Random(6).next());
  });

  test.each([0.3, 4, 29, 31, 250, 20000])('draws Poisson counts of mean and variance %s', (mean) => {
    const random = new Random(9);
    const n = 20000;
    const values = Array.from({ length: n }, () => random.poisson(mean));
    const average = values.reduce((sum, value) => sum + value, 0) / n;
    const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (n - 1);
    expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(mean / n));
    expect(Math.abs(variance / mean - 1)).toBeLessThan(6 * Math.sqrt((2 + 1 / mean) / n));
  });

  test('draws normal values of the stated mean and spread', () => {
    const random = new Random(2);
    const values = Array.from({ length: 20000 }, () => random.normal(3, 2));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean).toBeCloseTo(3, 1);
    expect(Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)).toBeCloseTo(2, 1);
  });
});
