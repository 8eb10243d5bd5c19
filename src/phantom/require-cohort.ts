import { mkdirSync } from 'node:fs';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';

/**
 * Checks how many patients of which seed are wanted, and makes the folder for them.
 * @throws AmyloscopeError `invalidInput` when count or seed is not a whole number in range, `outputRefused` when the folder cannot be made.
 */
export function requireCohort({ count, seed }: { readonly count: number; readonly seed: number }, out: string): void {
  requireWhole('count', count, 1, 1_000_000);
  requireWhole('seed', seed, 0, 1_000_000);
  try {
    mkdirSync(out, { recursive: true });
  } catch (cause) {
    throw new AmyloscopeError('outputRefused', `The folder ${out} cannot be made. Name one that can be written.`, { cause });
  }
}

function requireWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new AmyloscopeError('invalidInput', `${name} is ${value}; it must be a whole number from ${least} to ${most}.`);
}
