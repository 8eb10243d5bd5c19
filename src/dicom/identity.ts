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

/** Names and numbers of the people of an object, as it writes them: whole words of four letters or more. */
export function identifyingWords(dataSet: DataSet): readonly string[] {
  const words = [
    ...numbered.flatMap((keyword) => textValues(dataSet, keyword)),
    ...named.flatMap((keyword) => textValues(dataSet, keyword).flatMap((name) => name.split(/[\^=\s,]+/))),
  ];
  return [...new Set(words)].filter((word) => word.length >= SHORTEST_SEARCHED);
}

/**
 * Finds words in texts where somebody may have typed them, in either case and not as part of a longer word.
 * @returns a test of a text; one that is always false when there are no words.
 */
export function repetitionFinder(words: readonly string[]): (text: string) => boolean {
  if (words.length === 0) return () => false;
  const escaped = words.map((word) => word.toLowerCase().replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'u');
  return (text) => pattern.test(text.toLowerCase());
}

/** Words shorter than this stand by chance in the bytes of a large picture: one of six letters in a gigabyte does not. */
const SHORTEST_IN_BYTES = 6;

/** True when one of the words stands anywhere in bytes, as in a comment that a machine wrote into compressed pixels. */
export function standsInBytes(words: readonly string[], bytes: Uint8Array): boolean {
  const searched = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return words.filter((word) => word.length >= SHORTEST_IN_BYTES).some((word) => searched.includes(word, 0, 'utf8') || searched.includes(word, 0, 'latin1'));
}
