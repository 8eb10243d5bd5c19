import { availableParallelism } from 'node:os';
import type { Transferable } from 'node:worker_threads';
import type { FileSource } from '../dicom/discover-files.ts';
import { refusalOf, type Refusal } from './analyse-study.ts';
import { byteGate, type ByteGate } from './byte-gate.ts';
import type { ModalityChoice } from './load-modalities.ts';
import type { FileContent, ScreenAnswer, ScreenTask } from './screen-task.ts';
import type { ScreenWorkerData } from './screen-worker.ts';
import { workerPool, type PreparedTask, type WorkerPool } from '../inference/worker-pool.ts';

export interface ScreenerOptions {
  /** One for each core when not given. */
  readonly workers?: number | undefined;
  /** After this long on one file or study, it is refused and its worker replaced. A minute when not given. */
  readonly timeLimitMs?: number | undefined;
  /** URL of a module that exports `modalities`; the shipped list when not given. */
  readonly modalitiesModule?: string | undefined;
  /** `ranking` when not given. */
  readonly choice?: ModalityChoice | undefined;
}

/** Threads that read, decode and analyse files; one bad file costs no more than its own answer. */
export interface Screener {
  /** Files that are best under way or waiting for their turn: enough that one slow file does not stop the others. */
  readonly underWay: number;
  askAboutFile(source: FileSource): Promise<Exclude<ScreenAnswer, { kind: 'study' }>>;
  /** Analyses the files of one study together. */
  askAboutStudy(sources: readonly FileSource[]): Promise<ScreenAnswer>;
  close(): Promise<void>;
}

/** Content of files in memory at once: some hundred scans, or one file of any size. */
const bytesAtOnce = 256 * 1024 * 1024;
const underWayPerWorker = 48;
const minuteMs = 60_000;

export function startScreener({ workers = availableParallelism(), timeLimitMs = minuteMs, modalitiesModule, choice = 'ranking' }: ScreenerOptions): Screener {
  const workerData: ScreenWorkerData = { modalitiesModule, choice };
  const module = new URL('./screen-worker.ts', import.meta.url);
  const pool = workerPool<ScreenTask, ScreenAnswer>({ module, workerData, workers, timeLimitMs });
  const threads: Threads = { pool, gate: byteGate(bytesAtOnce), timeLimitMs };
  return {
    underWay: workers * underWayPerWorker,
    askAboutFile: (source) => askAboutFile(threads, source),
    askAboutStudy: (sources) => askAboutStudy(threads, sources),
    close: () => pool.close(),
  };
}

interface Threads {
  readonly pool: WorkerPool<ScreenTask, ScreenAnswer>;
  readonly gate: ByteGate;
  readonly timeLimitMs: number;
}

async function askAboutFile(threads: Threads, source: FileSource): Promise<Exclude<ScreenAnswer, { kind: 'study' }>> {
  const answer = await ask(threads, [source], async () => {
    const file = await readContent(source);
    return 'reason' in file ? { answer: { kind: 'refused', refusal: file } } : { task: { kind: 'file', file }, transfer: [bufferOf(file)] };
  });
  return answer as Exclude<ScreenAnswer, { kind: 'study' }>;
}

function askAboutStudy(threads: Threads, sources: readonly FileSource[]): Promise<ScreenAnswer> {
  return ask(threads, sources, async () => {
    const files = await Promise.all(sources.map(readContent));
    return { task: { kind: 'study', files }, transfer: files.flatMap((file) => ('reason' in file ? [] : [bufferOf(file)])) };
  });
}

async function ask(
  { pool, gate, timeLimitMs }: Threads,
  sources: readonly FileSource[],
  prepare: () => Promise<PreparedTask<ScreenTask> | { answer: ScreenAnswer }>,
): Promise<ScreenAnswer> {
  const bytes = sources.reduce((total, { byteLength }) => total + byteLength, 0);
  await gate.enter(bytes);
  try {
    const end = await pool.run(prepare);
    if (end.kind === 'answered') return end.answer;
    const tooLong = { code: 'tookTooLong', reason: `The analysis was stopped after ${timeLimitMs / 1000} s. Look at the file by itself.` };
    return { kind: 'refused', refusal: end.kind === 'tookTooLong' ? tooLong : refusalOf(end.error) };
  } finally {
    gate.leave(bytes);
  }
}

/** The file's bytes in memory of their own, which can be handed over to a worker. */
async function readContent(source: FileSource): Promise<FileContent | Refusal> {
  try {
    const bytes = await source.read();
    const isWhole = bytes.byteLength === bytes.buffer.byteLength;
    return { path: source.path, bytes: isWhole ? bytes : new Uint8Array(bytes) };
  } catch (error) {
    return refusalOf(error);
  }
}

function bufferOf({ bytes }: FileContent): Transferable {
  return bytes.buffer as ArrayBuffer;
}
