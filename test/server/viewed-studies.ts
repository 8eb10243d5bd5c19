import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analysePaths } from '../../src/analysis/analyse-study.ts';
import type { AnalysisWithPicture } from '../../src/modalities/modality.ts';
import { writeEchoCohort } from '../../src/phantom/echo-cohort.ts';
import { writeSpectCtCohort } from '../../src/phantom/spect-ct-cohort.ts';

/** A digital echocardiogram of three apical and two parasternal views, and a digital SPECT/CT, both analysed. */
export interface ViewedStudies {
  readonly echo: AnalysisWithPicture;
  readonly spectCt: AnalysisWithPicture;
  readonly remove: () => void;
}

/** Makes and analyses them: some thirty seconds of a free core. */
export async function makeViewedStudies(): Promise<ViewedStudies> {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-viewed-'));
  const [loops, volumes] = ['echo', 'spect-ct'].map((name) => join(folder, name));
  await writeEchoCohort({ out: loops, count: 1, seed: 3, kind: 'amyloid', look: 'plain', framesPerSecond: 32, parasternal: true });
  await writeSpectCtCohort({ out: volumes, count: 1, seed: 5, grade: 3, units: 'BQML', matrix: 48, ctMatrix: 128, workers: 1 });
  const { analyses } = await analysePaths([loops, volumes]);
  const named = (modality: string) => {
    const found = analyses.find(({ analysis }) => analysis.modality === modality && analysis.quality.status !== 'refused');
    if (!found) throw new Error(`no ${modality} was analysed`);
    return found;
  };
  return { echo: named('echo'), spectCt: named('spect-ct'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
