// A thread that writes the report of one scan: fonts, pictures and segmentations take seconds, in which the server must answer others.
import { parentPort, workerData } from 'node:worker_threads';
import { analyseAgain, sameMethod } from '../analysis/analyse-again.ts';
import { modalityByName } from '../analysis/load-modalities.ts';
import { readReportedSources } from '../analysis/read-source-group.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import { type ReportFile, reportFiles, type ScanReportKind } from '../report/report-files.ts';
import type { ReportedScan } from '../report/reported-scan.ts';

/** A stored scan to be reported. */
export interface ReportRequest extends Omit<ReportedScan, 'sources' | 'outlines'> {
  readonly kinds: readonly ScanReportKind[];
}

/** What the thread says before it ends. */
export type ReportAnswer =
  | { readonly files: readonly ReportFile[] }
  | { readonly problem: 'noImage' | 'otherVersion' }
  | { readonly refusal: Text };

async function report({ kinds, ...scan }: ReportRequest): Promise<ReportAnswer> {
  const { study, modality } = scan.analysis;
  const sources = await readReportedSources(study.files, study.sopInstanceUids);
  const isDicom = kinds.some((kind) => kind.startsWith('dicom-'));
  if (isDicom && !sources) return { problem: 'noImage' };
  let outlines: ReportedScan['outlines'] = null;
  // The store holds the regions of the pictures; a segmentation of a volume needs every slice.
  if ((await modalityByName(modality))?.volumes && (kinds.includes('dicom-sr') || kinds.includes('dicom-seg'))) {
    const again = await analyseAgain(scan.analysis);
    if (!again || !sameMethod(again.analysis, scan.analysis)) return { problem: 'otherVersion' };
    outlines = again.outlines ?? null;
  }
  return { files: await reportFiles({ ...scan, sources: sources ?? [], outlines }, kinds) };
}

async function answered(request: ReportRequest): Promise<ReportAnswer> {
  try {
    return await report(request);
  } catch (error) {
    if (error instanceof AmyloscopeError) return { refusal: error.text };
    throw error;
  }
}

parentPort!.postMessage((await answered(workerData as ReportRequest)) satisfies ReportAnswer);
