import { existsSync } from 'node:fs';
import { discoverFiles } from '../dicom/discover-files.ts';
import { readInstance } from '../dicom/read-instance.ts';
import type { ImageInstance } from '../dicom/study.ts';

const zipMember = '.zip!';

/**
 * Reads one object of an analysis again from the files it was made of.
 * @param files of the analysis; a member of a zip is written `archive.zip!member`.
 * @returns null when none of the files is there any more or holds the object.
 */
export async function readSourceInstance(files: readonly string[], sopInstanceUid: string): Promise<ImageInstance | null> {
  const onDisk = [...new Set(files.map((file) => (file.includes(zipMember) ? file.slice(0, file.indexOf(zipMember) + zipMember.length - 1) : file)))].filter((file) => existsSync(file));
  for await (const file of discoverFiles(onDisk)) {
    if (!files.includes(file.path)) continue;
    const instance = await readInstance(await file.read(), file.path).catch(() => null);
    if (instance?.sopInstanceUid === sopInstanceUid) return instance;
  }
  return null;
}
