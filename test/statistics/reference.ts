import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { NotMeasured } from '../../src/measurement/result.ts';

/** Agreement asked of closed formulas. */
export const closedForm = 1e-6;
/** Agreement asked where both programs stop an iteration at their own tolerance. */
export const iterative = 1e-4;
/** Below this a reference value counts as 0, where relative agreement has no meaning. */
const smallest = 1e-12;

/** Values recorded from other software by the script of the same name in `reference/`. */
export function reference<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`reference/${name}.json`, import.meta.url), 'utf8')) as T;
}

/** Expects a number, or numbers one by one, within a relative tolerance. */
export function expectNear(actual: number | readonly number[], expected: number | readonly number[], tolerance = closedForm): void {
  const [found, wanted] = [[actual].flat(), [expected].flat()];
  expect(found.length, 'count of values').toBe(wanted.length);
  found.forEach((value, i) => {
    const distance = Math.abs(value - wanted[i]) / Math.max(Math.abs(wanted[i]), smallest / tolerance);
    expect(distance, `value ${i + 1}: ${value} against ${wanted[i]}`).toBeLessThanOrEqual(tolerance);
  });
}

/** The result when it was measured; fails the test with its reason when it was not. */
export function measured<T extends { readonly status: 'measured' }>(result: T | NotMeasured): T {
  if (result.status === 'notMeasured') throw new Error(`not measured: ${result.code}: ${result.reason}`);
  return result;
}

/** Expects that nothing was measured, for this reason. */
export function expectNotMeasured(result: { readonly status: 'measured' } | NotMeasured, code: string): void {
  expect(result).toEqual({ status: 'notMeasured', code, reason: expect.any(String) });
}
