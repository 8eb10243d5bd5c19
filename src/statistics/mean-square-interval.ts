import { chiSquaredQuantile } from './distribution-chi-squared.ts';
import { fQuantile } from './distribution-f.ts';
import { sum } from './sum.ts';

/** A mean square with its degrees of freedom and the factor it enters a variance component with, of either sign. */
export interface MeanSquareTerm {
  readonly factor: number;
  readonly meanSquare: number;
  readonly df: number;
}

const tail = 0.025;

/**
 * 95 % interval of a sum of mean squares with positive and negative factors, cut at 0: the modified large-sample method.
 *
 * Exact for a single term; assumes independent mean squares of normal effects.
 *
 * @param terms at least one, each with df above 0.
 * Source: Ting et al., J Stat Comput Simul 1990;35:135; Burdick, Borror and Montgomery,
 *   J Qual Technol 2003;35:342.
 */
export function meanSquareInterval(terms: readonly MeanSquareTerm[]): readonly [lower: number, upper: number] {
  const estimate = sum(terms.map((term) => term.factor * term.meanSquare));
  return [Math.max(0, estimate - Math.sqrt(Math.max(0, spread(terms, 1 - tail)))), Math.max(0, estimate + Math.sqrt(Math.max(0, spread(terms, tail))))];
}

/** Squared distance from the estimate to its lower (probability 0.975) or upper (0.025) bound. */
function spread(terms: readonly MeanSquareTerm[], probability: number): number {
  // Relative distance of one mean square to its own bound: towards 0 for added terms, away from it for subtracted ones.
  const own = (df: number, p: number): number => df / chiSquaredQuantile(p, df) - 1;
  const added = terms.filter((term) => term.factor > 0);
  const subtracted = terms.filter((term) => term.factor < 0);
  const squares = [
    ...added.map(({ factor, meanSquare, df }) => (own(df, probability) * factor * meanSquare) ** 2),
    ...subtracted.map(({ factor, meanSquare, df }) => (own(df, 1 - probability) * factor * meanSquare) ** 2),
  ];
  const products = added.flatMap((a) => subtracted.map((s) => {
    const f = fQuantile(probability, a.df, s.df);
    const mixed = ((f - 1) ** 2 - (own(a.df, probability) * f) ** 2 - own(s.df, 1 - probability) ** 2) / f;
    return mixed * a.factor * a.meanSquare * -s.factor * s.meanSquare;
  }));
  return sum([...squares, ...products]);
}
