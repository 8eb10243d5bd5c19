import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { requireFinite, requireSameLength } from './require-values.ts';

/** One point of the curve: a case is called positive when its score is at least `threshold`. */
export interface RocPoint {
  readonly threshold: number;
  readonly sensitivity: number;
  readonly specificity: number;
}

/**
 * The empirical ROC curve: one point per distinct score, from the strictest threshold to the laxest, after a first point
 * at threshold infinity where nothing is called positive.
 *
 * @param scores one finite score per case; higher means more likely diseased.
 * @param diseased the truth of each case.
 * @returns the points, or `notMeasured` (`oneClass`) when all cases are of one kind.
 * @throws AmyloscopeError `invalidInput` on scores that are not finite or lists of different length.
 * @example rocPoints([1, 2], [false, true]).points.map((point) => point.threshold) // [Infinity, 2, 1]
 * Source: Fawcett, Pattern Recognit Lett 2006;27:861, doi 10.1016/j.patrec.2005.10.010, algorithm 1.
 */
export function rocPoints(scores: readonly number[], diseased: readonly boolean[]): { status: 'measured'; points: readonly RocPoint[] } | NotMeasured {
  requireSameLength('scores', scores, 'diseased', diseased);
  requireFinite('scores', scores);
  const positives = diseased.filter(Boolean).length;
  const negatives = diseased.length - positives;
  if (positives === 0 || negatives === 0) {
    return notMeasured('oneClass', `An ROC curve needs diseased and healthy cases; there are ${positives} and ${negatives}.`);
  }
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
  const points: RocPoint[] = [{ threshold: Infinity, sensitivity: 0, specificity: 1 }];
  let truePositives = 0;
  let falsePositives = 0;
  order.forEach((index, position) => {
    if (diseased[index]) truePositives++;
    else falsePositives++;
    const threshold = scores[index];
    const next = order[position + 1];
    if (next !== undefined && scores[next] === threshold) return;
    points.push({ threshold, sensitivity: truePositives / positives, specificity: 1 - falsePositives / negatives });
  });
  return { status: 'measured', points };
}
