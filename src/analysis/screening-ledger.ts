import { createHash } from 'node:crypto';
import type { FileSource } from '../dicom/discover-files.ts';
import type { FileOutcome, FileState, FoundFile, ObjectIdentity, RememberedFile } from '../store/measurement-store.ts';
import type { Refusal } from './analyse-study.ts';
import type { ObjectFound, ScreenAnswer } from './screen-task.ts';

/** What is known of a file when its turn in the walk comes. */
export type FileAnswer =
  | Exclude<ScreenAnswer, { kind: 'study' }>
  | { readonly kind: 'remembered'; readonly remembered: RememberedFile };

/** A file whose study is looked at once the walk has ended, when all its files are known. */
export interface WaitingFile {
  readonly source: FileSource;
  readonly object: ObjectFound;
  readonly standsAlone: boolean;
  /** What the store knows of it; null for a file not met before, or only as a repetition of another. */
  readonly remembered: RememberedFile | null;
}

/** Something to write down: an outcome, or a file whose outcome is stored already. */
export type Entry = { readonly outcome: FileOutcome } | { readonly found: FoundFile };

/**
 * The bookkeeping of one walk. Files are entered in the order of the walk, so that of two files with the same object
 * the first one found is always the one that is analysed, whichever worker was quicker.
 */
export interface ScreeningLedger {
  /** Enters the next file of the walk; null when it waits for the end of the walk, or was named twice. */
  enter(source: FileSource, answer: FileAnswer): Entry | null;
  /** The studies whose files wait, in the order in which their first file was found. */
  waitingStudies(): readonly (readonly WaitingFile[])[];
}

export function screeningLedger(): ScreeningLedger {
  const pathOf = new Map<string, string>();
  const waiting = new Map<string, WaitingFile[]>();

  /** The path under which the object was met before, or null when this is the first time. */
  function metAs(object: ObjectFound, path: string): string | null {
    const before = pathOf.get(object.sopInstanceUid);
    if (before === undefined) pathOf.set(object.sopInstanceUid, path);
    return before ?? null;
  }

  function wait(file: WaitingFile): null {
    // An object that stands alone waits alone, whatever else its study holds.
    const key = file.standsAlone ? file.object.sopInstanceUid : `study ${file.object.studyInstanceUid}`;
    const others = waiting.get(key);
    if (others) others.push(file);
    else waiting.set(key, [file]);
    return null;
  }

  function enterRemembered(source: FileSource, remembered: RememberedFile): Entry | null {
    const { object, kind } = remembered;
    const found = (sameAs: string | null): Entry => ({ found: { file: fileState(source), sameAs } });
    if (object === null) return found(null);
    const sameAs = metAs(object, source.path);
    if (sameAs === source.path) return null;
    if (sameAs !== null) return found(sameAs);
    const standsAlone = object.companions === null;
    if (standsAlone && kind !== 'duplicate') return found(null);
    return wait({ source, object, standsAlone, remembered: kind === 'duplicate' ? null : remembered });
  }

  function enterNew(source: FileSource, answer: Exclude<FileAnswer, { kind: 'remembered' | 'refused' }>): Entry | null {
    const sameAs = metAs(answer.object, source.path);
    const standsAlone = answer.kind === 'analysed';
    if (sameAs === source.path) return null;
    const object: ObjectIdentity = { ...answer.object, companions: standsAlone ? null : '' };
    if (sameAs !== null) return { outcome: { kind: 'duplicate', file: fileState(source), object, sameAs } };
    if (!standsAlone) return wait({ source, object: answer.object, standsAlone, remembered: null });
    return { outcome: { kind: 'analysed', file: fileState(source), object, analysis: answer.analysis } };
  }

  return {
    enter(source, answer) {
      if (answer.kind === 'remembered') return enterRemembered(source, answer.remembered);
      if (answer.kind === 'refused') return { outcome: refusedOutcome(source, null, answer.refusal) };
      return enterNew(source, answer);
    },
    waitingStudies: () => [...waiting.values()],
  };
}

/** Whether the store's outcomes for the files of a study still hold: the archive has the same objects of it as then. */
export function isSettled(study: readonly WaitingFile[]): boolean {
  const companions = companionsOf(study);
  return study.every(({ remembered }) => remembered !== null && remembered.object?.companions === companions);
}

/** The outcomes of the files of a study, from a worker's answer about them. */
export function studyEntries(study: readonly WaitingFile[], answer: ScreenAnswer): readonly Entry[] {
  const companions = companionsOf(study);
  return study.map(({ source, object: found }, index) => {
    const object = { ...found, companions };
    const result = answer.kind === 'study' ? answer.files[index] : answer.kind === 'refused' ? answer.refusal : noAnswer;
    if (typeof result !== 'number') return { outcome: refusedOutcome(source, object, result) };
    const analysis = (answer as Extract<ScreenAnswer, { kind: 'study' }>).analyses[result];
    return { outcome: { kind: 'analysed', file: fileState(source), object, analysis } };
  });
}

export function fileState({ path, byteLength, modifiedMs }: FileSource): FileState {
  return { path, byteLength, modifiedMs };
}

const noAnswer: Refusal = { code: 'unexpected', reason: 'The study was not analysed.' };

function refusedOutcome(source: FileSource, object: ObjectIdentity | null, { code, reason }: Refusal): FileOutcome {
  return { kind: 'refused', file: fileState(source), object, code, reason };
}

function companionsOf(study: readonly WaitingFile[]): string | null {
  if (study[0].standsAlone) return null;
  const uids = study.map(({ object }) => object.sopInstanceUid).toSorted();
  return createHash('sha256').update(uids.join('\n')).digest('hex');
}
