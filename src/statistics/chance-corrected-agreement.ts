import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { studentTQuantile } from './distribution-student-t.ts';
import { mean } from './mean.ts';
import { sum } from './sum.ts';
import { variance } from './variance.ts';

/** One row per subject, one cell per reader; `null` where that reader did not classify that subject. */
export type ClassTable = readonly (readonly (string | number | null)[])[];

/** A coefficient of agreement beyond chance among several readers. */
export interface ChanceCorrected {
  readonly interval95: readonly [lower: number, upper: number];
  readonly standardError: number;
  readonly observedAgreement: number;
  readonly expectedAgreement: number;
  /** Subjects with at least two classes, on which agreement can be seen. */
  readonly subjects: number;
}

/** How often each class was given to each subject; subjects nobody classified are gone. */
export interface ClassCounts {
  readonly counts: readonly (readonly number[])[];
  /** Classes given to each subject, 1 or more. */
  readonly totals: readonly number[];
}

/**
 * Counts the classes of each subject.
 * @param table one row per subject; see `ClassTable`.
 * @param categories every class, in order.
 * @throws AmyloscopeError `invalidInput` on a class not in `categories`, naming subject and reader.
 */
export function classCounts(table: ClassTable, categories: readonly (string | number)[]): ClassCounts {
  const position = new Map(categories.map((category, index) => [category, index]));
  const counts = table.map((row, subject) => {
    const count = categories.map(() => 0);
    row.forEach((category, reader) => {
      if (category === null) return;
      const index = position.get(category);
      if (index === undefined) {
        throw new AmyloscopeError('invalidInput', `subject ${subject + 1}, reader ${reader + 1}: class ${String(category)} is not one of ${categories.join(', ')}.`);
      }
      count[index]++;
    });
    return count;
  });
  const present = counts.filter((row) => row.some((count) => count > 0));
  return { counts: present, totals: present.map((row) => sum(row)) };
}

/** Agreeing pairs, each with its credit, that a subject's classes hold: sum of c_k (credited c - 1)_k. */
export function agreeingPairs(count: readonly number[], credit: readonly (readonly number[])[]): number {
  return sum(count.map((own, k) => own * (sum(count.map((other, l) => credit[k][l] * other)) - 1)));
}

/** Credit that two classes drawn at random from the shares earn on average. */
export function creditByChance(shares: readonly number[], credit: readonly (readonly number[])[]): number {
  return sum(shares.map((share, k) => share * meanCredit(shares, credit, k)));
}

/** Credit of class k against a class drawn from the shares. */
export function meanCredit(shares: readonly number[], credit: readonly (readonly number[])[], k: number): number {
  return sum(shares.map((share, l) => share * credit[k][l]));
}

/** Mean over subjects of each subject's share of every class. */
export function meanShares({ counts, totals }: ClassCounts): number[] {
  return counts[0].map((_, k) => mean(counts.map((count, i) => count[k] / totals[i])));
}

/**
 * Standard error and Student t interval from what each subject contributes to the coefficient (linearisation).
 * Source: Gwet, Handbook of Inter-Rater Reliability, 4th ed. 2014, chapters 5 and 6.
 */
export function fromContributions(value: number, contributions: readonly number[]): { standardError: number; interval95: readonly [number, number] } {
  const n = contributions.length;
  const standardError = Math.sqrt((variance(contributions) + (n * (mean(contributions) - value) ** 2) / (n - 1)) / n);
  const half = studentTQuantile(0.975, n - 1) * standardError;
  return { standardError, interval95: [value - half, Math.min(1, value + half)] };
}
