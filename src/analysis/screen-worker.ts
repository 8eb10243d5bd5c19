import { parentPort, workerData, type Transferable } from 'node:worker_threads';
import { readInstance } from '../dicom/read-instance.ts';
import type { ImageInstance } from '../dicom/study.ts';
import type { Modality, PictureChoice } from '../modalities/modality.ts';
import { encodeAnalysis } from '../store/encode-analysis.ts';
import type { EncodedAnalysis } from '../store/measurement-store.ts';
import { analyseStudy, modalityOf, notRecognised, refusalOf, type GroupResult, type Refusal } from './analyse-study.ts';
import { loadChosenModalities, type ModalityChoice } from './load-modalities.ts';
import type { FileContent, ScreenAnswer, ScreenTask } from './screen-task.ts';

/** What a worker is started with. */
export interface ScreenWorkerData {
  /** URL of a module that exports `modalities`; the shipped list when not given. */
  readonly modalitiesModule: string | undefined;
  readonly choice: ModalityChoice;
}

const { choice, modalitiesModule } = workerData as ScreenWorkerData;
/** Of an archive, people look at what is not normal; the pictures of the rest would fill the store. */
const pictures: PictureChoice = choice === 'all' ? 'all' : 'notable';

async function answer(task: ScreenTask, modalities: readonly Modality[]): Promise<ScreenAnswer> {
  try {
    return task.kind === 'file' ? await lookAt(task.file, modalities) : await analyseFiles(task.files, modalities);
  } catch (error) {
    return { kind: 'refused', refusal: refusalOf(error) };
  }
}

async function lookAt(file: FileContent, modalities: readonly Modality[]): Promise<ScreenAnswer> {
  const instance = await readInstance(file.bytes, file.path);
  const { sopInstanceUid, studyInstanceUid } = instance;
  const modality = modalityOf(instance, modalities);
  if (modality && !modality.standsAlone(instance)) return { kind: 'waits', object: { sopInstanceUid, studyInstanceUid } };
  const [group] = modality ? await analyseStudy([instance], [modality], pictures) : [notRecognised(instance)];
  if (group.status === 'refused') return { kind: 'refused', refusal: group.refusal };
  return { kind: 'analysed', object: { sopInstanceUid, studyInstanceUid }, analysis: encodeAnalysis(group.result) };
}

async function analyseFiles(files: readonly (FileContent | Refusal)[], modalities: readonly Modality[]): Promise<ScreenAnswer> {
  const read = await Promise.all(files.map(readOrRefuse));
  const groups = await analyseStudy(read.filter((one) => 'path' in one), modalities, pictures);
  const analysed = groups.filter((group) => group.status === 'analysed');
  return {
    kind: 'study',
    analyses: analysed.map((group) => encodeAnalysis(group.result)),
    files: read.map((one) => ('path' in one ? outcomeOf(one, groups, analysed) : one)),
  };
}

/** A file read well a moment ago may have changed since. */
async function readOrRefuse(file: FileContent | Refusal): Promise<ImageInstance | Refusal> {
  if ('reason' in file) return file;
  try {
    return await readInstance(file.bytes, file.path);
  } catch (error) {
    return refusalOf(error);
  }
}

function outcomeOf(instance: ImageInstance, groups: readonly GroupResult[], analysed: readonly GroupResult[]): number | Refusal {
  const group = groups.find(({ instances }) => instances.includes(instance))!;
  return group.status === 'refused' ? group.refusal : analysed.indexOf(group);
}

/** Bytes are handed over to the main thread, not copied. */
function bytesOf(given: ScreenAnswer): Transferable[] {
  const analyses: readonly EncodedAnalysis[] = 'analyses' in given ? given.analyses : 'analysis' in given ? [given.analysis] : [];
  const arrays = analyses.flatMap((one) => [one.json, one.numberLists, one.thumbnailsJson, one.thumbnailPixels]);
  return arrays.map((array) => array.buffer as ArrayBuffer);
}

const port = parentPort!;
const modalities = await loadChosenModalities(choice, modalitiesModule);
let last = Promise.resolve();
port.on('message', (task: ScreenTask) => {
  // One after the other, in the order asked: so the first unanswered task is known to be the one a worker died of.
  last = last.then(async () => {
    const given = await answer(task, modalities);
    port.postMessage(given, bytesOf(given));
  });
});
port.postMessage('ready');
