import type { CarriedReading } from '../store/measurement-store.ts';
import { inFirstOutlines, type SerialVisit } from './read-serially.ts';

/**
 * What a serial reading leaves in the store: of each patient the first visit and those that its outlines could be carried over to.
 * @returns nothing of a patient with a single such visit, which has nothing to be compared with, or without an identifier.
 */
export function readingsToKeep(visits: readonly SerialVisit[]): readonly CarriedReading[] {
  return [...Map.groupBy(visits, ({ study }) => study.patientId)].flatMap(([patientId, all]) => {
    const outlinesOf = all.find(({ first }) => first !== null)?.study;
    const readings = all.flatMap((visit): CarriedReading[] => {
      const measurements = inFirstOutlines(visit);
      return outlinesOf && measurements ? [{ modality: 'spect-ct', study: visit.study, outlinesOf: identityOf(outlinesOf), measurements }] : [];
    });
    return patientId === '' || readings.length < 2 ? [] : readings;
  });
}

function identityOf({ studyInstanceUid, studyDate, sopInstanceUids }: SerialVisit['study']): CarriedReading['outlinesOf'] {
  return { studyInstanceUid, studyDate, sopInstanceUids };
}
