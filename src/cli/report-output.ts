import { resolve } from 'node:path';
import { scanColumns } from '../report/analysis-columns.ts';
import { segmentationsOf } from '../report/dicom-seg.ts';
import { analysesCsv } from '../report/ranked-csv.ts';
import { reportFiles, type ScanReportKind, scanReportKinds } from '../report/report-files.ts';
import type { ReportedScan } from '../report/reported-scan.ts';
import { writeParquet } from '../report/write-parquet.ts';
import { writeFile } from './write-file.ts';

/** Forms of a report. */
export const reportKinds = [...scanReportKinds, 'csv', 'parquet'] as const;
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
  const ofScan = kinds.filter((kind): kind is ScanReportKind => kind !== 'csv' && kind !== 'parquet');
  for (const scan of scans) {
    for (const { ending, content } of await reportFiles(scan, ofScan)) await write(`${scan.analysis.study.sopInstanceUids[0]}${ending}`, content);
  }
  if (kinds.includes('csv')) await write('scans.csv', analysesCsv(scans.map(({ analysis }) => analysis)));
  if (kinds.includes('parquet')) files.push(resolve(await writeFile(folder, 'scans.parquet', writeParquet(scans.map(({ analysis }) => analysis), scanColumns))));
  const wantsRegions = kinds.includes('dicom-seg') || kinds.includes('dicom-sr');
  return { files, withoutRegions: wantsRegions ? scans.filter((scan) => segmentationsOf(scan).length === 0) : [] };
}
