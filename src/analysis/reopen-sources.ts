import { existsSync } from 'node:fs';
import { discoverFiles } from '../dicom/discover-files.ts';
import { discoverZip } from '../dicom/discover-zip.ts';
import { diskSource, fileSystemFault, unreadableSource, type FileSource } from '../dicom/file-source.ts';
import type { FileState } from '../store/measurement-store.ts';

/**
 * Files that a walk found before, perhaps in another process, as sources again.
 * @param files members of a zip as `archive.zip!member`.
 * @returns one for each file, in their order; one that is no longer there says so when it is read.
 */
export async function reopenSources(files: readonly FileState[]): Promise<readonly FileSource[]> {
  const inArchives = Map.groupBy(files, archiveOf);
  const found = new Map<string, FileSource>();
  for (const [archive, members] of inArchives) {
    if (archive === null) continue;
    const wanted = new Set(members.map(({ path }) => path));
    for await (const source of discoverZip(archive, members[0].modifiedMs)) {
      if (wanted.has(source.path)) found.set(source.path, source);
    }
  }
  return Promise.all(files.map(async (file) => found.get(file.path) ?? (archiveOf(file) ? goneSource(file) : reopen(file))));
}

/** The zip archive that a file is a member of; null for a file of its own. */
function archiveOf({ path }: FileState): string | null {
  if (existsSync(path)) return null;
  for (let end = path.indexOf('!'); end !== -1; end = path.indexOf('!', end + 1)) {
    if (existsSync(path.slice(0, end))) return path.slice(0, end);
  }
  return null;
}

async function reopen({ path, byteLength, modifiedMs }: FileState): Promise<FileSource> {
  if (byteLength > 0 || modifiedMs > 0) return diskSource(path, byteLength, modifiedMs);
  // The walk could not look into it: the same look says why.
  for await (const source of discoverFiles([path])) if (source.path === path) return source;
  return goneSource({ path });
}

function goneSource({ path }: Pick<FileState, 'path'>): FileSource {
  return unreadableSource(path, fileSystemFault(path, { code: 'ENOENT' }));
}
