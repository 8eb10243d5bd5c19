import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { mean } from './mean.ts';
import { requireFinite, requireSameLength } from './require-values.ts';
import { requireSurvival, type SurvivalData } from './survival-data.ts';

/** Follow-up with covariates; a subject whose covariates change has one row for each stretch of time. */
export interface CoxInput extends SurvivalData {
  /** Beginning of each row's stretch, not below 0 and before its end; none means 0 throughout. */
  readonly starts?: readonly number[];
  readonly covariates: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** The rows sorted for one pass from the last time to the first. */
export interface CoxData {
  readonly rows: number;
  readonly size: number;
  readonly stops: readonly number[];
  readonly starts: readonly number[];
  readonly events: readonly boolean[];
  /** [row][covariate], each covariate centred on its mean so that exponentials stay moderate. */
  readonly values: readonly (readonly number[])[];
  /** Rows by end of stretch, latest first. */
  readonly byStop: readonly number[];
  /** Rows by beginning of stretch, latest first. */
  readonly byStart: readonly number[];
}

/**
 * Checks and sorts the rows.
 * @throws AmyloscopeError `invalidInput` on values that are not finite, a stretch that does not end after it begins, or
 *   lists of different length, naming the row counted from 1.
 */
export function coxData(input: CoxInput): CoxData {
  requireSurvival(input);
  const starts = input.starts ?? input.times.map(() => 0);
  requireSameLength('times', input.times, 'starts', starts);
  requireFinite('starts', starts);
  const bad = starts.findIndex((start, row) => start < 0 || start >= input.times[row]);
  if (bad >= 0) throw new AmyloscopeError('invalidInput', `row ${bad + 1}: the stretch from ${starts[bad]} to ${input.times[bad]} must begin at 0 or later and end after it begins.`);
  for (const { name, values } of input.covariates) {
    requireSameLength('times', input.times, name, values);
    requireFinite(name, values);
  }
  const centres = input.covariates.map(({ values }) => (values.length > 0 ? mean(values) : 0));
  const rows = input.times.map((_, i) => i);
  return {
    rows: rows.length,
    size: input.covariates.length,
    stops: input.times,
    starts,
    events: input.events,
    values: rows.map((row) => input.covariates.map(({ values }, j) => values[row] - centres[j])),
    byStop: rows.toSorted((a, b) => input.times[b] - input.times[a]),
    byStart: rows.toSorted((a, b) => starts[b] - starts[a]),
  };
}
