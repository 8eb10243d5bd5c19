import type { FollowedQuantityName } from '../follow-up/followed-quantity.ts';
import { unknownContext, type ClinicalEvent, type EventName, type FollowUpPoint, type PatientHistory, type Treatment } from '../follow-up/history.ts';
import { carriedPoints, storedPoints } from '../follow-up/stored-points.ts';
import type { CarriedReading } from '../store/measurement-store.ts';
import type { PatientNote, PatientScan } from '../store/patients.ts';

/** What the store holds of one patient. */
export interface StoredVisits {
  readonly patient: { readonly patientId: string };
  readonly scans: readonly PatientScan[];
  readonly notes: readonly PatientNote[];
  /** In one set of outlines. */
  readonly carried: readonly CarriedReading[];
}

/**
 * Everything stored about one patient as a history: measurements of scans, and what people noted beside them. Visits that were measured in
 * the outlines of the first stand so, and not in their own too, unless a later scan was measured in outlines of its own alone: that is
 * compared with what earlier scans gave in theirs.
 */
export function storedHistory({ patient, scans, notes, carried }: StoredVisits): PatientHistory {
  const own = scans.map(({ analysis }) => ({ ...analysis, points: storedPoints({ analysis, studyDate: analysis.study.studyDate }) }));
  const last = carried.at(-1)?.study.studyDate ?? '';
  const later = own.some(({ modality, points }) => modality === carried[0]?.modality && points.some(({ date }) => date > last));
  const inFirst = later ? [] : carried;
  const others = own.filter(({ modality, study }) => !inFirst.some((reading) => reading.modality === modality && reading.study.studyInstanceUid === study.studyInstanceUid));
  return {
    patient: patient.patientId,
    simulated: [...own, ...carried].some(({ study }) => study.simulated),
    points: [...others.flatMap(({ points }) => points), ...inFirst.flatMap(carriedPoints), ...notes.flatMap(notedPoint)],
    treatments: notes.flatMap(({ kind, name, day, endDay }): Treatment[] => (kind === 'treatment' ? [{ name, start: day, end: endDay }] : [])),
    events: notes.flatMap(({ kind, name, day }): ClinicalEvent[] => (kind === 'event' ? [{ event: name as EventName, date: day, happened: true }] : [])),
  };
}

function notedPoint({ kind, name, value, day, noteId }: PatientNote): FollowUpPoint[] {
  if (kind !== 'value' || value === null) return [];
  return [{ quantity: name as FollowedQuantityName, date: day, value, standardUncertainty: null, context: unknownContext, repeats: 1, source: `note ${noteId}` }];
}
