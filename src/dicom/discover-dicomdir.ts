import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { DataSet } from './data-set.ts';
import { quoteValue } from './dicom-fault.ts';
import { sequenceItems, textValues } from './element-values.ts';
import { parseDataSet } from './parse-data-set.ts';

/** A file that a DICOMDIR lists: where it lies, or why it cannot be had. */
export type ListedFile = { readonly path: string } | { readonly listed: string; readonly error: AmyloscopeError };

/** A name that stays within its folder: no separators, no parents, no drives. Source: DICOM PS3.10 section 8.2. */
function isPlainName(component: string): boolean {
  return component !== '' && component !== '.' && component !== '..' && !/[/\\:\p{Cc}]/u.test(component);
}

/** Folders as they are spelled on disk: copying from a disc often turns capitals into small letters. */
class FolderNames {
  readonly #names = new Map<string, Map<string, string>>();

  async spelling(folder: string, name: string): Promise<string | null> {
    let names = this.#names.get(folder);
    if (!names) {
      const entries = await readdir(folder).catch(() => []);
      // Small letters and capitals may stand side by side; the exact name wins.
      names = new Map(entries.map((entry) => [entry.toUpperCase(), entry]));
      for (const entry of entries) names.set(entry, entry);
      this.#names.set(folder, names);
    }
    return names.get(name) ?? names.get(name.toUpperCase()) ?? null;
  }
}

async function locate(folder: string, components: readonly string[], names: FolderNames): Promise<ListedFile> {
  const listed = components.join('/');
  if (!components.every(isPlainName)) {
    const error = new AmyloscopeError('invalidDicom', `(0004,1500) ReferencedFileID is ${quoteValue(listed)}. It must stay within the folder of the DICOMDIR. Do not trust this disc.`);
    return { listed: join(folder, '?'), error };
  }
  let path = folder;
  for (const component of components) {
    const spelled = await names.spelling(path, component);
    if (spelled === null) {
      const error = new AmyloscopeError('notFound', `(0004,1500) ReferencedFileID is ${quoteValue(listed)}, and there is no such file beside the DICOMDIR. Copy the whole disc.`);
      return { listed: join(folder, ...components), error };
    }
    path = join(path, spelled);
  }
  return { path };
}

function referencedFiles(directory: DataSet): string[][] {
  return sequenceItems(directory, 'DirectoryRecordSequence')
    .map((record) => [...textValues(record, 'ReferencedFileID')])
    .filter((components) => components.length > 0);
}

/**
 * The files that a DICOMDIR lists, in its order.
 * @param path of the DICOMDIR, beside which the files lie.
 * @throws AmyloscopeError when the DICOMDIR itself is damaged.
 * Source: DICOM PS3.3 annex F, PS3.10 section 8.
 */
export async function* filesOfDicomdir(bytes: Uint8Array, path: string): AsyncIterable<ListedFile> {
  const names = new FolderNames();
  for (const components of referencedFiles(parseDataSet(bytes).dataSet)) yield locate(dirname(path), components, names);
}
