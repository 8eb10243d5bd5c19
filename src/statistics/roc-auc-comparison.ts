import { notMeasured, type Result } from '../measurement/result.ts';
import { normalTwoSided, z95 } from './distribution-normal.ts';
import { mean } from './mean.ts';
import { placementCovariance, rocPlacements } from './roc-auc.ts';

export interface RocAucComparison {
  readonly firstArea: number;
  readonly secondArea: number;
  readonly interval95: readonly [lower: number, upper: number];
  readonly z: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * Difference of two areas under the ROC curve measured on the same cases, first less second.
 *
 * DeLong's test for paired curves; assumes independent cases and groups large enough for a normal difference.
 *
 * @param first scores of the first method, one per case; higher means more likely diseased.
 * @param second scores of the second method for the same cases in the same order.
 * @param diseased the truth of each case.
 * @returns the difference, -1 to 1; `notMeasured` with `oneClass` when all cases are of one kind, or with `noScatter`
 *   when the two methods order the cases alike, so that their difference has no variance.
 * @throws AmyloscopeError `invalidInput` on scores that are not finite or lists of different length.
 * Source: DeLong et al., Biometrics 1988;44:837, doi 10.2307/2531595; R package pROC `roc.test(method = "delong")`.
 */
export function rocAucComparison(first: readonly number[], second: readonly number[], diseased: readonly boolean[]): Result<RocAucComparison> {
  const a = rocPlacements(first, diseased);
  const b = rocPlacements(second, diseased);
  if (a.status === 'notMeasured') return a;
  if (b.status === 'notMeasured') return b;
  const [firstArea, secondArea] = [mean(a.positives), mean(b.positives)];
  const covariance = (x: typeof a, y: typeof a, xArea: number, yArea: number): number =>
    placementCovariance(x.positives, y.positives, xArea, yArea) + placementCovariance(x.negatives, y.negatives, xArea, yArea);
  const variance = covariance(a, a, firstArea, firstArea) + covariance(b, b, secondArea, secondArea) - 2 * covariance(a, b, firstArea, secondArea);
  // Placements are shares between 0 and 1, so a variance this small is rounding.
  if (variance < 1e-20) return notMeasured('noScatter', 'The two methods order the cases alike: their difference has no variance.');
  const value = firstArea - secondArea;
  const standardError = Math.sqrt(variance);
  const z = value / standardError;
  return {
    status: 'measured',
    value,
    firstArea,
    secondArea,
    interval95: [value - z95 * standardError, value + z95 * standardError],
    z,
    p: normalTwoSided(z),
  };
}
