import { mean } from '../statistics/mean.ts';
import type { FollowUpPoint } from './history.ts';

/**
 * Joins values of one quantity, day and context to their mean.
 *
 * Its noise counts as that of one value: reading one acquisition twice does not remove the scatter of acquisition, and a
 * table does not say which repeats were acquired anew.
 */
export function meanOfDay(points: readonly FollowUpPoint[]): readonly FollowUpPoint[] {
  const days = Map.groupBy(points, ({ quantity, date, context }) => JSON.stringify([quantity, date, context]));
  return [...days.values()].map((repeats) => {
    const uncertainties = repeats.flatMap(({ standardUncertainty }) => (standardUncertainty === null ? [] : [standardUncertainty]));
    return {
      ...repeats[0],
      value: mean(repeats.map(({ value }) => value)),
      standardUncertainty: uncertainties.length > 0 ? Math.max(...uncertainties) : null,
      repeats: repeats.length,
      source: repeats.map(({ source }) => source).join(', '),
    };
  });
}
