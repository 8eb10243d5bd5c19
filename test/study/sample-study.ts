import { readFileSync } from 'node:fs';
import { changeScatter } from '../../src/study/change-scatter.ts';
import { gradeAgreement } from '../../src/study/grade-agreement.ts';
import { observerBiases } from '../../src/study/observer-bias.ts';
import { assumedReaderModel } from '../../src/study/reader-model.ts';
import type { ReproducibilityStudy, StudyChange, StudyReading } from '../../src/study/reproducibility-study.ts';
import { varianceSplit } from '../../src/study/variance-split.ts';
import { look, patientOf } from './sample-readings.ts';

export interface RecordedStudy {
  readonly readings: readonly { readonly patient: number; readonly change: StudyChange | 'reference'; readonly reader: number; readonly ratio: number }[];
  readonly truth: readonly number[];
  readonly sharp: readonly number[];
  readonly readersVariances: readonly number[];
  readonly automaticVariances: readonly number[];
  readonly automaticCv: number;
  readonly sameReaderCv: number;
  readonly otherReaderCv: number;
  readonly automaticAgainstScan: readonly number[];
  readonly readersAgainstBody: readonly number[];
  readonly secondReaderAgainstBody: readonly number[];
  readonly firstGrades: readonly number[];
  readonly secondGrades: readonly number[];
  readonly kappa: number;
}

/** R 4.2.2 with lme4 1.1-31 and vcd 1.4-11; reader 0 is the automatic rule. */
export const recorded = JSON.parse(readFileSync(new URL('reference/reproducibility.json', import.meta.url), 'utf8')) as RecordedStudy;

const changes = ['reference', 'readAgain', 'recounted', 'otherCamera'] as const;

/** The recorded readings, the truth of each patient the same on every scan. */
export const recordedReadings: readonly StudyReading[] = [
  ...recorded.readings.map(({ patient, change, reader, ratio }) => look(patient, ratio, { change, ...(reader > 0 ? { by: 'readers', reader } : {}) })),
  ...recorded.truth.flatMap((ratio, i) => changes.map((change) => look(i + 1, ratio, { by: 'truth', change }))),
];
export const recordedPatients = recorded.sharp.map((sharp, i) => patientOf(recordedReadings.filter(({ patient }) => patient === i + 1), sharp));

/** A study with the recorded readings: no one was repositioned, the delay was the same. */
export function sampleStudy(given: Partial<ReproducibilityStudy> = {}): ReproducibilityStudy {
  const readers = 3;
  const grades = recorded.firstGrades.flatMap((trueGrade, i) => (['reference', 'recounted'] as const).map((change) => ({ patient: i + 1, change, repeat: 1, trueGrade, grade: change === 'reference' ? trueGrade : recorded.secondGrades[i] })));
  const variance = (by: 'truth' | 'automatic' | 'readers') => varianceSplit(recordedReadings, by);
  return {
    simulated: true, choice: { patients: 8, readers, repeats: 1, seed: 417 }, readerModel: assumedReaderModel,
    variance: { truth: variance('truth'), automatic: variance('automatic'), readers: variance('readers') },
    scatter: changeScatter(recordedReadings, readers), bias: observerBiases(recordedPatients, readers), grades: gradeAgreement(grades), missing: [], readings: recordedReadings,
    method: { name: 'mirrored circles', version: '1.0.0', parameters: {} }, models: [{ name: 'planar-chest', version: '1', sha256: 'a'.repeat(64) }],
    ...given,
  };
}
