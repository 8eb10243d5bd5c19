import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { loadFrameDecoder } from '../dicom/codecs/load-frame-decoder.ts';
import type { CodecFamily } from '../dicom/transfer-syntax.ts';
import { listModels } from '../inference/model-card.ts';
import { loadNetwork } from '../inference/onnx-network.ts';
import type { Text } from '../measurement/language.ts';
import { openStore } from '../store/connection.ts';
import { modelFault } from '../analysis/installed-models.ts';

/** `doubtful` works, but perhaps not for an archive. */
export type Verdict = 'good' | 'doubtful' | 'bad';

export interface Finding {
  readonly verdict: Verdict;
  readonly detail: string;
}

/** One thing Amyloscope needs. */
export interface Check {
  readonly name: Text;
  /** Says what was found; rejects with what is wrong. */
  readonly examine: () => Promise<Finding>;
}

const oldestNode = 24;
const gibibyte = 2 ** 30;
/** What screening an archive takes, with the store's server beside it. */
const memoryNeeded = 3 * gibibyte;
const diskNeeded = 2 * gibibyte;
const codecFamilies: readonly CodecFamily[] = ['rle', 'jpeg', 'jpegLs', 'jpeg2000'];

export const checks: readonly Check[] = [
  { name: { en: 'Node', fr: 'Node' }, examine: examineNode },
  { name: { en: 'Models', fr: 'Modèles' }, examine: examineModels },
  { name: { en: 'Inference', fr: 'Inférence' }, examine: examineInference },
  { name: { en: 'Image codecs', fr: 'Codecs d’image' }, examine: examineCodecs },
  { name: { en: 'Store', fr: 'Base' }, examine: examineStore },
  { name: { en: 'This folder', fr: 'Ce dossier' }, examine: examineFolder },
  { name: { en: 'Processor and memory', fr: 'Processeur et mémoire' }, examine: examineMachine },
];

async function examineNode(): Promise<Finding> {
  const [major] = process.versions.node.split('.').map(Number);
  return { verdict: major >= oldestNode ? 'good' : 'bad', detail: `${process.version} ${process.platform} ${process.arch}` };
}

/** Whether each model's file is the one its card describes. */
async function examineModels(): Promise<Finding> {
  const cards = listModels();
  const faults = cards.map(modelFault).filter((fault) => fault !== null);
  if (faults.length > 0) return { verdict: 'bad', detail: faults.join(' ') };
  return { verdict: cards.length > 0 ? 'good' : 'bad', detail: cards.map(({ name, version }) => `${name} ${version}`).join(', ') };
}

async function examineInference(): Promise<Finding> {
  const begun = performance.now();
  for (const { name } of listModels()) await loadNetwork(name);
  return { verdict: 'good', detail: `onnxruntime-node, ${Math.round(performance.now() - begun)} ms` };
}

async function examineCodecs(): Promise<Finding> {
  for (const family of codecFamilies) await loadFrameDecoder(family);
  return { verdict: 'good', detail: codecFamilies.join(', ') };
}

/** The hospital's database where one is set, else a private server of its own that is thrown away. */
async function examineStore(): Promise<Finding> {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-doctor-'));
  const begun = performance.now();
  try {
    const store = await openStore(process.env['AMYLOSCOPE_DATABASE_URL'] ? {} : { folder });
    await store.close();
    return { verdict: 'good', detail: `PostgreSQL, ${store.location}, ${Math.round(performance.now() - begun)} ms` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Results are written into the folder one stands in unless told otherwise. */
async function examineFolder(): Promise<Finding> {
  accessSync('.', constants.W_OK);
  const { bavail, bsize } = statfsSync('.');
  return { verdict: bavail * bsize >= diskNeeded ? 'good' : 'doubtful', detail: `${process.cwd()}, ${gibibytes(bavail * bsize)}` };
}

async function examineMachine(): Promise<Finding> {
  const memory = totalmem();
  return { verdict: memory >= memoryNeeded ? 'good' : 'doubtful', detail: `${availableParallelism()} × ${process.arch}, ${gibibytes(memory)}` };
}

function gibibytes(bytes: number): string {
  return `${(bytes / gibibyte).toFixed(1)} GiB`;
}
