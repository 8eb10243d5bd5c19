import { codeItem, decimalText, type DataSetToWrite } from './data-set-to-write.ts';
import { derivedModules } from './derived-modules.ts';
import { encodeFile } from './encode-file.ts';
import type { ContentItem, ContentValue, EvidenceToWrite, ReferenceToWrite, StructuredReportToWrite } from './structured-report-to-write.ts';

const ENHANCED_STRUCTURED_REPORT = '1.2.840.10008.5.1.4.1.1.88.22';
/** DICOM's own templates. Source: DICOM PS3.16 section 8.2. */
const TEMPLATES = 'DCMR';

/**
 * Writes a structured report about images of one study.
 *
 * Complete and unverified: no person has signed it. Numbers are written with nine digits and, beside them, in full.
 * Source: DICOM PS3.3 section A.35.2 (Enhanced SR IOD), C.17.3 (SR Document Content).
 */
export function writeStructuredReport(report: StructuredReportToWrite): Uint8Array {
  const [source] = report.sources;
  return encodeFile(ENHANCED_STRUCTURED_REPORT, report.sopInstanceUid, {
    ...derivedModules('SR', source, report),
    ReferencedPerformedProcedureStepSequence: [],
    PerformedProcedureCodeSequence: [],
    CompletionFlag: 'COMPLETE',
    VerificationFlag: 'UNVERIFIED',
    PreliminaryFlag: 'FINAL',
    CurrentRequestedProcedureEvidenceSequence: evidenceOf(report),
    ValueType: 'CONTAINER',
    ConceptNameCodeSequence: codeItem(report.title),
    ContinuityOfContent: 'SEPARATE',
    ContentTemplateSequence: [{ MappingResource: TEMPLATES, TemplateIdentifier: report.template }],
    ContentSequence: report.items.map(encodeItem),
  });
}

/** Every object the report refers to, by study and series. Source: DICOM PS3.3 section C.17.2.1. */
function evidenceOf({ sources, evidence }: StructuredReportToWrite): readonly DataSetToWrite[] {
  const objects: readonly EvidenceToWrite[] = [...sources.map((source) => ({ seriesInstanceUid: source.seriesInstanceUid, reference: source })), ...evidence];
  const bySeries = Map.groupBy(objects, ({ seriesInstanceUid }) => seriesInstanceUid);
  return [{
    StudyInstanceUID: sources[0].studyInstanceUid,
    ReferencedSeriesSequence: [...bySeries].map(([seriesInstanceUid, members]) => ({
      SeriesInstanceUID: seriesInstanceUid,
      ReferencedSOPSequence: members.map(({ reference: { sopClassUid, sopInstanceUid } }) => referenceItem({ sopClassUid, sopInstanceUid })),
    })),
  }];
}

function referenceItem({ sopClassUid, sopInstanceUid, frames, segments }: ReferenceToWrite): DataSetToWrite {
  return {
    ReferencedSOPClassUID: sopClassUid,
    ReferencedSOPInstanceUID: sopInstanceUid,
    ...(frames ? { ReferencedFrameNumber: frames } : {}),
    ...(segments ? { ReferencedSegmentNumber: segments } : {}),
  };
}

function encodeItem({ relationship, concept, value, items }: ContentItem): DataSetToWrite {
  return {
    RelationshipType: relationship,
    ValueType: value.type,
    ...(concept ? { ConceptNameCodeSequence: codeItem(concept) } : {}),
    ...encodeValue(value),
    ...(items.length > 0 ? { ContentSequence: items.map(encodeItem) } : {}),
  };
}

function encodeValue(value: ContentValue): DataSetToWrite {
  switch (value.type) {
    case 'CONTAINER': {
      const template = value.template ? { ContentTemplateSequence: [{ MappingResource: TEMPLATES, TemplateIdentifier: value.template }] } : {};
      return { ContinuityOfContent: 'SEPARATE', ...template };
    }
    case 'TEXT': return { TextValue: value.text };
    case 'CODE': return { ConceptCodeSequence: codeItem(value.code) };
    case 'NUM': return encodeNumber(value);
    case 'UIDREF': return { UID: value.uid };
    case 'IMAGE': return { ReferencedSOPSequence: [referenceItem(value.reference)] };
    case 'SCOORD': return { GraphicType: value.graphic, GraphicData: value.points };
  }
}

function encodeNumber(value: Extract<ContentValue, { type: 'NUM' }>): DataSetToWrite {
  if (value.value === null) return { MeasuredValueSequence: [], NumericValueQualifierCodeSequence: codeItem(value.qualifier) };
  return { MeasuredValueSequence: [{ NumericValue: decimalText(value.value), FloatingPointValue: value.value, MeasurementUnitsCodeSequence: codeItem(value.unit) }] };
}
