import type { Dirent } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { filesOfDicomdir } from './discover-dicomdir.ts';
import { discoverZip } from './discover-zip.ts';
import { diskSource, fileSystemFault, unreadableSource, type FileSource } from './file-source.ts';

export type { FileSource } from './file-source.ts';

/** Enough of a file to tell a zip archive and a DICOMDIR from an image. */
const START_LENGTH = 512;
/** Files looked at together: hides the latency of network shares. */
const LOOKED_AT_ONCE = 32;
/** Media Storage Directory: the SOP class of a DICOMDIR, in its meta information. */
const DIRECTORY_CLASS = '1.2.840.10008.1.3.10';

type Kind = 'file' | 'folder' | 'zip' | 'dicomdir';

/** One path, looked at: what it is, and what the walk needs of it. */
interface Found {
  readonly path: string;
  readonly kind: Kind;
  readonly byteLength: number;
  readonly modifiedMs: number;
  /** Device and inode: a folder or list met twice, by a link or by two paths, is walked once. */
  readonly identity: string;
}

function kindOf(start: Buffer): Kind {
  if (start.subarray(128, 132).toString('latin1') === 'DICM') return start.includes(DIRECTORY_CLASS) ? 'dicomdir' : 'file';
  const signature = start.subarray(0, 4).toString('latin1');
  // The second is the end of an archive without members.
  return signature === 'PK\x03\x04' || signature === 'PK\x05\x06' ? 'zip' : 'file';
}

async function startOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(START_LENGTH), 0, START_LENGTH, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function lookAt(path: string): Promise<Found | AmyloscopeError> {
  try {
    const facts = await stat(path);
    const about = { path, byteLength: facts.size, modifiedMs: facts.mtimeMs, identity: `${facts.dev}:${facts.ino}` };
    if (facts.isDirectory()) return { ...about, kind: 'folder' };
    // A pipe or a device may never end.
    if (!facts.isFile()) return new AmyloscopeError('invalidInput', `${path} is neither a file nor a folder. Leave it out.`);
    return { ...about, kind: kindOf(await startOf(path)) };
  } catch (cause) {
    return fileSystemFault(path, cause);
  }
}

/** One walk: remembers the folders and lists it has been in, so that what leads back to itself ends. */
class Walk {
  readonly #visited = new Set<string>();

  async* path(path: string): AsyncIterable<FileSource> {
    const found = await lookAt(path);
    if (found instanceof AmyloscopeError) yield unreadableSource(path, found);
    else if (found.kind === 'dicomdir') yield* this.#dicomdir(found, 'all');
    else yield* this.#found(found);
  }

  async* #found(found: Found): AsyncIterable<FileSource> {
    if (found.kind === 'folder') yield* this.#folder(found);
    else if (found.kind === 'zip') yield* discoverZip(found.path, found.modifiedMs);
    else if (found.kind === 'dicomdir') yield* this.#dicomdir(found, 'missing');
    else yield diskSource(found.path, found.byteLength, found.modifiedMs);
  }

  #isNew({ identity }: Found): boolean {
    const isNew = !this.#visited.has(identity);
    this.#visited.add(identity);
    return isNew;
  }

  async* #folder(found: Found): AsyncIterable<FileSource> {
    if (!this.#isNew(found)) return;
    const { path } = found;
    let entries: Dirent[];
    try {
      entries = await readdir(path, { withFileTypes: true });
    } catch (cause) {
      yield unreadableSource(path, fileSystemFault(path, cause));
      return;
    }
    const names = entries.map((entry) => entry.name).sort();
    for (let i = 0; i < names.length; i += LOOKED_AT_ONCE) {
      const looked = await Promise.all(names.slice(i, i + LOOKED_AT_ONCE).map((name) => lookAt(join(path, name))));
      for (const [index, one] of looked.entries()) {
        if (one instanceof AmyloscopeError) yield unreadableSource(join(path, names[i + index]), one);
        else yield* this.#found(one);
      }
    }
  }

  /** @param which `all` listed files, or only the missing ones when the walk meets the others by itself. */
  async* #dicomdir(found: Found, which: 'all' | 'missing'): AsyncIterable<FileSource> {
    if (!this.#isNew(found)) return;
    const { path, byteLength, modifiedMs } = found;
    try {
      for await (const file of filesOfDicomdir(await diskSource(path, byteLength, modifiedMs).read(), path)) {
        if ('error' in file) yield unreadableSource(file.listed, file.error);
        else if (which === 'all') yield* this.path(file.path);
      }
    } catch (error) {
      if (!(error instanceof AmyloscopeError)) throw error;
      yield unreadableSource(path, error);
    }
  }
}

/**
 * Finds every file under paths: of folders with all below them, zip archives (`archive.zip!member`), the files a
 * DICOMDIR lists, and files themselves. What a file is shows in its content, not its name; whether it is an image shows
 * when it is read.
 *
 * The order is that of the paths given, names sorted within each folder, so that it is the same every time. A path that
 * cannot be read is found as well, and its `read` rejects: one bad file never ends a walk.
 */
export async function* discoverFiles(paths: readonly string[]): AsyncIterable<FileSource> {
  const walk = new Walk();
  for (const path of paths) yield* walk.path(path);
}
