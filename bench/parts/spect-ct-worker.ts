import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { analysePaths } from '../../src/analysis/analyse-study.ts';
import type { Analysis } from '../../src/modalities/modality.ts';
import type { SpectCtRecord } from '../../src/phantom/spect-ct-record.ts';
import { keptName, madeStudy, type SpectCtTask } from './spect-ct-made.ts';

/** What came of one visit of one digital patient. */
export interface SpectCtOutcome {
  readonly task: SpectCtTask;
  readonly truth: SpectCtRecord;
  readonly wallPeak: number;
  readonly analysis: Analysis | null;
  readonly refusal: string | null;
  readonly heartToContralateral: number | null;
  readonly analysisSeconds: number;
}

/** Where studies are kept for another run; null where each is thrown away. */
const { keep } = workerData as { readonly keep: string | null };

async function imagedAndMeasured(task: SpectCtTask): Promise<SpectCtOutcome> {
  const folder = keep === null ? mkdtempSync(join(tmpdir(), 'amyloscope-bench-')) : join(keep, keptName(task));
  try {
    const { truth, wallPeak, heartToContralateral } = await madeStudy(task, folder);
    const start = performance.now();
    const { analyses, refused } = await analysePaths([join(folder, truth.ctFolder), join(folder, truth.corrected), join(folder, truth.uncorrected)]);
    const analysisSeconds = (performance.now() - start) / 1000;
    return { task, truth, wallPeak, analysis: analyses[0]?.analysis ?? null, refusal: refused[0]?.reason ?? null, heartToContralateral, analysisSeconds };
  } finally {
    if (keep === null) rmSync(folder, { recursive: true });
  }
}

parentPort!.on('message', (task: SpectCtTask) => void imagedAndMeasured(task).then((outcome) => parentPort!.postMessage(outcome)));
