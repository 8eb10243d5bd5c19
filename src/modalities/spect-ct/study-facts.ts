import type { ImageInstance } from '../../dicom/study.ts';
import type { Analysis } from '../modality.ts';
import type { Pair } from './pairing.ts';

/** Whose and when an acquisition is, how it was made, and of which objects it consists. */
export function studyFacts({ emission, ct }: Pair, group: readonly ImageInstance[]): Analysis['study'] {
  const instance = emission[0] ?? ct[0] ?? group[0];
  // Masks that were drawn elsewhere are no objects of DICOM.
  const stored = group.filter(({ sopInstanceUid }) => sopInstanceUid !== '');
  return {
    studyInstanceUid: instance.studyInstanceUid, patientId: instance.patientId, studyDate: instance.studyDate,
    patientSex: instance.patientSex, patientAgeYears: instance.patientAgeYears, tracer: instance.nuclear?.tracer ?? null, uptakeTimeHours: instance.nuclear?.uptakeTimeHours ?? null,
    manufacturer: instance.equipment.manufacturer, model: instance.equipment.model, simulated: instance.simulated,
    files: stored.map(({ path }) => path), sopInstanceUids: stored.map(({ sopInstanceUid }) => sopInstanceUid),
  };
}
