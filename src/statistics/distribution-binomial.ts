import cephes from 'cephes';

await cephes.compiled;

/**
 * Probability of at most k successes in n independent trials.
 * @param k 0 to n, whole.
 * @param probability of success in one trial, 0 to 1.
 * @example binomialCumulative(1, 3, 0.5) // 0.5
 * Source: Cephes `bdtr`; equals `pbinom` of R to 1e-12.
 */
export function binomialCumulative(k: number, n: number, probability: number): number {
  return k >= n ? 1 : cephes.bdtr(k, n, probability);
}
