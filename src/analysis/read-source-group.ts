import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { discoverFiles } from '../dicom/discover-files.ts';
import { readInstance } from '../dicom/read-instance.ts';
import type { ImageInstance } from '../dicom/study.ts';

const zipMember = '.zip!';

/**
 * Reads every object of an analysis again from the files it was made of.
 * @param files of the analysis; a member of a zip is written `archive.zip!member`.
 * @param sopInstanceUids of its objects; where the files do not hold them all, those beside the files are looked through.
 * @returns the objects in the order of their identifiers; null when one of them is no longer found.
 */
export async function readSourceGroup(files: readonly string[], sopInstanceUids: readonly string[]): Promise<readonly ImageInstance[] | null> {
  const onDisk = [...new Set(files.map((file) => (file.includes(zipMember) ? file.slice(0, file.indexOf(zipMember) + zipMember.length - 1) : file)))].filter((file) => existsSync(file));
  const found = new Map<string, ImageInstance>();
  for (const places of [onDisk, [...new Set(onDisk.map((file) => dirname(file)))]]) {
    await findIn(places, new Set(sopInstanceUids), found);
    if (found.size === new Set(sopInstanceUids).size) return sopInstanceUids.map((uid) => found.get(uid)!);
  }
  return null;
}

async function findIn(places: readonly string[], wanted: ReadonlySet<string>, found: Map<string, ImageInstance>): Promise<void> {
  for await (const file of discoverFiles(places)) {
    const instance = await file.read().then((bytes) => readInstance(bytes, file.path)).catch(() => null);
    if (instance && wanted.has(instance.sopInstanceUid)) found.set(instance.sopInstanceUid, instance);
    if (found.size === wanted.size) return;
  }
}
