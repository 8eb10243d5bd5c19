import { resolve } from 'node:path';
import { writeCapture } from '../dicom/write-capture.ts';
import { writeSegmentation } from '../dicom/write-segmentation.ts';
import { writeStructuredReport } from '../dicom/write-structured-report.ts';
import { scanColumns } from '../report/analysis-columns.ts';
import { captureOf } from '../report/dicom-sc.ts';
import { segmentationsOf } from '../report/dicom-seg.ts';
import { structuredReportOf } from '../report/dicom-sr.ts';
import { fhirBundle } from '../report/fhir-bundle.ts';
import { pdfReport } from '../report/pdf-report.ts';
import { analysesCsv } from '../report/ranked-csv.ts';
import type { ReportedScan } from '../report/reported-scan.ts';
import { writeParquet } from '../report/write-parquet.ts';
import { writeFile } from './write-file.ts';

/** Forms of a report. */
export const reportKinds = ['pdf', 'dicom-sr', 'dicom-seg', 'dicom-sc', 'fhir', 'csv', 'parquet'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** What was written, and which scans have no segmentation because no region was found on them. */
export interface WrittenReports {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly withoutRegions: readonly ReportedScan[];
}

/**
 * Writes reports of every kind asked for into a folder: one file for each scan, named by its first image, and one table.
 * A structured report brings the segmentation it refers to.
 * @throws AmyloscopeError `outputRefused` when the folder cannot be written to.
 */
export async function writeReports(scans: readonly ReportedScan[], kinds: readonly ReportKind[], folder: string): Promise<WrittenReports> {
  const files: string[] = [];
  const write = async (name: string, content: string | Uint8Array) => void files.push(resolve(await writeFile(folder, name, [content])));
  for (const scan of scans) {
    for (const [ending, content] of await contentsOf(scan, kinds)) await write(`${scan.analysis.study.sopInstanceUids[0]}${ending}`, content);
  }
  if (kinds.includes('csv')) await write('scans.csv', analysesCsv(scans.map(({ analysis }) => analysis)));
  if (kinds.includes('parquet')) files.push(resolve(await writeFile(folder, 'scans.parquet', writeParquet(scans.map(({ analysis }) => analysis), scanColumns))));
  const wantsRegions = kinds.includes('dicom-seg') || kinds.includes('dicom-sr');
  return { files, withoutRegions: wantsRegions ? scans.filter((scan) => segmentationsOf(scan).length === 0) : [] };
}

/** The endings and contents of the files of one scan. */
async function contentsOf(scan: ReportedScan, kinds: readonly ReportKind[]): Promise<readonly (readonly [ending: string, content: string | Uint8Array])[]> {
  const segmentations = kinds.includes('dicom-seg') || kinds.includes('dicom-sr') ? segmentationsOf(scan) : [];
  const contents: [string, string | Uint8Array][] = [];
  if (kinds.includes('pdf')) contents.push(['.pdf', await pdfReport(scan)]);
  if (kinds.includes('fhir')) contents.push(['.fhir.json', `${JSON.stringify(fhirBundle(scan), null, 2)}\n`]);
  if (kinds.includes('dicom-sr')) contents.push(['-sr.dcm', writeStructuredReport(structuredReportOf(scan, segmentations))]);
  segmentations.forEach((one, i) => contents.push([i === 0 ? '-seg.dcm' : `-seg-${i + 1}.dcm`, writeSegmentation(one)]));
  if (kinds.includes('dicom-sc')) contents.push(['-sc.dcm', writeCapture(captureOf(scan))]);
  return contents;
}
