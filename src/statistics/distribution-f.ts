import cephes from 'cephes';
import { normalQuantile } from './distribution-normal.ts';
import { quantileBySecants } from './quantile-by-secants.ts';

await cephes.compiled;

/** Where both degrees of freedom are above it Cephes loses digits on its way to a quantile. */
const manyDegrees = 1000;

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
  if (Math.min(df1, df2) > manyDegrees) {
    // Half the logarithm of F is nearly normal: Fisher's z.
    const start = Math.exp(1 / df2 - 1 / df1 + normalQuantile(probability) * Math.sqrt(2 / df1 + 2 / df2));
    return quantileBySecants((f) => fUpperTail(f, df1, df2), 1 - probability, start);
  }
  const x = cephes.incbi(df1 / 2, df2 / 2, probability);
  return (df2 * x) / (df1 * (1 - x));
}
