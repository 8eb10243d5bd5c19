import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { notMeasured, type Result } from '../measurement/result.ts';
import type { Limit } from './bland-altman.ts';
import { chiSquaredQuantile } from './distribution-chi-squared.ts';
import { z95 } from './distribution-normal.ts';
import { mean } from './mean.ts';
import { requireFiniteTable, requireSameLength } from './require-values.ts';
import { sum } from './sum.ts';
import { sumOfSquaredDeviations, variance } from './variance.ts';

export interface BlandAltmanReplicates {
  readonly interval95: readonly [lower: number, upper: number];
  /** SD of the difference between two single measurements, one by each method. */
  readonly standardDeviation: number;
  readonly lowerLimit: Limit;
  readonly upperLimit: Limit;
  readonly subjects: number;
}

/** Scatter of one method's replicates, as a share of the variance of a single measurement. */
interface Within {
  readonly variance: number;
  readonly df: number;
}

/**
 * Limits of agreement of two methods when each measured every subject several times and the true value stayed the same.
 *
 * Averages hide the scatter of single measurements; it is put back, so the limits are those of one measurement by each
 * method. Replicates need not be paired, nor equal in number. Intervals by variance recovery (MOVER), large-sample for
 * the bias.
 *
 * @param first per subject the first method's replicates, at least one, all in one unit.
 * @param second per subject the second method's replicates, subjects in the same order.
 * @returns bias (first less second) as `value`, in the unit of the input; `notMeasured` (`tooFew`) below 2 subjects.
 * @throws AmyloscopeError `invalidInput` on values that are not finite, a subject without a replicate, or lists of
 *   different length.
 * Source: Bland and Altman, J Biopharm Stat 2007;17:571, doi 10.1080/10543400701329422; Zou, Stat Methods Med Res
 *   2013;22:630, doi 10.1177/0962280211402548.
 */
export function blandAltmanReplicates(first: readonly (readonly number[])[], second: readonly (readonly number[])[]): Result<BlandAltmanReplicates> {
  requireReplicates('first method', first);
  requireReplicates('second method', second);
  requireSameLength('first method', first, 'second method', second);
  const subjects = first.length;
  if (subjects < 2) return notMeasured('tooFew', `Limits of agreement need 2 subjects; there are ${subjects}.`);
  const differences = first.map((values, i) => mean(values) - mean(second[i]));
  const value = mean(differences);
  const between: Within = { variance: variance(differences), df: subjects - 1 };
  const parts = [between, withinPart(first), withinPart(second)].filter((part) => part.df > 0);
  const total = sum(parts.map((part) => part.variance));
  const recovered = (probability: number): number => Math.hypot(...parts.map((part) => part.variance * (1 - part.df / chiSquaredQuantile(probability, part.df))));
  const sd = Math.sqrt(total);
  const largest = Math.sqrt(total + recovered(0.025));
  const smallest = Math.sqrt(Math.max(0, total - recovered(0.975)));
  const outward = Math.hypot((z95 * Math.sqrt(between.variance)) / Math.sqrt(subjects), z95 * (largest - sd));
  const inward = Math.hypot((z95 * Math.sqrt(between.variance)) / Math.sqrt(subjects), z95 * (sd - smallest));
  const half = z95 * Math.sqrt(between.variance / subjects);
  const [lower, upper] = [value - z95 * sd, value + z95 * sd];
  return {
    status: 'measured',
    value,
    interval95: [value - half, value + half],
    standardDeviation: sd,
    lowerLimit: { value: lower, interval95: [lower - outward, lower + inward] },
    upperLimit: { value: upper, interval95: [upper - inward, upper + outward] },
    subjects,
  };
}

/** The part of a single measurement's variance that averaging took away: (1 - mean of 1/m) times the within variance. */
function withinPart(replicates: readonly (readonly number[])[]): Within {
  const df = sum(replicates.map((values) => values.length - 1));
  const pooled = df === 0 ? 0 : sum(replicates.map(sumOfSquaredDeviations)) / df;
  return { variance: (1 - mean(replicates.map((values) => 1 / values.length))) * pooled, df };
}

function requireReplicates(name: string, replicates: readonly (readonly number[])[]): void {
  requireFiniteTable(name, replicates);
  const empty = replicates.findIndex((values) => values.length === 0);
  if (empty >= 0) throw new AmyloscopeError('invalidInput', `${name}: subject ${empty + 1} has no measurement. Leave the subject out of both methods.`);
}
