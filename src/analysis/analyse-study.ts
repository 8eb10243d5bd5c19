import { discoverFiles } from '../dicom/discover-files.ts';
import { readInstance } from '../dicom/read-instance.ts';
import type { ImageInstance, SiteCalibration } from '../dicom/study.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { gatherInputs, reportedBefore } from '../modalities/echo/score-inputs.ts';
import { echoScores } from '../modalities/echo/scores.ts';
import type { AnalysisWithPicture, Modality, PictureChoice } from '../modalities/modality.ts';
import type { DuplicateFile, RefusedFile } from '../store/ranked-row.ts';
import { loadModalities } from './load-modalities.ts';
import { type GivenMasks, maskBeside } from './read-masks.ts';
import { inputsOf, type PatientInputs } from './read-score-inputs.ts';

/** Why something was not analysed: an error code of Amyloscope, or `unexpected`, and a sentence. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
}

/** One group of objects that belong together, and what came of it. */
export type GroupResult =
  | { readonly status: 'analysed'; readonly instances: readonly ImageInstance[]; readonly result: AnalysisWithPicture }
  | { readonly status: 'refused'; readonly instances: readonly ImageInstance[]; readonly refusal: Refusal };

/** What came of some paths. */
export interface PathsResult {
  /** In the order in which their first file was found. */
  readonly analyses: readonly AnalysisWithPicture[];
  readonly refused: readonly RefusedFile[];
  readonly duplicates: readonly DuplicateFile[];
}

export interface AnalyseOptions {
  readonly masks?: GivenMasks;
  readonly further?: readonly ImageInstance[];
  readonly calibration?: SiteCalibration;
  readonly scoreInputs?: readonly PatientInputs[];
  readonly modalitiesModule?: string | undefined;
}

/**
 * Analyses everything found under some paths: files, folders, DICOMDIRs, zips.
 *
 * @param paths as the user gave them.
 * @param masks outlines drawn elsewhere, put beside every study that holds a CT.
 * @param further objects of one more study, which were not read from the paths.
 * @param calibration what the site states of its emission images, put to each of them.
 * @param scoreInputs what persons gave for the scores of echocardiography; without them scores have what the images and their headers say.
 * @param modalitiesModule URL of a module that exports `modalities`; the shipped list when not given.
 * @returns every analysis, and every file that was refused or repeats another one; no file is dropped in silence.
 */
export async function analysePaths(paths: readonly string[], { masks = noMasks, further = [], calibration, scoreInputs, modalitiesModule }: AnalyseOptions = {}): Promise<PathsResult> {
  const modalities = await loadModalities(modalitiesModule);
  const { studies, refused, duplicates } = await readStudies(paths);
  const results = [];
  for (const instances of further.length > 0 ? [...studies, further] : studies) results.push(...(await analyseStudy(withCalibration(withMasks(instances, masks), calibration), modalities)));
  const analyses = results.flatMap((group) => (group.status === 'analysed' ? [scored(group.result, scoreInputs)] : []));
  return { analyses, refused: [...refused, ...results.flatMap(refusedFiles)], duplicates };
}

/** An echocardiogram that could be used, its scores made anew with what persons gave. */
function scored(result: AnalysisWithPicture, rows: readonly PatientInputs[] | undefined): AnalysisWithPicture {
  const { analysis } = result;
  if (!rows || analysis.modality !== 'echo' || analysis.quality.status === 'refused') return result;
  const given = inputsOf(rows, analysis.study.patientId, analysis.study.studyDate);
  return { ...result, analysis: { ...analysis, scores: echoScores(gatherInputs(analysis, { given, reported: reportedBefore(analysis) })) } };
}

function withCalibration(instances: readonly ImageInstance[], stated: SiteCalibration | undefined): readonly ImageInstance[] {
  if (!stated) return instances;
  return instances.map((instance) => (instance.emission ? { ...instance, emission: { ...instance.emission, stated } } : instance));
}

