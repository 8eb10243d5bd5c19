import type { Observer, PatientReadings, StudyReading } from '../../src/study/reproducibility-study.ts';

/** A look with usual values where a test does not care. */
export function look(patient: number, ratio: number | null, given: Partial<StudyReading> = {}): StudyReading {
  return { patient, change: 'reference', repeat: 1, by: 'automatic' as Observer, reader: null, ratio, reason: ratio === null ? 'A circle reaches outside the image.' : null, ...given };
}

/** Looks of one patient with the ratio that a sharp camera shows. */
export function patientOf(readings: readonly StudyReading[], sharp: number): PatientReadings {
  return { readings, grades: [], sharpRatio: { status: 'measured', value: sharp } };
}
