import { parentPort } from 'node:worker_threads';
import type { ImageInstance } from '../dicom/study.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { OpenLoop } from '../modalities/viewer.ts';
import { modalityByName } from './load-modalities.ts';
import { readSourceGroup } from './read-source-group.ts';
import type { ViewedStudy, ViewingAnswer, ViewingTask } from './viewing-task.ts';

/** Loops kept open, the latest of them. */
const mostOpen = 3;
const open = new Map<string, Promise<{ readonly instance: ImageInstance; readonly loop: OpenLoop } | 'noImage' | 'noLoop'>>();

async function answer(task: ViewingTask): Promise<ViewingAnswer> {
  if (task.kind === 'volume') return viewVolume(task.study);
  const opened = await openLoop(task.study);
  if (typeof opened === 'string') return { kind: 'refused', refusal: opened };
  const { instance, loop } = opened;
  if (task.kind === 'loop') return { kind: 'loop', loop: { ...loop.view, statedView: instance.ultrasound?.view ?? null, numberOfFrames: instance.numberOfFrames } };
  try {
    return { kind: 'beat', reading: await loop.readBeat(task.request) };
  } catch (error) {
    if (error instanceof AmyloscopeError) return { kind: 'refused', refusal: 'noBeat' };
    throw error;
  }
}

function openLoop(study: ViewedStudy): Promise<{ readonly instance: ImageInstance; readonly loop: OpenLoop } | 'noImage' | 'noLoop'> {
  const key = study.sopInstanceUids.join();
  const known = open.get(key);
  open.delete(key);
  const opening = known ?? readLoop(study);
  open.set(key, opening);
  if (open.size > mostOpen) open.delete(open.keys().next().value!);
  // Files that have gone may come back.
  void opening.then((opened) => { if (typeof opened === 'string') open.delete(key); }, () => open.delete(key));
  return opening;
}

async function readLoop({ modality, files, sopInstanceUids }: ViewedStudy): Promise<{ readonly instance: ImageInstance; readonly loop: OpenLoop } | 'noImage' | 'noLoop'> {
  const viewer = (await modalityByName(modality))?.loops;
  if (!viewer) return 'noLoop';
  const [instance] = (await readSourceGroup(files, sopInstanceUids)) ?? [];
  return instance ? { instance, loop: await viewer.open(instance) } : 'noImage';
}

async function viewVolume({ modality, files, sopInstanceUids }: ViewedStudy): Promise<ViewingAnswer> {
  const viewer = (await modalityByName(modality))?.volumes;
  if (!viewer) return { kind: 'refused', refusal: 'noLoop' };
  const group = await readSourceGroup(files, sopInstanceUids);
  if (!group) return { kind: 'refused', refusal: 'noImage' };
  const volume = await viewer.view(group);
  return volume ? { kind: 'volume', volume } : { kind: 'refused', refusal: 'noLoop' };
}

const port = parentPort!;
let last = Promise.resolve();
port.on('message', (task: ViewingTask) => {
  last = last.then(async () => port.postMessage(await answer(task)));
});
port.postMessage('ready');
