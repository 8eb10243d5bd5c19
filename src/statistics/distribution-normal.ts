import cephes from 'cephes';

await cephes.compiled;

/**
 * Probability that a standard normal variable is at most z.
 * @example normalCumulative(0) // 0.5
 * Source: Cephes `ndtr`; equals `pnorm` of R to 1e-13.
 */
export function normalCumulative(z: number): number {
  return cephes.ndtr(z);
}

/** Two-sided p of a standard normal statistic: the probability of a value at least as far from 0 as z. */
export function normalTwoSided(z: number): number {
  return Math.min(1, 2 * cephes.ndtr(-Math.abs(z)));
}

/**
 * Value that a standard normal variable stays below with the given probability.
 * @param probability strictly between 0 and 1.
 * @example normalQuantile(0.975) // 1.9600
 */
export function normalQuantile(probability: number): number {
  return cephes.ndtri(probability);
}

/** 97.5 % quantile of the standard normal distribution: half-width of a 95 % interval in standard errors. */
export const z95 = normalQuantile(0.975);
