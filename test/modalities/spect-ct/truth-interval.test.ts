import { describe, expect, test } from 'vitest';
import { truthInterval } from '../../../src/modalities/spect-ct/measurements.ts';

describe('the interval of the truth behind a value', () => {
  test('is that of a normal prediction on logarithms: SciPy gives exp(t.ppf(0.975, 18) * 0.1 * sqrt(1 + 1/19)) = 1.240544', () => {
    const [lower, upper] = truthInterval(100, 1, { bias: 0, deviation: 0.1, patients: 19 });
    expect(upper).toBeCloseTo(124.0544, 2);
    expect(lower).toBeCloseTo(1e4 / 124.0544, 2);
  });

  test('lies higher where values are known to be too low, and still holds the value and its scatter', () => {
    const [lower, upper] = truthInterval(100, 5, { bias: Math.log(0.5), deviation: 0.1, patients: 19 });
    expect(upper).toBeCloseTo(248.109, 1);
    expect(lower).toBeCloseTo(100 - 1.959964 * 5, 4);
  });

  test('is scatter alone where no truth is known, cut off at 0', () => {
    expect(truthInterval(10, 1, undefined)).toEqual([10 - 1.959963984540054, 10 + 1.959963984540054]);
    expect(truthInterval(1, 5, { bias: 0, deviation: 0.1, patients: 19 })[0]).toBe(0);
    expect(truthInterval(0, 5, { bias: 0, deviation: 0.1, patients: 19 })[0]).toBe(0);
  });
});
