import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { UploadFile } from '../store/uploads.ts';
import { problem } from './problem.ts';

/** A file that came whole, not yet in its place. */
export interface ReceivedFile extends Omit<UploadFile, 'name'> {
  /** Brings it to its place in the folder; a file with the same content that is there already stays. */
  readonly place: () => Promise<void>;
  /** Removes what is left when it was not needed. */
  readonly discard: () => Promise<void>;
}

const zipSignature = Buffer.from('PK\x03\x04', 'latin1');
const abandonedAfterMs = 24 * 3600 * 1000;

/**
 * Takes a file in: to the disk as it comes, however large, under a name of ours, and flushed before anybody is told that it is there.
 * @param folder of all files; each lies there by the SHA-256 of its content.
 * @throws Problem `diskFull`, or `brokenOff` where the sender went away; nothing is left behind then.
 */
export async function receiveFile(stream: AsyncIterable<Buffer>, folder: string): Promise<ReceivedFile> {
  const incoming = join(folder, 'incoming');
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const temporary = join(incoming, randomUUID());
  const discard = (): Promise<void> => rm(temporary, { force: true });
  try {
    const { sha256, byteLength, start } = await write(stream, temporary);
    // A zip keeps its ending, by which its members are known for what they are.
    const path = join('content', sha256.slice(0, 2), start.equals(zipSignature) ? `${sha256}.zip` : sha256);
    return { sha256, byteLength, path, discard, place: () => placeFile(temporary, join(folder, path)) };
  } catch (cause) {
    await discard();
    const { code } = cause as NodeJS.ErrnoException;
    throw code === 'ENOSPC' ? problem('diskFull') : code === 'ECONNRESET' ? problem('brokenOff') : cause;
  }
}

async function write(stream: AsyncIterable<Buffer>, path: string): Promise<{ sha256: string; byteLength: number; start: Buffer }> {
  const hash = createHash('sha256');
  let byteLength = 0;
  let start = Buffer.alloc(0);
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of stream) {
      if (start.length < zipSignature.length) start = Buffer.concat([start, chunk]).subarray(0, zipSignature.length);
      hash.update(chunk);
      byteLength += chunk.length;
      await writeWhole(file, chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), byteLength, start };
}

/** A nearly full disk takes part of a chunk without complaint. */
async function writeWhole(file: Awaited<ReturnType<typeof open>>, chunk: Buffer): Promise<void> {
  for (let written = 0; written < chunk.length;) written += (await file.write(chunk, written)).bytesWritten;
}

async function placeFile(temporary: string, path: string): Promise<void> {
  if (await stat(path).catch(() => null)) return rm(temporary);
  const folder = join(path, '..');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await rename(temporary, path);
  await flushFolder(folder);
}

/** A name is on the disk once its folder is. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

/** Removes files that nothing needs any more. */
export async function removeFiles(folder: string, files: readonly UploadFile[]): Promise<void> {
  for (const { path } of files) await rm(join(folder, path), { force: true });
}

/** Removes what uploads left behind that broke off with their server. */
export async function removeAbandoned(folder: string): Promise<void> {
  const incoming = join(folder, 'incoming');
  for (const name of await readdir(incoming).catch(() => [])) {
    const path = join(incoming, name);
    const facts = await stat(path).catch(() => null);
    if (facts && Date.now() - facts.mtimeMs > abandonedAfterMs) await rm(path, { force: true });
  }
}
