import { trueRegion } from '../phantom/acquisition.ts';
import { trueHeartToContralateralRatio } from '../phantom/true-ratio.ts';
import type { MeasuredValue, Method, ModelReference } from '../measurement/measurement.ts';
import { notMeasured, type Result } from '../measurement/result.ts';
import { planar } from '../modalities/planar/index.ts';
import { imagePatient, sharpRatio, streamOfReader, studyRandom, type StudyScan } from './image-patient.ts';
import { readRatio, type Reader, type ReaderModel, type ReaderView } from './reader-model.ts';
import type { PatientReadings, StudyChoice, StudyGrade, StudyReading } from './reproducibility-study.ts';
import { scanInstance } from './scan-instance.ts';

/** The readers of a study and the model that they follow. */
export interface StudyReaders {
  readonly model: ReaderModel;
  readonly readers: readonly Reader[];
}

/** What the automatic rule says of one scan. */
interface AutomaticAnswer {
  readonly ratio: Result;
  readonly grade: number | null;
  readonly method: Method;
  readonly models: readonly ModelReference[];
}

/** Readings of one patient, and by which rule and networks they were made. */
export interface ReadPatient extends PatientReadings {
  readonly method: Method;
  readonly models: readonly ModelReference[];
}

/**
 * Images one patient again and again and has every scan read by the rule with all known, by the automatic rule, and by
 * every reader. The reference scan is read again by all, too; the automatic rule truly runs again.
 * @param index from 0.
 * @param onScan called after each scan; may give the event loop a turn.
 */
export async function readPatient(choice: StudyChoice, index: number, { model, readers }: StudyReaders, onScan: () => Promise<void>): Promise<ReadPatient> {
  const readings: StudyReading[] = [];
  const grades: StudyGrade[] = [];
  const randoms = readers.map((_, reader) => studyRandom(choice.seed, index, streamOfReader(reader)));
  let sharp: Result = notMeasured('noScan', 'No scan was made.');
  let automatic: AutomaticAnswer | null = null;
  for (const scan of imagePatient(choice, index)) {
    const looks = looksAt(scan, choice.repeats);
    const truth = trueHeartToContralateralRatio(scan.body, scan.scan);
    const view = readerView(scan);
    for (const { change, repeat } of looks) {
      const place = { patient: index + 1, change, repeat };
      automatic = await readAutomatically(scan, choice.seed, index);
      readings.push(reading({ ...place, by: 'truth', reader: null }, truth), reading({ ...place, by: 'automatic', reader: null }, automatic.ratio));
      readers.forEach((reader, i) => readings.push(reading({ ...place, by: 'readers', reader: i + 1 }, readRatio(view, reader, model, randoms[i]))));
      grades.push({ ...place, trueGrade: scan.patient.grade, grade: automatic.grade });
    }
    if (scan.change === 'reference') sharp = sharpRatio(scan);
    await onScan();
  }
  const { method, models } = automatic!;
  return { readings, grades, sharpRatio: sharp, method, models };
}

/** The looks at one scan: one, and at the reference as many more as there are repeats. */
function looksAt({ change, repeat }: StudyScan, repeats: number): readonly Pick<StudyReading, 'change' | 'repeat'>[] {
  if (change !== 'reference') return [{ change, repeat }];
  return [{ change, repeat }, ...Array.from({ length: repeats }, (_, i) => ({ change: 'readAgain' as const, repeat: i + 1 }))];
}

function reading(place: Omit<StudyReading, 'ratio' | 'reason'>, result: Result): StudyReading {
  return result.status === 'measured' ? { ...place, ratio: result.value, reason: null } : { ...place, ratio: null, reason: result.reason };
}

function readerView({ body, acquisition, scan }: StudyScan): ReaderView {
  const { rows, columns, spacingMm } = acquisition;
  const region = (name: 'heart' | 'sternum' | 'spine') => trueRegion(body, name, acquisition);
  return {
    image: { rows, columns, spacingMm: [spacingMm, spacingMm], values: scan.anterior, flipRows: false, flipColumns: false },
    heart: region('heart'), sternum: region('sternum'), spine: region('spine'),
  };
}

async function readAutomatically(scan: StudyScan, seed: number, index: number): Promise<AutomaticAnswer> {
  const { analysis } = await planar.analyse([scanInstance(scan, seed, index)], 'none');
  const found = (quantity: MeasuredValue['quantity']) => analysis.measurements.find((one) => one.quantity === quantity)!;
  const [ratio, grade] = [found('heartToContralateralRatio'), found('peruginiGrade')];
  return {
    ratio: ratio.status === 'measured' ? { status: 'measured', value: ratio.value } : notMeasured('notMeasured', ratio.reason),
    grade: grade.status === 'measured' ? grade.value : null,
    method: ratio.method,
    models: analysis.models,
  };
}
