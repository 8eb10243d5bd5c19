import type pg from 'pg';
import type { FileSource } from '../dicom/discover-files.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { addFileTask, beginJob, filesOfTask, methodOfJob, openTask, settleTask, type HeldObject, type JobFile, type TaskFile, type TaskResult } from '../store/job-tasks.ts';
import { findJob, type Job, type JobKind } from '../store/jobs.ts';
import type { FileOutcome, FoundFile, RememberedFile, Screening } from '../store/measurement-store.ts';
import { remember } from '../store/postgres-store.ts';
import type { TaskQueue, TaskReference } from '../store/task-queue.ts';
import { loadChosenModalities, type ModalityChoice } from './load-modalities.ts';
import { methodVersion } from './method-version.ts';
import { reopenSources } from './reopen-sources.ts';
import type { ObjectFound, ScreenAnswer } from './screen-task.ts';
import type { Screener } from './screener.ts';
import { fileState, isSettled, studyEntries, type Entry, type WaitingFile } from './screening-ledger.ts';
import { pathsOf, walkJob, type JobFolders } from './walk-job.ts';

/** What a task is done with. */
export interface TaskTools {
  readonly client: pg.ClientBase;
  readonly queue: TaskQueue;
  readonly folders: JobFolders;
  readonly screener: (choice: ModalityChoice) => Screener;
  readonly modalitiesModule: string | undefined;
  /** Aborted when the threads are let go of: what they answer from then on is no result. */
  readonly stopped: AbortSignal;
}

/** Small at first, so that somebody who waits soon sees a scan; then large enough that the cost of a task is spread thin. */
const smallestTask = 2;
const largestTask = 32;

/** Does a task of a job, unless it is done already. @throws what kept it from being done; it may then be begun again. */
export async function performTask(tools: TaskTools, reference: TaskReference): Promise<void> {
  const { client } = tools;
  const task = await openTask(client, reference);
  const job = await findJob(client, reference.jobId);
  if (!task || !job) return;
  const version = methodVersion(await loadChosenModalities(choiceFor(job.kind), tools.modalitiesModule));
  if (task.phase === 'find') return findFiles(tools, reference, job, version);
  await requireMethod(client, job, version);
  const screening: Screening = { screeningId: job.screeningId!, methodId: job.methodId! };
  const files = await filesOfTask(client, reference);
  const memories = await remember(client, screening, files);
  const sources = await reopenSources(files);
  const content = { files, sources, memories, choice: choiceFor(job.kind) };
  return task.phase === 'file' ? lookAtFiles(tools, reference, screening, content) : analyseStudies(tools, reference, screening, content);
}

/** Who brings or sends a scan wants it analysed, whatever it is, and the demonstration shows everything; an archive is ranked by what can be ranked. */
function choiceFor(kind: JobKind): ModalityChoice {
  return kind === 'screenArchive' ? 'ranking' : 'all';
}

/** Results stand under the method that made them: a worker of another version leaves the task to others. */
async function requireMethod(client: pg.ClientBase, { jobId }: Job, version: string): Promise<void> {
  const begunWith = await methodOfJob(client, jobId);
  if (begunWith === version) return;
  throw new AmyloscopeError('storeUnavailable', {
    en: `The job was begun by "${begunWith}", and this worker is "${version}". Run one version everywhere and start the job anew.`,
    fr: `La tâche a été commencée par « ${begunWith} », et ce processus est « ${version} ». Utilisez partout une même version et recommencez la tâche.`,
  });
}

async function findFiles({ client, queue, folders, stopped }: TaskTools, reference: TaskReference, { jobId, input }: Job, version: string): Promise<void> {
  const screening = await beginJob(client, jobId, version, pathsOf(input, folders));
  let size = smallestTask;
  let batch: JobFile[] = [];
  for await (const file of walkJob(client, input, folders)) {
    stopped.throwIfAborted();
    batch.push(file);
    if (batch.length < size) continue;
    await addFileTask(client, queue, jobId, batch);
    batch = [];
    size = Math.min(2 * size, largestTask);
  }
  if (batch.length > 0) await addFileTask(client, queue, jobId, batch);
  await settleTask(client, queue, reference, screening, [], () => ({ outcomes: [], found: [], waiting: [] }));
}

interface TaskContent {
  readonly files: readonly TaskFile[];
  readonly sources: readonly FileSource[];
  readonly memories: readonly (RememberedFile | null)[];
  readonly choice: ModalityChoice;
}

/** What is known of a file: from before, or from looking at it now. */
type Look = { readonly source: FileSource } & ({ readonly memory: RememberedFile } | { readonly answer: Exclude<ScreenAnswer, { kind: 'study' }> });

