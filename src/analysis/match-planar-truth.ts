import { basename, relative, resolve } from 'node:path';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Analysis } from '../modalities/modality.ts';
import type { DuplicateFile, RefusedFile } from '../store/ranked-row.ts';
import type { PlanarTruth } from './planar-truth.ts';

/** Everything that was found in a folder of labelled scans. */
export interface LabelledScans {
  /** The folder that file names in the table are relative to. */
  readonly folder: string;
  readonly analyses: readonly Analysis[];
  readonly refusedFiles: readonly RefusedFile[];
  readonly duplicateFiles: readonly DuplicateFile[];
}

/** A row of the table with the scan it speaks of, or with the file that could not be read. */
export type MatchedTruth =
  | { readonly truth: PlanarTruth; readonly analysis: Analysis }
  | { readonly truth: PlanarTruth; readonly unreadable: RefusedFile };

/**
 * Finds the scan of each row: by file (relative to the folder, as a full path, or by its name alone where only one file
 * has it), else by patient where the patient has one scan.
 *
 * @returns one match per scan: rows that say the same of the same scan, such as one row per view, count once.
 * @throws AmyloscopeError `invalidInput` naming row, value and remedy for a file or patient that is not there, is not
 *   told apart, or of which two rows disagree.
 */
export function matchPlanarTruth(truths: readonly PlanarTruth[], scans: LabelledScans, tablePath: string): readonly MatchedTruth[] {
  const byFile = indexByFile(scans);
  const byPatient = Map.groupBy(scans.analyses, ({ study }) => study.patientId);
  const matches = new Map<Analysis | RefusedFile, MatchedTruth>();
  for (const truth of truths) {
    const found = truth.file === null ? ofPatient(truth, byPatient, tablePath) : ofFile(truth, truth.file, byFile, tablePath);
    const former = matches.get(found);
    if (former && !agree(former.truth, truth)) {
      throw rowFault(tablePath, truth, `it speaks of the same scan as row ${former.truth.row} and says otherwise`, 'Correct one of them.');
    }
    if (!former) matches.set(found, 'study' in found ? { truth, analysis: found } : { truth, unreadable: found });
  }
  return [...matches.values()];
}

type Found = Analysis | RefusedFile;

/** By full path, by path relative to the folder, and by name; a name that several files bear leads to several. */
function indexByFile({ folder, analyses, refusedFiles, duplicateFiles }: LabelledScans): ReadonlyMap<string, readonly Found[]> {
  const entries: [path: string, found: Found][] = [
    ...analyses.flatMap((analysis) => analysis.study.files.map((file): [string, Found] => [file, analysis])),
    ...refusedFiles.map((file): [string, Found] => [file.path, file]),
  ];
  const byPath = new Map(entries);
  for (const { path, sameAs } of duplicateFiles) {
    const found = byPath.get(sameAs);
    if (found) entries.push([path, found]);
  }
  const index = new Map<string, Found[]>();
  for (const [path, found] of entries) {
    const full = resolve(path);
    for (const name of new Set([path, full, relative(resolve(folder), full), basename(path)])) index.set(name, [...new Set([...(index.get(name) ?? []), found])]);
  }
  return index;
}

function ofFile(truth: PlanarTruth, file: string, byFile: ReadonlyMap<string, readonly Found[]>, tablePath: string): Found {
  const candidates = byFile.get(file) ?? byFile.get(file.replaceAll('\\', '/')) ?? [];
  if (candidates.length === 1) return candidates[0];
  if (candidates.length === 0) throw rowFault(tablePath, truth, 'the folder holds no such file', 'Write the path relative to the folder, or remove the row.');
  throw rowFault(tablePath, truth, `${candidates.length} files bear this name`, 'Write the path relative to the folder.');
}

function ofPatient(truth: PlanarTruth, byPatient: ReadonlyMap<string, readonly Analysis[]>, tablePath: string): Analysis {
  const candidates = byPatient.get(truth.patient ?? '') ?? [];
  if (candidates.length === 1) return candidates[0];
  if (candidates.length === 0) throw rowFault(tablePath, truth, 'the folder holds no readable scan with this (0010,0020) PatientID', 'Name the file, or remove the row.');
  throw rowFault(tablePath, truth, `the patient has ${candidates.length} scans`, 'Name the file.');
}

function agree(a: PlanarTruth, b: PlanarTruth): boolean {
  return a.abnormal === b.abnormal && a.peruginiGrade === b.peruginiGrade && a.heartToContralateralRatio === b.heartToContralateralRatio;
}

function rowFault(tablePath: string, { row, file, patient }: PlanarTruth, found: string, remedy: string): AmyloscopeError {
  const named = file === null ? `patient "${patient}"` : `file "${file}"`;
  return new AmyloscopeError('invalidInput', `${tablePath}: row ${row} names ${named}, but ${found}. ${remedy}`);
}
