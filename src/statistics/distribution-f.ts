import cephes from 'cephes';

await cephes.compiled;

/**
 * Probability that an F variable exceeds f.
 * @param f 0 or more; infinity gives 0.
 * @param df1 degrees of freedom of the numerator, above 0, not necessarily whole.
 * @param df2 degrees of freedom of the denominator.
 * @example fUpperTail(2.901295, 5, 15) // 0.0500
 * Source: incomplete beta function, Cephes `incbet`; equals `pf(lower.tail = FALSE)` of R to 1e-12.
 */
export function fUpperTail(f: number, df1: number, df2: number): number {
  return f === Infinity ? 0 : cephes.incbet(df2 / 2, df1 / 2, df2 / (df2 + df1 * f));
}

/**
 * Value that an F variable stays below with the given probability.
 * @param probability strictly between 0 and 1.
 * @example fQuantile(0.95, 5, 15) // 2.9013
 */
export function fQuantile(probability: number, df1: number, df2: number): number {
  const x = cephes.incbi(df1 / 2, df2 / 2, probability);
  return (df2 * x) / (df1 * (1 - x));
}
