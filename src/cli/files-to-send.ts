import { readdir, open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { looksLikeDicom } from '../dicom/parse-data-set.ts';

/** Enough of a file to tell DICOM from other files. */
const START_LENGTH = 132;

/**
 * The files to send: those named, whatever they are, and of folders every DICOM file below, in the order of their names.
 * @returns absolute paths.
 */
export async function filesToSend(paths: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if (!(await stat(path)).isDirectory()) files.push(resolve(path));
    else for (const below of await filesBelow(path)) if (await isDicom(below)) files.push(below);
  }
  return [...new Set(files)];
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => resolve(join(entry.parentPath, entry.name))).sort();
}

async function isDicom(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(START_LENGTH), 0, START_LENGTH, 0);
    return looksLikeDicom(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
