// Writes noise-free projections of digital patients for the training script: one raw file per worker, one JSON line per body.
// Usage: node training/planar/export-bodies.ts --count 12000 --seed 1 --out DIR [--workers N]
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { buildBody } from '../../src/phantom/build-body.ts';
import { drawCamera, projectPlanar } from '../../src/phantom/gamma-camera.ts';
import { asOtherScan, otherScanKinds } from '../../src/phantom/other-scan.ts';
import { drawPatient } from '../../src/phantom/patient.ts';
import { Random } from '../../src/phantom/random.ts';
import { regionNames, type RegionName, type VoxelBody } from '../../src/phantom/voxel-body.ts';

/** Fixed frame of every exported body: 4 mm pixels, 2112 x 672 mm. */
const ROWS = 528;
const COLUMNS = 168;
/** A region counts as present where a ray crosses at least this much of it, mm. */
const LEAST_THICKNESS_MM = 4;

interface Share { readonly worker: number; readonly workers: number; readonly count: number; readonly seed: number; readonly out: string }

/** Regions as one bit each, in the order of `regionNames`. */
function regionBits(body: VoxelBody): Uint16Array {
  const bits = new Uint16Array(body.rows * body.columns);
  regionNames.forEach((name: RegionName, bit) => {
    const thickness = body.thicknessMm.get(name)!;
    for (let i = 0; i < bits.length; i++) if (thickness[i] > LEAST_THICKNESS_MM) bits[i] |= 1 << bit;
  });
  return bits;
}

function framed<T extends Float16Array | Uint16Array>(target: T, source: ArrayLike<number>, body: VoxelBody, scale: number): T {
  const left = Math.floor((COLUMNS - body.columns) / 2);
  for (let r = 0; r < Math.min(ROWS, body.rows); r++) {
    for (let c = 0; c < body.columns; c++) {
      const to = c + left;
      if (to >= 0 && to < COLUMNS) target[r * COLUMNS + to] = Math.min(60000, source[r * body.columns + c] * scale);
    }
  }
  return target;
}

function exportShare({ worker, workers, count, seed, out }: Share): void {
  const data = openSync(`${out}/bodies-${worker}.raw`, 'w');
  const facts = openSync(`${out}/bodies-${worker}.jsonl`, 'w');
  for (let i = worker; i < count; i += workers) {
    const random = new Random(seed * 1_000_003 + i);
    let patient = drawPatient(random);
    const other = i % 8 === 7 ? random.pick(otherScanKinds) : null;
    if (other) patient = asOtherScan(patient, other, random);
    const body = buildBody(patient, random.integer(0, 2 ** 30));
    const projection = projectPlanar(body, drawCamera(random));
    const total = projection.anterior.reduce((sum, value) => sum + value, 0);
    for (const view of [projection.anterior, projection.posterior]) {
      writeSync(data, new Uint8Array(framed(new Float16Array(ROWS * COLUMNS), view, body, 1e6 / total).buffer));
    }
    writeSync(data, new Uint8Array(framed(new Uint16Array(ROWS * COLUMNS), regionBits(body), body, 1).buffer));
    writeSync(facts, `${JSON.stringify({ i, other, grade: patient.grade, ratio: patient.uptake.myocardium / patient.uptake.ribs, bmi: patient.bmi, sex: patient.sex, tracer: patient.tracer, rows: Math.min(ROWS, body.rows), dextrocardia: patient.heart.dextrocardia })}\n`);
  }
  closeSync(data);
  closeSync(facts);
}

if (isMainThread) {
  const { values } = parseArgs({ options: { count: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' }, out: { type: 'string', default: 'bodies' }, workers: { type: 'string' } } });
  const workers = Number(values.workers ?? availableParallelism());
  mkdirSync(values.out, { recursive: true });
  for (let worker = 0; worker < workers; worker++) {
    new Worker(new URL(import.meta.url), { workerData: { worker, workers, count: Number(values.count), seed: Number(values.seed), out: values.out } satisfies Share });
  }
} else {
  exportShare(workerData as Share);
}
