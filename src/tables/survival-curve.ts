import { notMeasured, type NotMeasured, type Result } from '../measurement/result.ts';
import { type KaplanMeier, kaplanMeier, type KaplanMeierPoint, numbersAtRisk } from '../statistics/kaplan-meier.ts';
import type { SurvivalData } from '../statistics/survival-data.ts';

/** One group of patients: a word of the table, yes or no, or a side of a cut. */
export type GroupLabel = { readonly is: 'named'; readonly name: string } | { readonly is: 'upTo' | 'above'; readonly cut: number } | { readonly is: 'yes' } | { readonly is: 'no' } | { readonly is: 'everybody' };

/** The curve of one group, with what stands below and beside it. */
export interface SurvivalCurve extends KaplanMeier {
  readonly label: GroupLabel;
  readonly patients: number;
  readonly events: number;
  /** At the times asked about. */
  readonly atRisk: readonly number[];
  readonly survivalAt: readonly Result<{ readonly interval95: readonly [lower: number, upper: number] }>[];
}

/**
 * Kaplan-Meier curve of one group with numbers at risk and survival at given times.
 * @param at times in the unit of the data, in any order.
 * @returns `notMeasured` (`noSubjects`) without patients; survival beyond the last patient seen is `notMeasured`
 *   (`beyondFollowUp`).
 * @throws AmyloscopeError `invalidInput` as `kaplanMeier`.
 */
export function survivalCurve(label: GroupLabel, data: SurvivalData, at: readonly number[]): SurvivalCurve | NotMeasured {
  const curve = kaplanMeier(data);
  if (curve.status === 'notMeasured') return curve;
  const last = curve.points[curve.points.length - 1];
  const survivalAt = at.map((time) => (time > last.time && last.survival > 0 ? notMeasured('beyondFollowUp', 'Nobody was followed as long as this.') : surviving(curve.points.findLast((point) => point.time <= time))));
  return { ...curve, label, patients: data.times.length, events: data.events.filter(Boolean).length, atRisk: numbersAtRisk(data, at), survivalAt };
}

function surviving(point: KaplanMeierPoint | undefined): Result<{ readonly interval95: readonly [number, number] }> {
  return { status: 'measured', value: point?.survival ?? 1, interval95: point?.interval95 ?? [1, 1] };
}
