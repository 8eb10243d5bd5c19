import { AmyloscopeError } from '../measurement/amyloscope-error.ts';

/**
 * Holm's adjustment of p values: keeps the chance of any false finding among all of them at the level used.
 * @param p values 0 to 1, in any order.
 * @returns adjusted values in the order given, each at least the original and at most 1; none gives none.
 * @throws AmyloscopeError `invalidInput` on a value outside 0 to 1.
 * @example pAdjustHolm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 * Source: Holm, Scand J Stat 1979;6:65; R `p.adjust(method = "holm")`.
 */
export function pAdjustHolm(p: readonly number[]): number[] {
  requireProbabilities(p);
  const order = p.map((_, i) => i).sort((a, b) => p[a] - p[b]);
  const adjusted = p.map(() => 0);
  let largest = 0;
  order.forEach((index, position) => {
    largest = Math.max(largest, Math.min(1, (p.length - position) * p[index]));
    adjusted[index] = largest;
  });
  return adjusted;
}

/**
 * Adjustment of Benjamini and Hochberg: keeps the expected share of false findings among those reported at the level
 * used. For independent or positively dependent tests.
 * @param p values 0 to 1, in any order.
 * @returns adjusted values in the order given, each at least the original and at most 1; none gives none.
 * @throws AmyloscopeError `invalidInput` on a value outside 0 to 1.
 * @example pAdjustBenjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 * Source: Benjamini and Hochberg, J R Stat Soc B 1995;57:289, doi 10.1111/j.2517-6161.1995.tb02031.x; R
 *   `p.adjust(method = "BH")`.
 */
export function pAdjustBenjaminiHochberg(p: readonly number[]): number[] {
  requireProbabilities(p);
  const order = p.map((_, i) => i).sort((a, b) => p[b] - p[a]);
  const adjusted = p.map(() => 0);
  let smallest = 1;
  order.forEach((index, position) => {
    smallest = Math.min(smallest, (p.length / (p.length - position)) * p[index]);
    adjusted[index] = smallest;
  });
  return adjusted;
}

function requireProbabilities(p: readonly number[]): void {
  const bad = p.findIndex((value) => !(value >= 0 && value <= 1));
  if (bad >= 0) throw new AmyloscopeError('invalidInput', `p value ${bad + 1} is ${p[bad]}; it must lie between 0 and 1.`);
}
