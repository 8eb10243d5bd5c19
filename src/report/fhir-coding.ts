import type { CodedConcept } from '../dicom/clinical-codes.ts';
import { privateScheme } from '../dicom/report-codes.ts';

/** Where FHIR finds the terminologies that DICOM names by a designator. Source: FHIR R4 section 4.3.0, DICOM PS3.16 section 8.1. */
const systems: Readonly<Record<string, string>> = {
  SCT: 'http://snomed.info/sct',
  LN: 'http://loinc.org',
  DCM: 'http://dicom.nema.org/resources/ontology/DCM',
  [privateScheme.designator]: `urn:oid:${privateScheme.uid}`,
};

export const UCUM_SYSTEM = 'http://unitsofmeasure.org';

export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

export interface CodeableConcept {
  readonly coding?: readonly Coding[];
  readonly text?: string;
}

/** A coded concept as FHIR writes it. */
export function codingOf({ scheme, value, meaning }: CodedConcept): Coding {
  return { system: systems[scheme], code: value, display: meaning };
}

/** A coded concept with words for people. */
export function conceptOf(concept: CodedConcept, text: string = concept.meaning): CodeableConcept {
  return { coding: [codingOf(concept)], text };
}

/** One concept of a terminology of HL7. */
export function hl7Concept(system: string, code: string, display: string): CodeableConcept {
  return { coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code, display }] };
}

/** A UID as a reference to a resource of the same bundle: UIDs of Amyloscope are UUIDs in decimal. */
export function uuidUrn(uid: string): string {
  const hex = BigInt(uid.replace('2.25.', '')).toString(16).padStart(32, '0');
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')}`;
}
