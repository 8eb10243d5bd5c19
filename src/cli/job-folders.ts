import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JobFolders } from '../analysis/walk-job.ts';
import { writeEchoCohort } from '../phantom/echo-cohort.ts';
import type { SpectCtRecord } from '../phantom/spect-ct-record.ts';
import { writeSpectCtCohort } from '../phantom/spect-ct-cohort.ts';
import { writeCohort } from '../phantom/write-cohort.ts';
import type { Home } from '../store/connection.ts';
import { defaultStoreFolder } from '../store/private-server.ts';

/** The cohort of the demonstration, as script/start has always made it. */
const demoPatients = 40;
const demoSeed = 1;
const demoLoops = { count: 2, seed: 3, framesPerSecond: 45 } as const;
/** On coarse grids: made in seconds. */
const demoVolumes = { count: 1, seed: 5, grade: 3, units: 'BQML', matrix: 64, ctMatrix: 256 } as const;

/** Where jobs find and put files: the folder given, else `files` in the private store or in your data folder. */
export function jobFolders({ privateFolder }: Home, { files }: { readonly files?: string }): JobFolders {
  return { files: resolve(files ?? join(privateFolder ?? defaultStoreFolder(), 'files')), makeCohort: makeDemoCohort };
}

/** Makes the digital patients of the demonstration unless they are there: planar scans, then loops, then a SPECT/CT. */
async function* makeDemoCohort(folder: string): AsyncGenerator<string> {
  // A table of true answers is written last.
  const lacks = (truth: string) => !existsSync(join(folder, truth));
  if (lacks('truth.csv')) await writeCohort({ count: demoPatients, seed: demoSeed, out: folder });
  yield join(folder, 'dicom');
  const [loops, volumes] = ['echo', 'spect-ct'].map((name) => join(folder, name));
  if (lacks('echo/truth.csv')) await writeEchoCohort({ ...demoLoops, out: loops });
  yield join(loops, 'dicom');
  if (lacks('spect-ct/truth.csv')) await writeSpectCtCohort({ ...demoVolumes, out: volumes });
  // The true outlines that lie beside them are no images to analyse.
  const { studies } = JSON.parse(readFileSync(join(volumes, 'truth.json'), 'utf8')) as { readonly studies: readonly SpectCtRecord[] };
  for (const { corrected, uncorrected, ctFolder } of studies) for (const path of [corrected, uncorrected, ctFolder]) yield join(volumes, path);
}
