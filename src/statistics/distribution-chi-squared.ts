import cephes from 'cephes';
import { normalQuantile } from './distribution-normal.ts';
import { quantileBySecants } from './quantile-by-secants.ts';

await cephes.compiled;

/** Chernoff's bound of a tail, as a power of e, below which a double holds no digits and Cephes reports an error. */
const smallestExponent = -705;
/** Above these degrees of freedom Cephes may leave the range of a double on its way to a quantile. */
const manyDegrees = 1000;

/**
 * Probability that a chi-squared variable exceeds x.
 * @param x 0 or more; a tail below 1e-306 gives 0, and one as close to 1 gives 1.
 * @param df degrees of freedom, above 0.
 * @example chiSquaredUpperTail(3.841459, 1) // 0.0500
 * Source: incomplete gamma function, Cephes `igamc`; equals `pchisq(lower.tail = FALSE)` of R to 1e-12.
 */
export function chiSquaredUpperTail(x: number, df: number): number {
  if ((df * (1 + Math.log(x / df)) - x) / 2 < smallestExponent) return x > df ? 0 : 1;
  return cephes.igamc(df / 2, x / 2);
}

/**
 * Value that a chi-squared variable stays below with the given probability.
 * @param probability strictly between 0 and 1.
 * @example chiSquaredQuantile(0.975, 29) // 45.7223
 */
export function chiSquaredQuantile(probability: number, df: number): number {
  if (df <= manyDegrees) return 2 * cephes.igami(df / 2, 1 - probability);
  // Wilson and Hilferty, Proc Natl Acad Sci 1931;17:684.
  const start = df * (1 - 2 / (9 * df) + normalQuantile(probability) * Math.sqrt(2 / (9 * df))) ** 3;
  return quantileBySecants((x) => chiSquaredUpperTail(x, df), 1 - probability, start);
}
