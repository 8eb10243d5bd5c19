import type { TimeUnit } from './outcome-input.ts';

/** Most stretches that an axis is parted into. */
const mostStretches = 7;
/** Months are read in quarters and years. */
const stepsInMonths = [1, 2, 3, 6, 12, 24, 36, 60, 120];

/**
 * Round times from 0 to the end of follow-up, for an axis and the numbers at risk below it.
 *
 * @param times ends of follow-up, in the unit.
 * @param unit months step by quarters and years, other units by 1, 2 or 5 times a power of ten.
 * @returns rising from 0 to at most the longest time; 0 alone without times.
 * @example axisTimes([7, 60], 'months') // [0, 12, 24, 36, 48, 60]
 */
export function axisTimes(times: readonly number[], unit: TimeUnit | null): readonly number[] {
  const longest = times.reduce((most, time) => Math.max(most, time), 0);
  if (longest === 0) return [0];
  const power = 10 ** Math.floor(Math.log10(longest / mostStretches));
  const steps = [...(unit === 'months' ? stepsInMonths : []), power, 2 * power, 5 * power, 10 * power];
  const step = steps.find((one) => longest / one <= mostStretches) ?? longest;
  // A sum of steps of 0.1 would drift from the round number it stands for.
  return Array.from({ length: Math.floor(longest / step + 1e-9) + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}
