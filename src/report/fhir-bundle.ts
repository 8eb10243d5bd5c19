import { answerConcepts } from '../dicom/report-codes.ts';
import type { SourceObject } from '../dicom/source-object.ts';
import { uidFrom } from '../dicom/uid-from.ts';
import { software } from '../measurement/software.ts';
import { conceptOf, hl7Concept, uuidUrn } from './fhir-coding.ts';
import { answerObservation, measurementObservation, type Context } from './fhir-observation.ts';
import { escapeHtml } from './markup.ts';
import { modalityReport } from './modality-report.ts';
import { conclusionOf } from './report-conclusion.ts';
import { reportUid, type ReportedScan } from './reported-scan.ts';

interface Entry {
  readonly fullUrl: string;
  readonly resource: object;
}

/**
 * A scan as a FHIR R4 bundle: patient, imaging study, device, an observation for each measurement and one for the answer,
 * the diagnostic report of them, and the provenance of it all. References are within the bundle.
 *
 * Digital patients carry the tag HTEST, test health data.
 * Source: HL7 FHIR R4 (4.0.1), Bundle, DiagnosticReport, Observation, ImagingStudy, Device, Provenance.
 */
export function fhirBundle(scan: ReportedScan): object {
  const url = (part: string) => uuidUrn(reportUid(scan, 'fhir', part));
  const context: Context = { patient: url('patient'), device: uuidUrn(uidFrom('fhir device', software.version, ...scan.analysis.models.map(({ sha256 }) => sha256))), imagingStudy: url('imaging study') };
  const answer = answerObservation(scan, context);
  const observations: readonly Entry[] = [
    ...scan.analysis.measurements.map((measurement) => ({ fullUrl: url(measurement.quantity), resource: measurementObservation(scan, measurement, context) })),
    ...(answer ? [{ fullUrl: url('answer'), resource: answer }] : []),
  ];
  const report = { fullUrl: url('report'), resource: diagnosticReport(scan, context, observations) };
  const entries: readonly Entry[] = [
    report,
    { fullUrl: context.patient, resource: patient(scan) },
    { fullUrl: context.imagingStudy, resource: imagingStudy(scan, context) },
    { fullUrl: context.device, resource: device(scan) },
    ...observations,
    { fullUrl: url('provenance'), resource: provenance(scan, context, [report, ...observations]) },
  ];
  return {
    resourceType: 'Bundle',
    ...testData(scan),
    type: 'collection',
    timestamp: scan.writtenAt.toISOString(),
    entry: entries.map(({ fullUrl, resource }) => ({ fullUrl, resource: { ...resource, ...testData(scan) } })),
  };
}

/** Marks what shows no person. */
function testData({ analysis }: ReportedScan): object {
  const [tag] = hl7Concept('v3-ActReason', 'HTEST', 'test health data').coding!;
  return analysis.study.simulated ? { meta: { tag: [tag] } } : {};
}

function patient({ analysis: { study }, sources: [source] }: ReportedScan): object {
  const [family, given, middle] = source?.patientName?.split('=')[0].split('^') ?? [];
  const birth = source?.patientBirthDate;
  const givenNames = [given, middle].filter(Boolean);
  return {
    resourceType: 'Patient',
    ...(study.patientId ? { identifier: [{ value: study.patientId }] } : {}),
    ...(family ? { name: [{ family, ...(givenNames.length > 0 ? { given: givenNames } : {}) }] } : {}),
    gender: study.patientSex ? ({ M: 'male', F: 'female', O: 'other' } as const)[study.patientSex] : 'unknown',
    ...(birth ? { birthDate: `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}` } : {}),
  };
}

function imagingStudy({ analysis: { study }, sources }: ReportedScan, context: Context): object {
  const accession = sources[0]?.accessionNumber;
  const series = [...Map.groupBy(sources, ({ seriesInstanceUid }) => seriesInstanceUid).values()].map(seriesOf);
  return {
    resourceType: 'ImagingStudy',
    identifier: [
      { system: 'urn:dicom:uid', value: `urn:oid:${study.studyInstanceUid}` },
      ...(accession ? [{ type: hl7Concept('v2-0203', 'ACSN', 'Accession ID'), value: accession }] : []),
    ],
    status: 'available',
    subject: { reference: context.patient },
    ...(study.studyDate ? { started: study.studyDate } : {}),
    ...(series.length > 0 ? { series } : {}),
  };
}

function seriesOf(members: readonly SourceObject[]): object {
  return {
    uid: members[0].seriesInstanceUid,
    modality: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: members[0].modality },
    instance: members.map(({ sopInstanceUid, sopClassUid }) => ({ uid: sopInstanceUid, sopClass: { system: 'urn:ietf:rfc:3986', code: `urn:oid:${sopClassUid}` } })),
  };
}

function device({ analysis }: ReportedScan): object {
  return {
    resourceType: 'Device',
    manufacturer: software.name,
    deviceName: [{ name: software.name, type: 'model-name' }],
    version: [
      { type: { text: 'software' }, value: analysis.software.version },
      ...analysis.models.map(({ name, version, sha256 }) => ({ type: { text: `model ${name}` }, value: `${version} sha256:${sha256}` })),
    ],
    note: [{ text: software.intendedUse }],
  };
}

function diagnosticReport(scan: ReportedScan, context: Context, results: readonly Entry[]): object {
  const { analysis: { study, classification }, language, writtenAt } = scan;
  const { title, procedure, service } = modalityReport(scan.analysis);
  const conclusion = conclusionOf(scan);
  const paragraphs = conclusion.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join('');
  return {
    resourceType: 'DiagnosticReport',
    language,
    text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml" lang="${language}">${paragraphs}</div>` },
    status: 'preliminary',
    category: [hl7Concept('v2-0074', ...service)],
    code: conceptOf(procedure, title[language]),
    subject: { reference: context.patient },
    ...(study.studyDate ? { effectiveDateTime: study.studyDate } : {}),
    issued: writtenAt.toISOString(),
    result: results.map(({ fullUrl }) => ({ reference: fullUrl })),
    imagingStudy: [{ reference: context.imagingStudy }],
    conclusion: conclusion.join('\n'),
    ...(classification ? { conclusionCode: [conceptOf(answerConcepts[classification.label])] } : {}),
  };
}

function provenance({ writtenAt }: ReportedScan, context: Context, targets: readonly Entry[]): object {
  return {
    resourceType: 'Provenance',
    target: targets.map(({ fullUrl }) => ({ reference: fullUrl })),
    recorded: writtenAt.toISOString(),
    agent: [{ type: hl7Concept('provenance-participant-type', 'author', 'Author'), who: { reference: context.device } }],
    entity: [{ role: 'source', what: { reference: context.imagingStudy } }],
  };
}
