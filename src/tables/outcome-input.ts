import type { CoxTies } from '../statistics/cox-likelihood.ts';

/** Unit of the times; null where the table does not say. */
export type TimeUnit = 'days' | 'months' | 'years';

/** What a covariate is: a quantity, or whether something is so (0 or 1). */
export type CovariateKind = 'quantity' | 'yesNo';

export interface OutcomeCovariate {
  readonly name: string;
  readonly unit: string | null;
  readonly kind: CovariateKind;
  /** For yes or no that stands for a word of the table: the word, and the word it is compared with. */
  readonly contrast: { readonly word: string; readonly reference: string } | null;
  /** In the order of the rows; null where the table says nothing. */
  readonly values: readonly (number | null)[];
}

/** How patients are parted for the curves. */
export type OutcomeGrouping =
  | { readonly by: 'column'; readonly name: string; readonly values: readonly (string | null)[] }
  | { readonly by: 'yesNo'; readonly name: string; readonly values: readonly (boolean | null)[] }
  /** At a cut stated before looking at the data, or at the median (`cut` null); the cut itself belongs to the lower group. */
  | { readonly by: 'cut'; readonly name: string; readonly unit: string | null; readonly values: readonly (number | null)[]; readonly cut: number | null };

/** Rows of a table of outcomes: one a patient, or one for each stretch of time over which covariates stayed the same. */
export interface OutcomeInput {
  readonly timeUnit: TimeUnit | null;
  readonly patients: readonly string[];
  /** Beginning of each stretch; null: one row a patient, followed from 0. */
  readonly starts: readonly number[] | null;
  readonly times: readonly number[];
  readonly events: readonly boolean[];
  readonly covariates: readonly OutcomeCovariate[];
  readonly grouping: OutcomeGrouping | null;
  readonly ties: CoxTies;
}
