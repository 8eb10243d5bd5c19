import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { discoverFiles, type FileSource } from '../dicom/discover-files.ts';
import type { MeasurementStore, RememberedFile, Screening, ScreeningCounts } from '../store/measurement-store.ts';
import type { KnownPatient } from '../store/ranked-row.ts';
import { loadRankingModalities } from './load-modalities.ts';
import { inBatches, mapInOrder } from '../inference/map-in-order.ts';
import { methodVersion } from './method-version.ts';
import { outcomeWriter } from './outcome-writer.ts';
import { startScreener, type Screener } from './screener.ts';
import { fileState, isSettled, screeningLedger, studyEntries, type Entry, type FileAnswer, type WaitingFile } from './screening-ledger.ts';
import { screeningProgress, type ScreeningProgress } from './screening-progress.ts';

export interface ScreenOptions {
  /** Files, folders, DICOMDIRs, zips; made absolute, since the store outlives the folder one works in. */
  readonly paths: readonly string[];
  readonly store: MeasurementStore;
  readonly knownPatients?: readonly KnownPatient[] | undefined;
  /** One for each core when not given. */
  readonly workers?: number | undefined;
  /** After this long on one file or study, it is refused and its worker replaced. A minute when not given. */
  readonly timeLimitMs?: number | undefined;
  /** URL of a module that exports `modalities`; the shipped list when not given. */
  readonly modalitiesModule?: string | undefined;
  /** Called after each batch is stored, and while files are being found. */
  readonly onProgress?: ((progress: ScreeningProgress) => void) | undefined;
  /** Stops early: what is analysed by then is stored, and the next screening goes on from there. */
  readonly signal?: AbortSignal | undefined;
}

export interface ScreeningResult {
  /** What the store's lists are asked for with. */
  readonly screening: Screening;
  /** False when it was stopped early. */
  readonly finished: boolean;
  readonly counts: ScreeningCounts;
  /** Of the last report; `perSecond` is that of the whole screening. */
  readonly progress: ScreeningProgress;
}

/** Paths found ahead of the analysis, so that the progress soon knows how many there are: some 20 MB at most. */
const foundAhead = 50_000;
/** Files looked up in the store at once. */
const lookUpAtOnce = 256;

/**
 * Analyses an archive of any size with all cores and keeps every result as it goes.
 *
 * A file that an earlier screening by the same method has an outcome for is not read again, so that a killed screening
 * goes on where it was. Neither the results nor their order depend on the number of workers or on timing.
 *
 * @throws AmyloscopeError `storeUnavailable` when results can no longer be stored.
 */
export async function screenArchive(options: ScreenOptions): Promise<ScreeningResult> {
  const { store, knownPatients = [], signal } = options;
  const paths = options.paths.map((path) => resolve(path));
  const version = methodVersion(await loadRankingModalities(options.modalitiesModule));
  const screening = await store.beginScreening(version, paths, knownPatients);
  const progress = screeningProgress(options.onProgress);
  const writer = outcomeWriter(store, screening, progress.stored);
  const ledger = screeningLedger();
  const screener = startScreener(options);
  try {
    for await (const { source, answer } of lookAtFiles({ ...options, paths }, screening, screener, progress)) {
      const entry = ledger.enter(source, answer);
      if (entry) await writer.add([entry]);
    }
    for await (const entries of analyseStudies(ledger.waitingStudies(), screener, signal)) await writer.add(entries);
    await writer.flush();
  } finally {
    await screener.close();
  }
  const finished = !signal?.aborted;
  if (finished) await store.finishScreening(screening);
  return { screening, finished, counts: await store.counts(screening), progress: progress.now() };
}

interface FileLookedAt {
  readonly source: FileSource;
  readonly answer: FileAnswer;
}

/** Every file of the walk, in its order, with what is known of it. */
async function* lookAtFiles(
  { paths, store, signal }: ScreenOptions,
  screening: Screening,
  screener: Screener,
  progress: ReturnType<typeof screeningProgress>,
): AsyncIterable<FileLookedAt> {
  const found = Readable.from(progress.counting(discoverFiles(paths)), { highWaterMark: foundAhead });
  const remembered = rememberedFiles(store, screening, inBatches<FileSource>(found, lookUpAtOnce), signal);
  yield* mapInOrder(remembered, screener.underWay, async ({ source, memory }): Promise<FileLookedAt> => {
    if (memory) return { source, answer: { kind: 'remembered', remembered: memory } };
    return { source, answer: await screener.askAboutFile(source) };
  });
}

async function* rememberedFiles(
  store: MeasurementStore,
  screening: Screening,
  batches: AsyncIterable<readonly FileSource[]>,
  signal: AbortSignal | undefined,
): AsyncIterable<{ source: FileSource; memory: RememberedFile | null }> {
  for await (const batch of batches) {
    const memories = await store.remember(screening, batch.map(fileState));
    for (const [index, source] of batch.entries()) {
      if (signal?.aborted) return;
      yield { source, memory: memories[index] };
    }
  }
}

/** The outcomes of the studies whose files had to wait, in their order. */
async function* analyseStudies(
  studies: readonly (readonly WaitingFile[])[],
  screener: Screener,
  signal: AbortSignal | undefined,
): AsyncIterable<readonly Entry[]> {
  yield* mapInOrder(studies, screener.underWay, async (study): Promise<readonly Entry[]> => {
    if (signal?.aborted) return [];
    if (isSettled(study)) return study.map(({ source }) => ({ found: { file: fileState(source), sameAs: null } }));
    return studyEntries(study, await screener.askAboutStudy(study.map(({ source }) => source)));
  });
}
