import { logSdFromCoefficient } from '../statistics/coefficient-of-variation.ts';
import { z95 } from '../statistics/distribution-normal.ts';
import { followedQuantities } from './followed-quantity.ts';
import type { FollowUpPoint } from './history.ts';
import type { NoiseRow } from './noise-library.ts';

/** Mean absolute difference of two normal values, in SDs of their difference: sqrt(2 / pi). */
const meanAbsoluteDifference = Math.sqrt(2 / Math.PI);

/**
 * Within-subject SD that a row states at a given value, lowest and highest: of the natural logarithm for a logarithmic
 * quantity, else in its unit.
 *
 * @param value in the unit of the quantity; its size counts where the row is relative.
 * @returns null for a reliability, which has no unit, and where scatter proportional to a value of 0 would be none.
 * Source: MDC95 = 1.96 sqrt(2) SD; mean |d| = sqrt(2 / pi) SD_d for normal d.
 */
export function withinSubjectNoise(row: NoiseRow, value: number): readonly [lowest: number, highest: number] | null {
  const logarithmic = followedQuantities[row.quantity].scale === 'logarithmic';
  const size = logarithmic ? 1 : Math.abs(value);
  const sd = (figure: number): number => {
    switch (row.statistic) {
      case 'coefficientOfVariation': return logarithmic ? logSdFromCoefficient(figure) : Math.max(figure * size, row.leastSd ?? 0);
      case 'relativeDetectableChange': return (figure * size) / (z95 * Math.SQRT2);
      case 'detectableChange': return figure / (z95 * Math.SQRT2);
      case 'relativeDifference': return (figure * size) / meanAbsoluteDifference / Math.SQRT2;
      case 'withinSubjectSd': return figure;
      case 'reliability': return 0;
    }
  };
  const [lowest, highest] = [sd(row.figure[0]), sd(row.figure[1])];
  return lowest > 0 ? [lowest, highest] : null;
}

/** The scatter of one measurement, and what it was taken from. */
export interface PointNoise {
  /** SD of the natural logarithm for a logarithmic quantity, else in its unit. */
  readonly sd: number;
  readonly takenFrom: 'library' | 'measurement';
}

/**
 * Scatter of one measurement about the truth: the larger of what was published for its quantity and what was stated with
 * it. They overlap, so adding them would count the reading twice; taking the smaller would claim too much.
 *
 * @param row in use for the quantity; null where there is none.
 * @param level at which relative noise is read off: the value that changes are counted from, so that every later value
 *   is held against one limit.
 * @returns null when neither is known.
 */
export function pointNoise(point: FollowUpPoint, row: NoiseRow | null, level: number): PointNoise | null {
  const published = row && withinSubjectNoise(row, level);
  const stated = point.standardUncertainty === null ? null : statedNoise(point, point.standardUncertainty);
  if (published && (stated === null || stated <= published[1])) return { sd: published[1], takenFrom: 'library' };
  return stated === null ? null : { sd: stated, takenFrom: 'measurement' };
}

function statedNoise({ quantity, value }: FollowUpPoint, standardUncertainty: number): number {
  return followedQuantities[quantity].scale === 'logarithmic' ? standardUncertainty / value : standardUncertainty;
}
