import cephes from 'cephes';

await cephes.compiled;

/**
 * Two-sided p of a Student t statistic.
 * @param df degrees of freedom, above 0, not necessarily whole.
 * @example studentTTwoSided(2.570582, 5) // 0.0500
 * Source: incomplete beta function, Cephes `incbet`; equals `pt` of R to 1e-12.
 */
export function studentTTwoSided(t: number, df: number): number {
  return cephes.incbet(df / 2, 0.5, df / (df + t * t));
}

/** Probability that a Student t variable with `df` degrees of freedom is at most t. */
export function studentTCumulative(t: number, df: number): number {
  const tail = studentTTwoSided(t, df) / 2;
  return t > 0 ? 1 - tail : tail;
}

/**
 * Value that a Student t variable stays below with the given probability.
 * @param probability strictly between 0 and 1.
 * @param df degrees of freedom, above 0.
 * @example studentTQuantile(0.975, 5) // 2.5706
 */
export function studentTQuantile(probability: number, df: number): number {
  if (probability === 0.5) return 0;
  const x = cephes.incbi(df / 2, 0.5, 2 * Math.min(probability, 1 - probability));
  return Math.sign(probability - 0.5) * Math.sqrt((df * (1 - x)) / x);
}
