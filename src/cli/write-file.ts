import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';

/**
 * Writes a file of the output folder piece by piece. It takes its name when it is whole, so that a reader never meets half
 * a file and a failed run leaves the former one.
 *
 * @returns the path written.
 * @throws AmyloscopeError `outputRefused` when the folder cannot be made or written to.
 */
export async function writeFile(folder: string, name: string, pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>): Promise<string> {
  const path = join(folder, name);
  const unfinished = join(folder, `.${name}.${process.pid}`);
  await refusing(folder, () => mkdir(folder, { recursive: true }));
  try {
    const target = createWriteStream(unfinished);
    await refusing(folder, () => opened(target));
    await pipeline(Readable.from(pieces), target);
    await refusing(folder, () => rename(unfinished, path));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return path;
}

function opened(stream: ReturnType<typeof createWriteStream>): Promise<void> {
  return new Promise((resolve, reject) => void stream.once('open', () => resolve()).once('error', reject));
}

async function refusing(folder: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new AmyloscopeError('outputRefused', { en: `Nothing can be written to ${folder}: ${(cause as Error).message}. Choose another folder with --out.`, fr: `Rien ne peut être écrit dans ${folder} : ${(cause as Error).message}. Choisissez un autre dossier avec --out.` }, { cause });
  }
}
