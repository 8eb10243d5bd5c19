import { notMeasured, type Result } from '../measurement/result.ts';
import { blandAltman } from '../statistics/bland-altman.ts';
import { mean } from '../statistics/mean.ts';
import type { Bias, Observer, ObserverBias, PatientReadings, StudyReading } from './reproducibility-study.ts';

/** The looks at a patient who lies and has taken up as on the reference scan. */
const sameBody: readonly StudyReading['change'][] = ['reference', 'readAgain', 'recounted', 'otherCamera'];

/**
 * How far each observer's ratios lie from the truth on average: the rule with all known, the automatic rule, all readers
 * together, then each reader. Every patient counts once, by the mean of the logarithms of all looks.
 *
 * Against the scan, each look is compared with the known ratio of that very scan. Against the body, looks at the patient as
 * on the reference scan, by any camera, are compared with the ratio that a camera without blur and scatter shows of it.
 */
export function observerBiases(patients: readonly PatientReadings[], readers: number): readonly ObserverBias[] {
  const row = (by: Observer, reader: number | null): ObserverBias => ({
    by, reader,
    againstScan: by === 'truth' ? notMeasured('itself', 'It is the truth of the scan.') : bias(patients.map(({ readings }) => patientError(own(readings, by, reader), truthOfScan(readings)))),
    againstBody: bias(patients.map(({ readings, sharpRatio }) => patientError(own(readings, by, reader).filter(({ change }) => sameBody.includes(change)), () => (sharpRatio.status === 'measured' ? sharpRatio.value : null)))),
  });
  return [row('truth', null), row('automatic', null), row('readers', null), ...Array.from({ length: readers }, (_, i) => row('readers', i + 1))];
}

function own(readings: readonly StudyReading[], by: Observer, reader: number | null): readonly StudyReading[] {
  return readings.filter((one) => one.by === by && (reader === null || one.reader === reader));
}

function truthOfScan(readings: readonly StudyReading[]): (one: StudyReading) => number | null {
  const known = new Map(own(readings, 'truth', null).map((one) => [`${one.change} ${one.repeat}`, one.ratio]));
  return (one) => known.get(`${one.change} ${one.repeat}`) ?? null;
}

/** Geometric mean of measured over true ratio; null when no look has both. */
function patientError(readings: readonly StudyReading[], truth: (one: StudyReading) => number | null): number | null {
  const logs = readings.flatMap((one) => {
    const known = truth(one);
    return one.ratio === null || known === null ? [] : [Math.log(one.ratio / known)];
  });
  return logs.length > 0 ? Math.exp(mean(logs)) : null;
}

/** Mean error of patients as a fraction, with the interval by Student t on the logarithms. */
function bias(errors: readonly (number | null)[]): Result<Bias> {
  const known = errors.filter((error) => error !== null);
  const found = blandAltman(known, known.map(() => 1), 'ratio');
  if (found.status === 'notMeasured') return found;
  return { status: 'measured', value: found.value - 1, interval95: [found.interval95[0] - 1, found.interval95[1] - 1], patients: known.length };
}
