import { setImmediate } from 'node:timers/promises';
import { Random } from '../phantom/random.ts';
import { changeScatter } from './change-scatter.ts';
import { gradeAgreement } from './grade-agreement.ts';
import { observerBiases } from './observer-bias.ts';
import { assumedReaderModel, drawReader } from './reader-model.ts';
import { readPatient, type ReadPatient, type StudyReaders } from './read-patient.ts';
import { observers, requireStudyChoice, studyChanges, type ReproducibilityStudy, type StudyChoice, type StudyReading } from './reproducibility-study.ts';
import { varianceSplit } from './variance-split.ts';

/**
 * Images digital patients again and again, has every scan read by the automatic rule and by modelled human readers, and
 * splits the scatter of both into what comes from the patient, the human and the machine.
 * @param onProgress called with the scans made so far and in all.
 * @throws AmyloscopeError `invalidInput` when a size is out of range, `modelUnusable` when a network cannot be loaded.
 */
export async function runReproducibilityStudy(choice: StudyChoice, onProgress: (done: number, total: number) => void = () => undefined): Promise<ReproducibilityStudy> {
  requireStudyChoice(choice);
  const readers = studyReaders(choice);
  const total = choice.patients * (1 + (studyChanges.length - 1) * choice.repeats);
  const patients: ReadPatient[] = [];
  let done = 0;
  for (let index = 0; index < choice.patients; index++) {
    patients.push(await readPatient(choice, index, readers, async () => {
      onProgress(++done, total);
      await setImmediate();
    }));
  }
  return summarise(choice, readers, patients);
}

function studyReaders({ readers, seed }: StudyChoice): StudyReaders {
  const model = assumedReaderModel;
  return { model, readers: Array.from({ length: readers }, (_, reader) => drawReader(new Random(seed * 31 + reader * 7_919), model)) };
}

function summarise(choice: StudyChoice, { model }: StudyReaders, patients: readonly ReadPatient[]): ReproducibilityStudy {
  const readings = patients.flatMap((one) => one.readings);
  const grades = patients.flatMap((one) => one.grades);
  const [truth, automatic, readers] = observers.map((by) => varianceSplit(readings, by));
  return {
    simulated: true,
    choice,
    readerModel: model,
    variance: { truth, automatic, readers },
    scatter: changeScatter(readings, choice.readers),
    bias: observerBiases(patients, choice.readers),
    grades: gradeAgreement(grades),
    missing: missingLooks(readings),
    readings,
    method: patients[0].method,
    models: patients[0].models,
  };
}

function missingLooks(readings: readonly StudyReading[]): ReproducibilityStudy['missing'] {
  return observers.flatMap((by) => {
    const reasons = readings.flatMap(({ by: own, reason }) => (own === by && reason !== null ? [reason] : []));
    return [...Map.groupBy(reasons, (reason) => reason)].map(([reason, list]) => ({ by, reason, count: list.length }));
  });
}
