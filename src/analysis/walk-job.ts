import { basename, join, resolve } from 'node:path';
import type pg from 'pg';
import { discoverFiles, type FileSource } from '../dicom/discover-files.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { JobFile } from '../store/job-tasks.ts';
import type { JobInput } from '../store/jobs.ts';
import { uploadFiles } from '../store/uploads.ts';

/** Where jobs find and put files. */
export interface JobFolders {
  /** Of uploaded files and of the cohort of the demonstration. */
  readonly files: string;
  /** Makes digital patients in a folder. @returns files and folders of scans, each as soon as it is there. */
  readonly makeCohort: (folder: string) => AsyncIterable<string>;
}

/** An uploaded archive may grow to this, or to so many times its size: more than any archive of images does. */
const largestGrowth = 60;
const smallestSuspect = 2 * 1024 ** 3;

/** The paths a job walks, for the record. */
export function pathsOf(input: JobInput, { files }: JobFolders): readonly string[] {
  if ('paths' in input) return input.paths.map((path) => resolve(path));
  return [join(files, 'uploadId' in input ? `upload ${input.uploadId}` : 'demo')];
}

/** Every file a job is to look at, in the same order every time. */
export async function* walkJob(client: pg.ClientBase, input: JobInput, folders: JobFolders): AsyncIterable<JobFile> {
  if ('uploadId' in input) yield* walkUpload(client, input.uploadId, folders);
  else if ('paths' in input) yield* walkPaths(pathsOf(input, folders));
  else for await (const folder of folders.makeCohort(join(folders.files, 'demo'))) yield* walkPaths([folder]);
}

async function* walkPaths(paths: readonly string[]): AsyncIterable<JobFile> {
  for await (const { path, byteLength, modifiedMs } of discoverFiles(paths)) yield { path, name: path, byteLength, modifiedMs };
}

/** The files of an upload under their sender's names. A DICOMDIR only lists what came beside it. */
async function* walkUpload(client: pg.ClientBase, uploadId: string, { files }: JobFolders): AsyncIterable<JobFile> {
  for (const { path, name, byteLength } of await uploadFiles(client, uploadId)) {
    if (basename(name).toUpperCase() === 'DICOMDIR') continue;
    const place = join(files, path);
    for await (const { source, isBomb } of measured(discoverFiles([place]), byteLength)) {
      if (isBomb) throw new AmyloscopeError('invalidInput', {
    en: `The archive ${name} grows to more than any archive of images does. It is not opened: do not trust it.`,
    fr: `L’archive ${name} devient plus grosse qu’aucune archive d’images. Elle n’est pas ouverte : ne vous y fiez pas.`,
  });
      yield { path: source.path, name: name + source.path.slice(place.length), byteLength: source.byteLength, modifiedMs: source.modifiedMs };
    }
  }
}

/** Adds up what is found in a file, and says when it is too much for its size. */
async function* measured(sources: AsyncIterable<FileSource>, byteLength: number): AsyncIterable<{ readonly source: FileSource; readonly isBomb: boolean }> {
  let bytes = 0;
  for await (const source of sources) {
    bytes += source.byteLength;
    yield { source, isBomb: bytes > Math.max(smallestSuspect, largestGrowth * byteLength) };
  }
}
