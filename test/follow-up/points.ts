import type { FollowedQuantityName } from '../../src/follow-up/followed-quantity.ts';
import { unknownContext, type FollowUpPoint, type MeasurementContext, type PatientHistory } from '../../src/follow-up/history.ts';
import type { FollowUpOptions } from '../../src/follow-up/follow-patient.ts';

/** Everything known and the same at every date. */
export const wholeContext: MeasurementContext = {
  tracer: '99mTc-DPD', uptakeTimeHours: 3, vendor: 'GE', device: 'Camera 1', sequence: 'MOLLI', fieldStrengthTesla: 1.5, laboratory: 'Central', method: 'rule 1.0', model: 'net 1.0', outlines: null,
};

export function pointOf(quantity: FollowedQuantityName, date: string, value: number, context: Partial<MeasurementContext> = wholeContext, standardUncertainty: number | null = null): FollowUpPoint {
  return { quantity, date, value, standardUncertainty, context: { ...unknownContext, ...context }, repeats: 1, source: date };
}

export const plainOptions: FollowUpOptions = { siteNoise: [], since: null, unverifiedRules: false, amyloidType: null };

export function historyOf(points: readonly FollowUpPoint[], rest: Partial<PatientHistory> = {}): PatientHistory {
  return { patient: 'P1', simulated: true, points, treatments: [], events: [], ...rest };
}