async function lookAtFiles({ client, queue, screener, stopped }: TaskTools, reference: TaskReference, screening: Screening, { files, sources, memories, choice }: TaskContent): Promise<void> {
  const looks = await Promise.all(files.map(async (file, index): Promise<Look> => {
    const source = { ...fileStateOf(file), read: sources[index].read };
    const memory = memories[index];
    // That a file repeats another was a fact of another walk.
    return memory && memory.kind !== 'duplicate' ? { source, memory } : { source, answer: await screener(choice).askAboutFile(source) };
  }));
  const objects = looks.flatMap((look): HeldObject[] => {
    const object = objectOf(look);
    return object ? [{ file: fileState(look.source), sopInstanceUid: object.sopInstanceUid }] : [];
  });
  stopped.throwIfAborted();
  await settleTask(client, queue, reference, screening, objects, (standsFor) => resultOf(looks, standsFor));
}

function fileStateOf({ path, byteLength, modifiedMs }: TaskFile) {
  return { path, byteLength, modifiedMs };
}

/** The object by which a file is told from its repetitions at once; null for one that waits, or holds none. */
function objectOf(look: Look): ObjectFound | null {
  if ('memory' in look) return look.memory.object?.companions === null ? look.memory.object : null;
  return look.answer.kind === 'analysed' ? look.answer.object : null;
}

function resultOf(looks: readonly Look[], standsFor: ReadonlyMap<string, string>): TaskResult {
  const outcomes: FileOutcome[] = [];
  const found: FoundFile[] = [];
  const waiting: TaskResult['waiting'][number][] = [];
  for (const look of looks) {
    const file = fileState(look.source);
    const object = objectOf(look);
    const standing = object && standsFor.get(object.sopInstanceUid)!;
    const sameAs = standing === file.path ? null : standing;
    if ('memory' in look) {
      if (object === null && look.memory.object !== null) waiting.push({ file, object: look.memory.object });
      else found.push({ file, sameAs });
    } else if (look.answer.kind === 'refused') {
      outcomes.push({ kind: 'refused', file, object: null, ...look.answer.refusal });
    } else if (look.answer.kind === 'waits') {
      waiting.push({ file, object: look.answer.object });
    } else {
      const identity = { ...look.answer.object, companions: null };
      outcomes.push(sameAs === null ? { kind: 'analysed', file, object: identity, analysis: look.answer.analysis } : { kind: 'duplicate', file, object: identity, sameAs });
    }
  }
  return { outcomes, found, waiting };
}

async function analyseStudies({ client, queue, screener, stopped }: TaskTools, reference: TaskReference, screening: Screening, { files, sources, memories, choice }: TaskContent): Promise<void> {
  const waiting = files.map((file, index): WaitingFile => ({
    source: { ...fileStateOf(file), read: sources[index].read },
    object: { sopInstanceUid: file.sopInstanceUid!, studyInstanceUid: file.studyInstanceUid! }, standsAlone: false, remembered: memories[index],
  }));
  const { once, repeats } = withoutRepeats(waiting);
  const studies = [...Map.groupBy(once, ({ object }) => object.studyInstanceUid).values()];
  const entries = (await Promise.all(studies.map(async (study): Promise<readonly Entry[]> => {
    if (isSettled(study)) return study.map(({ source }) => ({ found: { file: fileState(source), sameAs: null } }));
    return studyEntries(study, await screener(choice).askAboutStudy(study.map(({ source }) => source)));
  }))).flat().concat(repeats);
  stopped.throwIfAborted();
  const outcomes = entries.flatMap((entry) => ('outcome' in entry ? [entry.outcome] : []));
  const found = entries.flatMap((entry) => ('found' in entry ? [entry.found] : []));
  await settleTask(client, queue, reference, screening, [], () => ({ outcomes, found, waiting: [] }));
}

/** Of the files with the same object, the first of the walk is analysed. */
function withoutRepeats(files: readonly WaitingFile[]): { readonly once: readonly WaitingFile[]; readonly repeats: readonly Entry[] } {
  const firsts = new Map<string, WaitingFile>();
  for (const file of files) if (!firsts.has(file.object.sopInstanceUid)) firsts.set(file.object.sopInstanceUid, file);
  const repeats = files.flatMap(({ source, object, remembered }): Entry[] => {
    const sameAs = firsts.get(object.sopInstanceUid)!.source.path;
    if (sameAs === source.path) return [];
    return [remembered ? { found: { file: fileState(source), sameAs } } : { outcome: { kind: 'duplicate', file: fileState(source), object: { ...object, companions: '' }, sameAs } }];
  });
  return { once: [...firsts.values()], repeats };
}
