import cephes from 'cephes';

await cephes.compiled;

/**
 * Probability that a chi-squared variable exceeds x.
 * @param x 0 or more.
 * @param df degrees of freedom, above 0.
 * @example chiSquaredUpperTail(3.841459, 1) // 0.0500
 * Source: incomplete gamma function, Cephes `igamc`; equals `pchisq(lower.tail = FALSE)` of R to 1e-12.
 */
export function chiSquaredUpperTail(x: number, df: number): number {
  return cephes.igamc(df / 2, x / 2);
}

/**
 * Value that a chi-squared variable stays below with the given probability.
 * @param probability strictly between 0 and 1.
 * @example chiSquaredQuantile(0.975, 29) // 45.7223
 */
export function chiSquaredQuantile(probability: number, df: number): number {
  return 2 * cephes.igami(df / 2, 1 - probability);
}
