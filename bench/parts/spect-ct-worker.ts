import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { analysePaths } from '../../src/analysis/analyse-study.ts';
import { planar } from '../../src/modalities/planar/index.ts';
import type { Analysis } from '../../src/modalities/modality.ts';
import { acquirePlanar, drawAcquisition } from '../../src/phantom/acquisition.ts';
import { buildBody } from '../../src/phantom/build-body.ts';
import { drawCamera, projectPlanar } from '../../src/phantom/gamma-camera.ts';
import type { Patient } from '../../src/phantom/patient.ts';
import { Random } from '../../src/phantom/random.ts';
import type { SpectCtRecord } from '../../src/phantom/spect-ct-record.ts';
import { makeSpectCt, type SpectCtChoice } from '../../src/phantom/spect-ct-study.ts';
import { writeSpectCtStudy } from '../../src/phantom/write-spect-ct.ts';
import { scanInstance } from '../../src/study/scan-instance.ts';

/** One visit of one digital patient, to be imaged and measured. */
export interface SpectCtTask {
  readonly group: string;
  readonly seed: number;
  readonly index: number;
  readonly visit: number;
  readonly choice: SpectCtChoice;
  /** Whether a planar scan of the same patient is made and read too. */
  readonly withPlanar: boolean;
}

/** What came of it. */
export interface SpectCtOutcome {
  readonly task: SpectCtTask;
  readonly truth: SpectCtRecord;
  readonly analysis: Analysis | null;
  readonly refusal: string | null;
  readonly heartToContralateral: number | null;
  readonly analysisSeconds: number;
}

async function imagedAndMeasured(task: SpectCtTask): Promise<SpectCtOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-bench-'));
  try {
    const study = makeSpectCt(task.seed, task.index, { ...task.choice, visit: task.visit });
    const truth = writeSpectCtStudy(study, { ...task.choice, seed: task.seed, count: 1, units: 'BQML' }, task.index, task.visit, folder);
    const start = performance.now();
    const { analyses, refused } = await analysePaths([join(folder, truth.ctFolder), join(folder, truth.corrected), join(folder, truth.uncorrected)]);
    const analysisSeconds = (performance.now() - start) / 1000;
    const heartToContralateral = task.withPlanar ? await planarRatio(study.patient, task) : null;
    return { task, truth, analysis: analyses[0]?.analysis ?? null, refusal: refused[0]?.reason ?? null, heartToContralateral, analysisSeconds };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** H/CL of a planar scan of the patient as the tomogram found him. */
async function planarRatio(patient: Patient, { seed, index, visit }: SpectCtTask): Promise<number | null> {
  const lasting = new Random(seed * 31 + index);
  const body = buildBody(patient, lasting.integer(0, 2 ** 30));
  const ofVisit = new Random(seed * 57 + index * 13 + visit);
  const acquisition = { ...drawAcquisition(lasting, body), motionMm: 0 };
  const scan = acquirePlanar(projectPlanar(body, drawCamera(lasting)), acquisition, ofVisit);
  const { analysis } = await planar.analyse([scanInstance({ change: 'reference', repeat: visit, patient, body, acquisition, scan }, seed, index)], 'none');
  const ratio = analysis.measurements.find(({ quantity }) => quantity === 'heartToContralateralRatio');
  return ratio?.status === 'measured' ? ratio.value : null;
}

parentPort!.on('message', (task: SpectCtTask) => void imagedAndMeasured(task).then((outcome) => parentPort!.postMessage(outcome)));
