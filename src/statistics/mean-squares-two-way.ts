import { mean } from './mean.ts';
import { sum } from './sum.ts';

/** Mean squares below this share of the largest squared value are rounding of equal numbers. */
const roundingShare = 1e-25;

/** Mean squares of a complete subjects x raters table with one value per cell, in the squared unit of the values. */
export interface MeanSquares {
  readonly subjects: number;
  readonly raters: number;
  /** Between subjects (rows), df n - 1. */
  readonly betweenSubjects: number;
  /** Within subjects, df n (k - 1): what a one-way analysis leaves. */
  readonly withinSubjects: number;
  /** Between raters (columns), df k - 1. */
  readonly betweenRaters: number;
  /** Residual, df (n - 1)(k - 1). */
  readonly residual: number;
}

/**
 * Two-way analysis of variance of a complete table without replicates.
 * @param table n rows (subjects) of k columns (raters), n and k at least 2, every cell finite.
 * Source: Shrout and Fleiss, Psychol Bull 1979;86:420, doi 10.1037/0033-2909.86.2.420, table 3.
 */
export function meanSquaresTwoWay(table: readonly (readonly number[])[]): MeanSquares {
  const n = table.length;
  const k = table[0].length;
  const rowMeans = table.map(mean);
  const grand = mean(rowMeans);
  const columnMeans = table[0].map((_, j) => mean(table.map((row) => row[j])));
  let largest = 0;
  const residuals = table.map((row, i) =>
    sum(row.map((value, j) => {
      largest = Math.max(largest, value * value);
      return (value - rowMeans[i] - columnMeans[j] + grand) ** 2;
    })),
  );
  const clean = (meanSquare: number): number => (meanSquare <= roundingShare * largest ? 0 : meanSquare);
  const raterSquares = n * sum(columnMeans.map((value) => (value - grand) ** 2));
  const residualSquares = sum(residuals);
  return {
    subjects: n,
    raters: k,
    betweenSubjects: clean((k * sum(rowMeans.map((value) => (value - grand) ** 2))) / (n - 1)),
    withinSubjects: clean((raterSquares + residualSquares) / (n * (k - 1))),
    betweenRaters: clean(raterSquares / (k - 1)),
    residual: clean(residualSquares / ((n - 1) * (k - 1))),
  };
}
