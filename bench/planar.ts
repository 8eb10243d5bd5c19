/**
 * Speed and memory of screening planar scans, from DICOM files on disk to stored results, on all cores.
 *
 * Usage: script/bench planar [--count 2000] [--workers N] [--out DIR]
 * Files are whole-body scans of 1024 x 256 in two views. A few dozen digital patients are made once; every file is one of
 * them under its own identifiers, so that nothing is found twice.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { screenArchive } from '../src/analysis/screen-archive.ts';
import { readInstance } from '../src/dicom/read-instance.ts';
import { planar } from '../src/modalities/planar/index.ts';
import { quantifyPlanar } from '../src/modalities/planar/quantification.ts';
import { loadPlanarNetworks, networkInput, segmentPlanar } from '../src/modalities/planar/segmentation.ts';
import { readViews } from '../src/modalities/planar/views.ts';
import { resampleArea } from '../src/image/resample-area.ts';
import { writeScan } from '../src/phantom/write-scan.ts';
import { openStore } from '../src/store/connection.ts';

/** Delbarre et al.: 16,755 scans in 142 s. */
const SEED_SCANS_PER_SECOND = 118;
const DISTINCT = 40;
const { values: options } = parseArgs({
  options: { count: { type: 'string', default: '2000' }, workers: { type: 'string', default: String(availableParallelism()) }, out: { type: 'string', default: 'output/bench-planar' } },
});

/** Distinct scans as a hospital's archive holds them: one in twenty with uptake. */
function distinctFiles(folder: string): Uint8Array[] {
  return Array.from({ length: DISTINCT }, (_, index) => {
    const choice = { count: DISTINCT, seed: 70_001, wholeBody: true, grade: index % 20 === 7 ? 3 : 0 } as const;
    for (let seed = choice.seed; ; seed += 1000) {
      const { file } = writeScan({ ...choice, seed }, index, 0, folder);
      const bytes = readFileSync(join(folder, file));
      if (bytes.length > 1_000_000) return bytes;
    }
  });
}

/** The same file under other instance, series and study UIDs of equal length. */
function renamed(bytes: Uint8Array, uids: readonly string[], serial: number): Uint8Array {
  const copy = Buffer.from(bytes);
  const ending = String(serial).padStart(7, '0');
  for (const uid of uids) {
    for (let at = copy.indexOf(uid); at >= 0; at = copy.indexOf(uid, at + 1)) copy.write(ending, at + uid.length - ending.length, 'latin1');
  }
  return copy;
}

async function writeArchive(folder: string, count: number): Promise<void> {
  const distinct = distinctFiles(join(folder, 'distinct'));
  const instances = await Promise.all(distinct.map((bytes) => readInstance(bytes, 'distinct')));
  for (let i = 0; i < count; i++) {
    const { sopInstanceUid, seriesInstanceUid, studyInstanceUid } = instances[i % DISTINCT];
    const part = join(folder, 'archive', String(Math.floor(i / 1000)));
    if (i % 1000 === 0) mkdirSync(part, { recursive: true });
    writeFileSync(join(part, `${i}.dcm`), renamed(distinct[i % DISTINCT], [sopInstanceUid, seriesInstanceUid, studyInstanceUid], i));
  }
  rmSync(join(folder, 'distinct'), { recursive: true });
}

async function timeScreening(archive: string, storeFolder: string): Promise<void> {
  const store = await openStore({ folder: storeFolder });
  let peak = 0;
  const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage.rss()); }, 50);
  const start = performance.now();
  const { counts } = await screenArchive({ paths: [archive], store, workers: Number(options.workers) });
  const seconds = (performance.now() - start) / 1000;
  clearInterval(watch);
  await store.close();
  const perSecond = counts.scans / seconds;
  console.log(`${counts.scans} scans screened in ${seconds.toFixed(1)} s on ${options.workers} workers: ${perSecond.toFixed(0)} scans/s; the seed system: ${SEED_SCANS_PER_SECOND} scans/s (${(perSecond / SEED_SCANS_PER_SECOND).toFixed(1)} times).`);
  console.log(`Peak memory of the process with its workers, without the database server: ${(peak / 2 ** 20).toFixed(0)} MB.`);
}

/** Mean milliseconds of each step on one core, one scan after the other. */
async function timeSteps(archive: string): Promise<void> {
  const first = join(archive, '0');
  const files = readdirSync(first).slice(0, 200).map((name) => join(first, name));
  const networks = await loadPlanarNetworks();
  const total: Record<string, number> = {};
  const timed = async <T>(step: string, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    total[step] = (total[step] ?? 0) + performance.now() - start;
    return result;
  };
  for (const round of [0, 1]) {
    if (round === 1) for (const step of Object.keys(total)) total[step] = 0;
    for (const file of files) {
      const bytes = await timed('read', () => readFileSync(file));
      const instance = await timed('parse', () => readInstance(bytes, file));
      const views = await timed('decode', () => readViews([instance]));
      const grid = { rows: 176, columns: 56, spacingMm: 12, topMm: 0, leftMm: 0 };
      const counts = await timed('(resample whole body, both views)', () => ({ grid, anterior: resampleArea(views.anterior!, grid), posterior: resampleArea(views.posterior!, grid) }));
      const input = await timed('(network input)', () => networkInput(counts));
      await timed('(body network)', () => networks.body.run(input, [2, 176, 56]));
      await timed('(chest network)', () => networks.chest.run(new Float32Array(2 * 96 * 96).fill(1), [2, 96, 96]));
      const segmentation = await timed('resample and both networks', () => segmentPlanar(networks, views));
      await timed('ratios and uncertainty', () => quantifyPlanar(segmentation, { lossy: false, notCounts: null, wholeBody: true }, networks.chest.card));
      const result = await timed('whole analysis, from decoded to answer', () => planar.analyse([instance], 'notable'));
      await timed('JSON', () => JSON.stringify(result.analysis));
    }
  }
  console.log('Milliseconds per scan on one core, by step; those in brackets are parts of the next:');
  for (const [step, milliseconds] of Object.entries(total)) console.log(`  ${step.padEnd(42)} ${(milliseconds / files.length).toFixed(2)}`);
}

rmSync(options.out, { recursive: true, force: true });
await writeArchive(options.out, Number(options.count));
await timeScreening(join(options.out, 'archive'), join(options.out, 'store'));
await timeSteps(join(options.out, 'archive'));
rmSync(options.out, { recursive: true, force: true });