const noMasks: GivenMasks = { masks: [], objects: [] };

function withMasks(instances: readonly ImageInstance[], { masks, objects }: GivenMasks): readonly ImageInstance[] {
  const ct = instances.find(({ modality }) => modality === 'CT');
  return ct ? [...instances, ...masks.map((mask) => maskBeside(mask, ct)), ...objects] : instances;
}

/**
 * Analyses the objects of one study, grouped as their modalities say.
 * @param pictures for which scans pictures and outlines are made.
 * @returns one result per group; an object that no modality recognises is a refused group of its own. Never rejects.
 */
export async function analyseStudy(
  instances: readonly ImageInstance[],
  modalities: readonly Modality[],
  pictures: PictureChoice = 'all',
): Promise<readonly GroupResult[]> {
  const results: GroupResult[] = [];
  for (const modality of modalities) {
    const recognised = instances.filter((instance) => modalityOf(instance, modalities) === modality);
    for (const group of modality.group(recognised)) results.push(await analyseGroup(group, modality, pictures));
  }
  const grouped = new Set(results.flatMap((result) => result.instances));
  const others = instances.filter((instance) => !grouped.has(instance));
  return [...results, ...others.map((instance) => notRecognised(instance))];
}

/** The first modality that recognises an object, or null. */
export function modalityOf(instance: ImageInstance, modalities: readonly Modality[]): Modality | null {
  return modalities.find((modality) => modality.recognises(instance)) ?? null;
}

/** Puts an error into the words of a refusal. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof AmyloscopeError) return { code: error.code, reason: error.message };
  return { code: 'unexpected', reason: `Amyloscope failed on it, which is a fault of Amyloscope: ${String(error)}` };
}

/** The result for an object that no modality takes. */
export function notRecognised(instance: ImageInstance): GroupResult {
  const found = `Modality (0008,0060) is "${instance.modality}", SOP class (0008,0016) is ${instance.sopClassUid}`;
  const reason = `${found}: not an image that Amyloscope analyses. Leave it out, or look at "amyloscope models" for what it analyses.`;
  return { status: 'refused', instances: [instance], refusal: { code: 'notRecognised', reason } };
}

async function analyseGroup(instances: readonly ImageInstance[], modality: Modality, pictures: PictureChoice): Promise<GroupResult> {
  try {
    return { status: 'analysed', instances, result: await modality.analyse(instances, pictures) };
  } catch (error) {
    return { status: 'refused', instances, refusal: refusalOf(error) };
  }
}

export interface StudiesRead {
  readonly studies: readonly (readonly ImageInstance[])[];
  readonly refused: readonly RefusedFile[];
  readonly duplicates: readonly DuplicateFile[];
}

export async function readStudies(paths: readonly string[]): Promise<StudiesRead> {
  const byStudy = new Map<string, ImageInstance[]>();
  const pathOf = new Map<string, string>();
  const refused: RefusedFile[] = [];
  const duplicates: DuplicateFile[] = [];
  for await (const file of discoverFiles(paths)) {
    try {
      const instance = await readInstance(await file.read(), file.path);
      const { sopInstanceUid, studyInstanceUid } = instance;
      const sameAs = pathOf.get(sopInstanceUid);
      if (sameAs === undefined) {
        pathOf.set(sopInstanceUid, file.path);
        byStudy.set(studyInstanceUid, [...(byStudy.get(studyInstanceUid) ?? []), instance]);
      } else if (sameAs !== file.path) {
        duplicates.push({ path: file.path, sameAs, sopInstanceUid });
      }
    } catch (error) {
      refused.push({ path: file.path, ...refusalOf(error) });
    }
  }
  return { studies: [...byStudy.values()], refused, duplicates };
}

function refusedFiles(group: GroupResult): readonly RefusedFile[] {
  if (group.status !== 'refused') return [];
  return group.instances.map(({ path }) => ({ path, ...group.refusal }));
}
