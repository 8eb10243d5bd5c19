import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { uidValue } from '../element-values.ts';
import { LARGEST_FILE } from '../file-source.ts';
import { parseDataSet } from '../parse-data-set.ts';

/** An object that was received and is on disk. */
export interface ReceivedObject {
  readonly path: string;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly byteLength: number;
  /** True where the very same bytes had been received before. */
  readonly isRepetition: boolean;
}

/** Unfinished files older than this were left by a process that ended, milliseconds. */
const LEFT_BEHIND_MS = 24 * 60 * 60 * 1000;

/**
 * A folder that objects are received into, as study/series/object.dcm by their UIDs. An object takes its name when it is
 * whole and on the disk; until then it lies in a folder beside, so that a walk never meets half an object.
 */
export class ReceivedFolder {
  readonly folder: string;
  readonly #unfinished: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.#unfinished = `${folder.replace(/[/\\]+$/, '')}.unfinished`;
  }

  /**
   * Makes the folder where it is missing, and removes what a killed process left unfinished long ago.
   * @throws AmyloscopeError `outputRefused`.
   */
  static async open(path: string): Promise<ReceivedFolder> {
    const received = new ReceivedFolder(path);
    await writing(path, async () => {
      await mkdir(path, { recursive: true });
      await mkdir(received.#unfinished, { recursive: true });
      for (const name of await readdir(received.#unfinished)) {
        const left = join(received.#unfinished, name);
        if ((await stat(left)).mtimeMs < Date.now() - LEFT_BEHIND_MS) await rm(left, { force: true });
      }
    });
    return received;
  }

  /**
   * Keeps one object. When this returns, the object is on the disk and may be acknowledged.
   * @param file the bytes of a DICOM file.
   * @throws AmyloscopeError `outputRefused` when the disk takes no more, else what `parseDataSet` says of the file.
   */
  async keep(file: AsyncIterable<Uint8Array>): Promise<ReceivedObject> {
    const unfinished = join(this.#unfinished, `${randomUUID()}.part`);
    try {
      const byteLength = await writeThrough(unfinished, file);
      const { dataSet } = parseDataSet(await readFile(unfinished));
      const [studyInstanceUid, seriesInstanceUid, sopInstanceUid] = [uidValue(dataSet, 'StudyInstanceUID'), uidValue(dataSet, 'SeriesInstanceUID'), uidValue(dataSet, 'SOPInstanceUID')];
      const folder = join(this.folder, studyInstanceUid, seriesInstanceUid);
      const placed = await writing(this.folder, () => place(unfinished, folder, sopInstanceUid));
      return { ...placed, studyInstanceUid, seriesInstanceUid, sopInstanceUid, byteLength };
    } finally {
      await rm(unfinished, { force: true });
    }
  }

  /** How many objects of a series are here, each counted once, however many forms of it came. */
  async count(studyInstanceUid: string, seriesInstanceUid: string): Promise<number> {
    const names = await readdir(join(this.folder, studyInstanceUid, seriesInstanceUid)).catch((): string[] => []);
    return names.filter((name) => /^[0-9.]+\.dcm$/.test(name)).length;
  }
}

async function writing<Value>(folder: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof AmyloscopeError ? cause : new AmyloscopeError('outputRefused', `Nothing can be written to ${folder}: ${(cause as Error).message}. Make room or choose another folder.`, { cause });
  }
}

/** Writes bytes and waits until the disk has them. @returns how many. */
async function writeThrough(path: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await writing(path, () => open(path, 'wx'));
  let byteLength = 0;
  try {
    for await (const piece of pieces) {
      byteLength += piece.length;
      if (byteLength > LARGEST_FILE) throw new AmyloscopeError('invalidInput', `An object has more than ${LARGEST_FILE} bytes, the most that is read at once. Send fewer frames.`);
      await writing(path, () => file.writeFile(piece));
    }
    await writing(path, () => file.datasync());
  } finally {
    await file.close();
  }
  return byteLength;
}

/** Gives a whole file its name. Other bytes under a name that is taken stand beside it: neither is lost. */
async function place(unfinished: string, folder: string, sopInstanceUid: string): Promise<{ path: string; isRepetition: boolean }> {
  const made = await mkdir(folder, { recursive: true });
  // The name of a folder stands in the folder above it.
  if (made) for (const above of [join(folder, '..'), join(folder, '..', '..')]) await syncFolder(above);
  const path = join(folder, `${sopInstanceUid}.dcm`);
  if (await takesName(unfinished, path)) {
    await syncFolder(folder);
    return { path, isRepetition: false };
  }
  const [there, here] = [await hashOf(path), await hashOf(unfinished)];
  if (there === here) return { path, isRepetition: true };
  const beside = join(folder, `${sopInstanceUid}-${here.slice(0, 12)}.dcm`);
  await rename(unfinished, beside);
  await syncFolder(folder);
  return { path: beside, isRepetition: false };
}

/** What disks without links answer, such as memory cards and some network shares. */
const withoutLinks: readonly (string | undefined)[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/** A link, unlike a rename, never replaces: of two who receive the same object at once, one gets the name. */
async function takesName(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (!withoutLinks.includes(code)) throw error;
    if (await stat(to).then(() => true, () => false)) return false;
    await rename(from, to);
    return true;
  }
}

/** Waits until the disk knows the names in a folder, which else a power cut may take back. Windows keeps them by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const opened = await open(folder, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256').update(await readFile(path)).digest('hex');
}
