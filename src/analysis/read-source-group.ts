import { existsSync } from 'node:fs';
import { discoverFiles } from '../dicom/discover-files.ts';
import { readInstance } from '../dicom/read-instance.ts';
import { readSourceObject } from '../dicom/read-source-object.ts';
import type { SourceObject } from '../dicom/source-object.ts';
import type { ImageInstance } from '../dicom/study.ts';

const zipMember = '.zip!';

/** The files and archives that the files of an analysis lie in, as far as they are still there. @param files as of an analysis. */
export function filesOnDisk(files: readonly string[]): readonly string[] {
  const places = files.map((file) => (file.includes(zipMember) ? file.slice(0, file.indexOf(zipMember) + zipMember.length - 1) : file));
  return [...new Set(places)].filter((place) => existsSync(place));
}

/**
 * Reads objects of an analysis again from the files it was made of.
 * @param files of the analysis; a member of a zip is written `archive.zip!member`.
 * @returns the objects in the order of their identifiers; null when one of them is no longer found.
 */
export async function readSourceGroup(files: readonly string[], sopInstanceUids: readonly string[]): Promise<readonly ImageInstance[] | null> {
  return readObjects(files, sopInstanceUids, readInstance);
}

/** What reports need of the same objects. @returns as `readSourceGroup`. */
export async function readReportedSources(files: readonly string[], sopInstanceUids: readonly string[]): Promise<readonly SourceObject[] | null> {
  return readObjects(files, sopInstanceUids, async (bytes) => readSourceObject(bytes));
}

async function readObjects<One extends { readonly sopInstanceUid: string }>(files: readonly string[], sopInstanceUids: readonly string[], read: (bytes: Uint8Array, path: string) => Promise<One>): Promise<readonly One[] | null> {
  const [known, wanted] = [new Set(files), new Set(sopInstanceUids)];
  const found = new Map<string, One>();
  for await (const file of discoverFiles(filesOnDisk(files))) {
    if (!known.has(file.path)) continue;
    const one = await file.read().then((bytes) => read(bytes, file.path)).catch(() => null);
    if (one && wanted.has(one.sopInstanceUid)) found.set(one.sopInstanceUid, one);
    if (found.size === wanted.size) return sopInstanceUids.map((uid) => found.get(uid)!);
  }
  return null;
}

/** Reads one object of an analysis again. @returns null when none of the files is there any more or holds it. */
export async function readSourceInstance(files: readonly string[], sopInstanceUid: string): Promise<ImageInstance | null> {
  return (await readSourceGroup(files, [sopInstanceUid]))?.[0] ?? null;
}
