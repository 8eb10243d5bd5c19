import type { RankedRow } from '../store/ranked-row.ts';
import { followedQuantityNames, type FollowedQuantityName } from './followed-quantity.ts';
import type { FollowUpPoint } from './history.ts';

/**
 * The measurements of one stored analysis as points of a follow-up: those of quantities that are followed, with their
 * uncertainty and everything that must be alike before they are compared.
 *
 * @returns none for a scan without a date, since nothing can be said of its place in time.
 */
export function storedPoints({ analysis, studyDate }: Pick<RankedRow, 'analysis' | 'studyDate'>): readonly FollowUpPoint[] {
  if (studyDate === null) return [];
  const { study } = analysis;
  const device = [study.manufacturer, study.model].filter((part) => part !== null).join(' ') || null;
  return analysis.measurements.flatMap((one) => {
    if (one.status === 'notMeasured' || !isFollowed(one.quantity)) return [];
    const { method, model } = one;
    return [{
      quantity: one.quantity, date: studyDate, value: one.value, standardUncertainty: one.standardUncertainty > 0 ? one.standardUncertainty : null, repeats: 1, source: study.files.join(', '),
      context: {
        tracer: study.tracer, uptakeTimeHours: study.uptakeTimeHours, vendor: study.manufacturer, device, sequence: null, fieldStrengthTesla: null, laboratory: null,
        method: `${method.name} ${method.version}`, model: model && `${model.name} ${model.version}`,
      },
    }];
  });
}

function isFollowed(quantity: string): quantity is FollowedQuantityName {
  return (followedQuantityNames as readonly string[]).includes(quantity);
}
