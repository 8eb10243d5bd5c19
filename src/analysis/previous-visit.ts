import type { Analysis } from '../modalities/modality.ts';

/**
 * The visit before a scan: the latest earlier analysis of the same patient by the same modality, of several on one day the one that
 * measured most of what the scan did.
 * @returns null when there is none, or the scan states no patient or no day.
 */
export function previousVisit({ study, modality, measurements }: Analysis, others: readonly Analysis[]): Analysis | null {
  const { patientId, studyDate } = study;
  if (patientId === '' || studyDate === null) return null;
  const wanted = new Set(measurements.flatMap((one) => (one.status === 'measured' ? [one.quantity] : [])));
  const inCommon = (other: Analysis): number => other.measurements.filter((one) => one.status === 'measured' && wanted.has(one.quantity)).length;
  const earlier = others.filter((other) => other.modality === modality && other.study.patientId === patientId && other.study.studyDate !== null && other.study.studyDate < studyDate && inCommon(other) > 0);
  return earlier.toSorted((a, b) => b.study.studyDate!.localeCompare(a.study.studyDate!) || inCommon(b) - inCommon(a))[0] ?? null;
}
