import type { Result } from '../measurement/result.ts';
import type { ChanceCorrected, ClassTable } from '../statistics/chance-corrected-agreement.ts';
import { gwetAc } from '../statistics/gwet-ac.ts';
import { kappaFleiss } from '../statistics/kappa-fleiss.ts';
import { type Kappa, type KappaWeights, kappaWeighted } from '../statistics/kappa-weighted.ts';
import { krippendorffAlpha } from '../statistics/krippendorff-alpha.ts';
import { mostRatersInPairs } from './quantity-agreement.ts';
import { ratingTable, type RepeatedMeasurements } from './repeated-measurements.ts';

/** Coefficients of all raters together, with one credit for near misses. */
export interface ManyRaters {
  readonly weights: KappaWeights;
  readonly fleiss: Result<ChanceCorrected>;
  /** AC1 without weights, AC2 with. */
  readonly gwet: Result<ChanceCorrected>;
  readonly krippendorff: Result<ChanceCorrected>;
}

/** Two raters on the patients whom both classified. */
export interface ClassPair {
  readonly first: string;
  readonly second: string;
  readonly pairs: number;
  /** How often the first gave class i where the second gave class j. */
  readonly counts: readonly (readonly number[])[];
  readonly kappas: readonly { readonly weights: KappaWeights; readonly kappa: Result<Kappa> }[];
}

/** Agreement of raters on a class, such as a grade. */
export interface ClassAgreement {
  readonly kind: 'classes';
  readonly name: string;
  readonly categories: readonly string[];
  readonly ordered: boolean;
  readonly subjects: number;
  readonly missing: number;
  /** Classifications of a patient by the same rater beyond the first, which no coefficient uses. */
  readonly repeats: number;
  readonly raters: readonly string[];
  readonly together: readonly ManyRaters[];
  readonly pairs: readonly ClassPair[];
}

/**
 * Agreement of raters on a class beyond chance, for all together and for every two.
 *
 * Ordered classes are judged without credit for near misses, and with credit falling by distance and by its square.
 * Where a rater classified a patient more than once, the first time counts.
 *
 * @param measurements one class per entry.
 * @param raters who classified, one per entry.
 * @param categories every class, in order when they have one.
 * Source: those of the statistics used.
 */
export function classAgreement(measurements: RepeatedMeasurements<string>, raters: readonly string[], categories: readonly string[], ordered: boolean): ClassAgreement {
  const table = ratingTable(measurements, raters);
  const first: ClassTable = table.cells.map((row) => row.map(([given]) => given ?? null));
  const cells = table.cells.flat();
  const weights: readonly KappaWeights[] = ordered ? ['none', 'linear', 'quadratic'] : ['none'];
  return {
    kind: 'classes',
    name: measurements.name,
    categories,
    ordered,
    subjects: table.subjects.length,
    missing: cells.filter((given) => given.length === 0).length,
    repeats: measurements.values.length - cells.filter((given) => given.length > 0).length,
    raters: table.raters,
    together: weights.map((one) => ({ weights: one, fleiss: kappaFleiss(first, categories, one), gwet: gwetAc(first, categories, one), krippendorff: krippendorffAlpha(first, categories, one) })),
    pairs: table.raters.length > mostRatersInPairs ? [] : classPairs(table.raters, first as readonly (readonly (string | null)[])[], categories, weights),
  };
}

function classPairs(raters: readonly string[], table: readonly (readonly (string | null)[])[], categories: readonly string[], weights: readonly KappaWeights[]): ClassPair[] {
  return raters.flatMap((first, i) => raters.slice(i + 1).map((second, j) => {
    const both = table.flatMap((row) => {
      const [one, other] = [row[i], row[i + 1 + j]];
      return one === null || other === null ? [] : [[one, other] as const];
    });
    const [ones, others] = [both.map(([one]) => one), both.map(([, other]) => other)];
    return { first, second, pairs: both.length, counts: countPairs(both, categories), kappas: weights.map((one) => ({ weights: one, kappa: kappaWeighted(ones, others, categories, one) })) };
  }));
}

function countPairs(both: readonly (readonly [string, string])[], categories: readonly string[]): number[][] {
  const place = new Map(categories.map((category, i) => [category, i]));
  const counts = categories.map(() => categories.map(() => 0));
  for (const [one, other] of both) counts[place.get(one)!][place.get(other)!] += 1;
  return counts;
}
