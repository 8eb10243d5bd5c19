import type { NotMeasured } from '../measurement/result.ts';
import { varianceBySource, type VarianceSource } from '../statistics/variance-by-source.ts';
import { varianceComponents, type Factor } from '../statistics/variance-components.ts';
import type { Observer, StudyReading, VariancePartName, VarianceSplit } from './reproducibility-study.ts';

/** Which source each part belongs to. */
export const sourceOfPart: Readonly<Record<VariancePartName, VarianceSource>> = {
  patient: 'patient', scan: 'technical', reader: 'human', readerInPatient: 'human', reading: 'human',
};

/**
 * Splits the variance of the logarithm of one observer's ratios into its parts: patient; scan (all that differs between two
 * scans of a patient, in the mixture of the study); and for readers the reader, the reader in a patient, and the reading.
 *
 * The truth and the automatic rule answer one scan in one way, so further readings of the reference scan are left out for
 * them; for readers it tells the reading from the rest.
 *
 * @returns parts with intervals and shares, summed up by source too; `notMeasured` as `varianceComponents` has it.
 */
export function varianceSplit(readings: readonly StudyReading[], by: Observer): VarianceSplit | NotMeasured {
  const own = readings.filter((one) => one.by === by && one.ratio !== null && (by === 'readers' || one.change !== 'readAgain'));
  const names: readonly VariancePartName[] = by === 'readers' ? ['patient', 'scan', 'reader', 'readerInPatient', 'reading'] : ['patient', 'scan'];
  const model = varianceComponents(own.map(({ ratio }) => Math.log(ratio!)), names.slice(0, -1).map((name) => factorOf(name, own)));
  if (model.status === 'notMeasured') return model;
  const components = model.components.map((component, i) => ({ ...component, name: names[i] }));
  return { status: 'measured', observations: own.length, parts: components, bySource: varianceBySource({ ...model, components }, sourceOfPart) };
}

function factorOf(name: VariancePartName, readings: readonly StudyReading[]): Factor {
  const level = (one: StudyReading): string | number => {
    if (name === 'patient') return one.patient;
    if (name === 'reader') return one.reader!;
    return name === 'readerInPatient' ? `${one.patient} ${one.reader}` : scanName(one);
  };
  return { name, levels: readings.map(level) };
}

/** The scan that was looked at: reading again looks at the reference. */
function scanName({ patient, change, repeat }: StudyReading): string {
  return change === 'readAgain' ? `${patient} reference 1` : `${patient} ${change} ${repeat}`;
}
