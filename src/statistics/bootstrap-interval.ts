import { notMeasured, type Result } from '../measurement/result.ts';
import { normalCumulative, normalQuantile, z95 } from './distribution-normal.ts';
import { mean } from './mean.ts';
import { quantile } from './quantile.ts';
import { randomSource } from './random-source.ts';
import { sum } from './sum.ts';
import { standardDeviation } from './variance.ts';

export interface BootstrapInterval {
  /** Bias-corrected and accelerated. */
  readonly interval95: readonly [lower: number, upper: number];
  readonly percentileInterval95: readonly [lower: number, upper: number];
  readonly standardError: number;
  readonly resamples: number;
}

/**
 * Interval of any statistic by resampling subjects with replacement: bias-corrected and accelerated (BCa).
 *
 * Give one entry per independent subject (all scans of a patient together). Wants some 20 subjects; the statistic must
 * change smoothly with the data.
 *
 * @param subjects the sample.
 * @param statistic a finite number of any sample of the same size, and of the sample less one subject.
 * @param seed the same seed gives the same interval.
 * @param resamples at least 100.
 * @returns the statistic of the sample as `value`; `notMeasured` with `tooFew` below 2 subjects, `undefined` when a
 *   resample gives no finite statistic, or `constant` when all give the same.
 * Source: Efron, J Am Stat Assoc 1987;82:171, doi 10.1080/01621459.1987.10478410; SciPy `stats.bootstrap(method = "BCa")`.
 */
export function bootstrapInterval<T>(subjects: readonly T[], statistic: (sample: readonly T[]) => number, seed: number, resamples = 2000): Result<BootstrapInterval> {
  if (subjects.length < 2) return notMeasured('tooFew', `A bootstrap needs 2 subjects; there are ${subjects.length}.`);
  const random = randomSource(seed);
  const value = statistic(subjects);
  const replicates = Array.from({ length: resamples }, () => statistic(subjects.map(() => subjects[random.index(subjects.length)])));
  const leftOut = subjects.map((_, i) => statistic(subjects.toSpliced(i, 1)));
  if (![value, ...replicates, ...leftOut].every(Number.isFinite)) return notMeasured('undefined', 'The statistic is not defined for every resample.');
  if (replicates.every((replicate) => replicate === replicates[0])) return notMeasured('constant', 'Every resample gives the same value: it has no scatter.');
  return {
    status: 'measured',
    value,
    interval95: bcaInterval(value, replicates, leftOut),
    percentileInterval95: [quantile(replicates, 0.025), quantile(replicates, 0.975)],
    standardError: standardDeviation(replicates),
    resamples,
  };
}

/**
 * BCa interval from the values of the resamples and of the sample less one subject each.
 * @param value of the whole sample.
 * @param replicates one per resample.
 * @param leftOut one per subject left out.
 */
export function bcaInterval(value: number, replicates: readonly number[], leftOut: readonly number[]): readonly [lower: number, upper: number] {
  const below = replicates.filter((replicate) => replicate < value).length + replicates.filter((replicate) => replicate === value).length / 2;
  // At least half a resample on each side, so that the normal score stays finite.
  const bias = normalQuantile(Math.min(replicates.length - 0.5, Math.max(0.5, below)) / replicates.length);
  const centre = mean(leftOut);
  const squares = sum(leftOut.map((one) => (centre - one) ** 2));
  const acceleration = squares === 0 ? 0 : sum(leftOut.map((one) => (centre - one) ** 3)) / (6 * squares ** 1.5);
  const bound = (z: number): number => quantile(replicates, normalCumulative(bias + (bias + z) / (1 - acceleration * (bias + z))));
  return [bound(-z95), bound(z95)];
}
