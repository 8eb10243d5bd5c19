import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { quoteValue } from './dicom-fault.ts';
import { fileSystemFault, LARGEST_FILE, unreadableSource, type FileSource } from './file-source.ts';

/** Real images shrink up to about 20 to 1; a large member beyond this is made to fill memory. */
const LARGEST_RATIO = 250;
const SMALLEST_SUSPECT = 16 * 1024 * 1024;

/** Names stay bytes, so that one bad name does not end the walk; the handle is closed by hand. */
const zipOptions = { lazyEntries: true, autoClose: false, decodeStrings: false } as const;

function memberName(entry: yauzl.Entry): string {
  return yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
}

/** Why a member is not opened; null when it may be. */
function objection(entry: yauzl.Entry, name: string): AmyloscopeError | null {
  const shown = `Member ${quoteValue(name)}`;
  const badName = yauzl.validateFileName(name);
  if (badName) return new AmyloscopeError('invalidInput', `${shown} has a name that points outside the archive (${badName}). Do not trust this archive.`);
  if (entry.isEncrypted()) return new AmyloscopeError('encrypted', `${shown} is protected by a password. Unpack the archive with it first.`);
  const { uncompressedSize, compressedSize } = entry;
  const bomb = uncompressedSize > SMALLEST_SUSPECT && uncompressedSize > compressedSize * LARGEST_RATIO;
  if (bomb || uncompressedSize > LARGEST_FILE) {
    return new AmyloscopeError('invalidInput', `${shown} grows from ${compressedSize} to ${uncompressedSize} bytes, more than any image does. Do not trust this archive.`);
  }
  return null;
}

function damaged(path: string, cause: unknown): AmyloscopeError {
  if (cause instanceof AmyloscopeError) return cause;
  if ((cause as NodeJS.ErrnoException).syscall) return fileSystemFault(path, cause);
  return new AmyloscopeError('truncated', `${path} is a damaged or incomplete zip archive (${(cause as Error).message}). Copy it again.`, { cause });
}

/** Reads one member by a handle of its own, so that it may be read after the walk has ended. */
async function readMember(path: string, entry: yauzl.Entry): Promise<Uint8Array> {
  let zip: yauzl.ZipFile | null = null;
  try {
    zip = await yauzl.openPromise(path, zipOptions);
    const bytes = await buffer(await zip.openReadStreamPromise(entry));
    return new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength).slice();
  } catch (cause) {
    throw damaged(path, cause);
  } finally {
    zip?.close();
  }
}

function memberSource(path: string, entry: yauzl.Entry, modifiedMs: number): FileSource | null {
  const name = memberName(entry);
  const baseName = name.split('/').at(-1);
  // A DICOMDIR only lists members that the walk meets anyway; system files of macOS are no part of the archive.
  if (name.endsWith('/') || baseName === 'DICOMDIR' || name.startsWith('__MACOSX/')) return null;
  const memberPath = `${path}!${name.replace(/\p{Cc}/gu, '\uFFFD')}`;
  const error = objection(entry, name);
  if (error) return unreadableSource(memberPath, error);
  return { path: memberPath, byteLength: entry.uncompressedSize, modifiedMs, read: () => readMember(path, entry) };
}

/** The members of a zip archive, in the order of its directory. Nothing is unpacked to disk. */
export async function* discoverZip(path: string, modifiedMs: number): AsyncIterable<FileSource> {
  let zip: yauzl.ZipFile | null = null;
  try {
    zip = await yauzl.openPromise(path, zipOptions);
    for await (const entry of zip.eachEntry()) {
      const source = memberSource(path, entry, modifiedMs);
      if (source) yield source;
    }
  } catch (cause) {
    yield unreadableSource(path, damaged(path, cause));
  } finally {
    zip?.close();
  }
}
