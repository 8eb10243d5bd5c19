import type { FollowedQuantityName } from '../follow-up/followed-quantity.ts';
import { unknownContext, type ClinicalEvent, type EventName, type FollowUpPoint, type PatientHistory, type Treatment } from '../follow-up/history.ts';
import { storedPoints } from '../follow-up/stored-points.ts';
import type { PatientNote, PatientScan } from '../store/patients.ts';

/** What the store holds of one patient. */
export interface StoredVisits {
  readonly patient: { readonly patientId: string };
  readonly scans: readonly PatientScan[];
  readonly notes: readonly PatientNote[];
}

/** Everything stored about one patient as a history: measurements of scans, and what people noted beside them. */
export function storedHistory({ patient, scans, notes }: StoredVisits): PatientHistory {
  const measured = scans.flatMap(({ analysis }) => storedPoints({ analysis, studyDate: analysis.study.studyDate }));
  return {
    patient: patient.patientId,
    simulated: scans.some(({ analysis }) => analysis.study.simulated),
    points: [...measured, ...notes.flatMap(notedPoint)],
    treatments: notes.flatMap(({ kind, name, day, endDay }): Treatment[] => (kind === 'treatment' ? [{ name, start: day, end: endDay }] : [])),
    events: notes.flatMap(({ kind, name, day }): ClinicalEvent[] => (kind === 'event' ? [{ event: name as EventName, date: day, happened: true }] : [])),
  };
}

function notedPoint({ kind, name, value, day, noteId }: PatientNote): FollowUpPoint[] {
  if (kind !== 'value' || value === null) return [];
  return [{ quantity: name as FollowedQuantityName, date: day, value, standardUncertainty: null, context: unknownContext, repeats: 1, source: `note ${noteId}` }];
}
