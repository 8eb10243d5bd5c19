import { writeCapture } from '../dicom/write-capture.ts';
import { writeSegmentation } from '../dicom/write-segmentation.ts';
import { writeStructuredReport } from '../dicom/write-structured-report.ts';
import { captureOf } from './dicom-sc.ts';
import { segmentationsOf } from './dicom-seg.ts';
import { structuredReportOf } from './dicom-sr.ts';
import { fhirBundle } from './fhir-bundle.ts';
import { pdfReport } from './pdf-report.ts';
import type { ReportedScan } from './reported-scan.ts';

/** Forms in which one scan is reported by itself. */
export const scanReportKinds = ['pdf', 'dicom-sr', 'dicom-seg', 'dicom-sc', 'fhir'] as const;
export type ScanReportKind = (typeof scanReportKinds)[number];

/** A file of a report: what its name ends with, and what is in it. */
export interface ReportFile {
  readonly ending: string;
  readonly content: string | Uint8Array;
}

/**
 * The files of one scan's report. A structured report brings the segmentation it refers to; a scan without regions has none.
 * @throws AmyloscopeError when a DICOM object cannot be made of what is known.
 */
export async function reportFiles(scan: ReportedScan, kinds: readonly ScanReportKind[]): Promise<readonly ReportFile[]> {
  const segmentations = kinds.includes('dicom-seg') || kinds.includes('dicom-sr') ? segmentationsOf(scan) : [];
  const files: ReportFile[] = [];
  if (kinds.includes('pdf')) files.push({ ending: '.pdf', content: await pdfReport(scan) });
  if (kinds.includes('fhir')) files.push({ ending: '.fhir.json', content: `${JSON.stringify(fhirBundle(scan), null, 2)}\n` });
  if (kinds.includes('dicom-sr')) files.push({ ending: '-sr.dcm', content: writeStructuredReport(structuredReportOf(scan, segmentations)) });
  segmentations.forEach((one, i) => files.push({ ending: i === 0 ? '-seg.dcm' : `-seg-${i + 1}.dcm`, content: writeSegmentation(one) }));
  if (kinds.includes('dicom-sc')) files.push({ ending: '-sc.dcm', content: writeCapture(captureOf(scan)) });
  return files;
}
