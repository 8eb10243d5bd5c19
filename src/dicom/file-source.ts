import { open } from 'node:fs/promises';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';

/** A file that was found, and a way to its bytes. What cannot be read is found too, and says why when it is read. */
export interface FileSource {
  /** Path as the user gave it, extended by what was found below it; `archive.zip!member` inside a zip. */
  readonly path: string;
  readonly byteLength: number;
  readonly modifiedMs: number;
  /** The bytes, in memory of their own that may be handed to another thread. @throws AmyloscopeError */
  read(): Promise<Uint8Array>;
}

/** Largest file taken into memory, bytes: above any single planar, tomographic or ultrasound object. */
export const LARGEST_FILE = 2 ** 31 - 1;

/** A source that can only say why it cannot be read. */
export function unreadableSource(path: string, error: AmyloscopeError): FileSource {
  return { path, byteLength: 0, modifiedMs: 0, read: () => Promise.reject(error) };
}

/** Turns an error of the file system into words. */
export function fileSystemFault(path: string, cause: unknown): AmyloscopeError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
  if (code === 'ENOENT') return new AmyloscopeError('notFound', `${path} does not exist. Check the path.`, { cause });
  if (code === 'EACCES' || code === 'EPERM') return new AmyloscopeError('notFound', `${path} may not be read by this user. Change its permissions or run as its owner.`, { cause });
  return new AmyloscopeError('notFound', `${path} cannot be read (${code}). Check the disk or network share it lies on.`, { cause });
}

async function readWhole(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > LARGEST_FILE) throw new AmyloscopeError('invalidInput', `${path} has ${size} bytes; at most ${LARGEST_FILE} are read at once. Split it or export fewer frames.`);
    // Not from the shared pool: the memory may be transferred to a worker.
    const bytes = Buffer.allocUnsafeSlow(size);
    let filled = 0;
    while (filled < size) {
      const { bytesRead } = await file.read(bytes, filled, size - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return new Uint8Array(bytes.buffer, 0, filled);
  } finally {
    await file.close();
  }
}

/** A file on disk, read when asked for. */
export function diskSource(path: string, byteLength: number, modifiedMs: number): FileSource {
  const read = async (): Promise<Uint8Array> => {
    try {
      return await readWhole(path);
    } catch (cause) {
      throw cause instanceof AmyloscopeError ? cause : fileSystemFault(path, cause);
    }
  };
  return { path, byteLength, modifiedMs, read };
}
