import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JobFolders } from '../analysis/walk-job.ts';
import { writeCohort } from '../phantom/write-cohort.ts';
import type { Home } from '../store/connection.ts';
import { defaultStoreFolder } from '../store/private-server.ts';

/** The cohort of the demonstration, as script/start has always made it. */
const demoPatients = 40;
const demoSeed = 1;

/** Where jobs find and put files: the folder given, else `files` in the private store or in your data folder. */
export function jobFolders({ privateFolder }: Home, { files }: { readonly files?: string }): JobFolders {
  return { files: resolve(files ?? join(privateFolder ?? defaultStoreFolder(), 'files')), makeCohort: makeDemoCohort };
}

/** Makes the digital patients of the demonstration unless they are there. @returns the folder of their scans. */
async function makeDemoCohort(folder: string): Promise<string> {
  // The table of true answers is written last.
  if (!existsSync(join(folder, 'truth.csv'))) await writeCohort({ count: demoPatients, seed: demoSeed, out: folder });
  return join(folder, 'dicom');
}
