// Writes CTs of digital patients with labels of their structures for the training script: 6 mm voxels, one raw file per worker.
// Usage: node training/ct/export-chests.ts --count 400 --seed 1 --out DIR [--anatomy HEADER] [--workers N]
// With --anatomy every third chest is that of a voxelised anatomy (Interfile), scaled, with a heart put into it.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { blockMeans } from '../../src/phantom/block-means.ts';
import { buildChest, type ChestBody } from '../../src/phantom/build-body.ts';
import { chestVolumes, type ChestVolumes } from '../../src/phantom/chest-volumes.ts';
import { acquireCt, ctLabels, drawCtAcquisition } from '../../src/phantom/ct-image.ts';
import { Random } from '../../src/phantom/random.ts';
import { drawTomographyPatient } from '../../src/phantom/spect-ct-study.ts';
import { chestFromAnatomy, readVoxelAnatomy, type VoxelAnatomy } from '../../src/phantom/voxel-anatomy.ts';

/** Voxels a side of what is written, and their size. */
const SIDE = 80;
const SPACING_MM = 6;
/** The CT is taken twice as fine and averaged, as a CT of a patient is before the network sees it. */
const FINER = 2;
const CHEST_SPACING_MM = 3;

interface Share { readonly worker: number; readonly workers: number; readonly count: number; readonly seed: number; readonly out: string; readonly anatomy?: string }

function drawChest(random: Random, anatomy: VoxelAnatomy | null): { chest: ChestVolumes; bmi: number } {
  const { patient } = drawTomographyPatient(random, {});
  const seed = random.integer(0, 2 ** 30);
  const body: ChestBody = anatomy ? chestFromAnatomy(anatomy, patient, seed, random.uniform(0.9, 1.1)) : buildChest(patient, seed, CHEST_SPACING_MM);
  return { chest: chestVolumes(body), bmi: patient.bmi };
}

function exportShare({ worker, workers, count, seed, out, anatomy: header }: Share): void {
  const anatomy = header ? readVoxelAnatomy(header) : null;
  const data = openSync(`${out}/chests-${worker}.raw`, 'w');
  for (let i = worker; i < count; i += workers) {
    const random = new Random(seed * 1_000_003 + i);
    const ofAnatomy = anatomy && i % 3 === 2;
    const { chest, bmi } = drawChest(random, ofAnatomy ? anatomy : null);
    const ct = drawCtAcquisition(random, random.uniform(4, 15), bmi, { ctMatrix: SIDE * FINER, ctSliceMm: SPACING_MM / FINER, contrast: random.chance(0.4) });
    const acquisition = { ...ct, fieldMm: SIDE * SPACING_MM, slices: SIDE * FINER, table: random.chance(0.9) };
    const image = blockMeans(acquireCt(chest, acquisition, random), [FINER, FINER, FINER]);
    writeSync(data, Uint8Array.of(ofAnatomy ? 1 : 0, 0));
    writeSync(data, new Uint8Array(Int16Array.from(image.values, Math.round).buffer));
    writeSync(data, ctLabels(chest, acquisition.breathingMm, image.grid));
  }
  closeSync(data);
}

if (isMainThread) {
  const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' }, out: { type: 'string' }, anatomy: { type: 'string' }, workers: { type: 'string' } } });
  if (!values.count || !values.seed || !values.out) throw new Error('Say how many, of which seed, and where to: --count 400 --seed 1 --out DIR');
  mkdirSync(values.out, { recursive: true });
  const workers = Number(values.workers ?? availableParallelism());
  for (let worker = 0; worker < workers; worker++) {
    new Worker(new URL(import.meta.url), { workerData: { worker, workers, count: Number(values.count), seed: Number(values.seed), out: values.out, ...(values.anatomy ? { anatomy: values.anatomy } : {}) } });
  }
} else {
  exportShare(workerData as Share);
}
