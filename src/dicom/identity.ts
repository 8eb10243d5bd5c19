import type { DataSet } from './data-set.ts';
import { textValue, textValues } from './element-values.ts';
import type { Keyword } from './tags.ts';

/** Whom an object is about, as it says itself: what re-identification gives back. */
export interface Identity {
  readonly patientId: string | null;
  readonly issuer: string | null;
  readonly name: string | null;
  readonly birthDate: string | null;
}

export function readIdentityOf(dataSet: DataSet): Identity {
  return {
    patientId: textValue(dataSet, 'PatientID'),
    issuer: textValue(dataSet, 'IssuerOfPatientID'),
    name: textValue(dataSet, 'PatientName'),
    birthDate: textValue(dataSet, 'PatientBirthDate'),
  };
}

/**
 * The same text for all objects of one patient: number and its issuer, else name and birth date, else the study alone.
 * A number without its issuer in one file and with it in another makes two patients, which separates too much and mixes none.
 */
export function identityText({ patientId, issuer, name, birthDate }: Identity, studyInstanceUid: string | null): string {
  if (patientId) return JSON.stringify(['id', patientId, issuer]);
  return JSON.stringify(name ? ['name', name, birthDate] : ['study', studyInstanceUid]);
}

const SHORTEST_SEARCHED = 4;
const numbered = ['PatientID', 'OtherPatientIDs', 'AccessionNumber', 'PatientBirthDate'] as const satisfies readonly Keyword[];
const named = ['PatientName', 'OtherPatientNames', 'PatientBirthName', 'ReferringPhysicianName', 'OperatorsName', 'PerformingPhysicianName'] as const satisfies readonly Keyword[];

/**
 * Finds names and numbers of the people of an object in other texts of it, where somebody may have typed them: whole words
 * of four letters or more, in either case.
 * @returns a test of a text; one that is always false when the object names nobody.
 */
export function repetitionFinder(dataSet: DataSet): (text: string) => boolean {
  const words = [
    ...numbered.flatMap((keyword) => textValues(dataSet, keyword)),
    ...named.flatMap((keyword) => textValues(dataSet, keyword).flatMap((name) => name.split(/[\^=\s,]+/))),
  ].map((word) => word.toLowerCase()).filter((word) => word.length >= SHORTEST_SEARCHED);
  if (words.length === 0) return () => false;
  const escaped = [...new Set(words)].map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'u');
  return (text) => pattern.test(text.toLowerCase());
}
