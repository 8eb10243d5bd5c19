import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { peakIn } from '../../src/modalities/spect-ct/uptake.ts';
import { planar } from '../../src/modalities/planar/index.ts';
import { acquirePlanar, drawAcquisition } from '../../src/phantom/acquisition.ts';
import { buildBody } from '../../src/phantom/build-body.ts';
import type { ChestVolumes } from '../../src/phantom/chest-volumes.ts';
import { drawCamera, projectPlanar } from '../../src/phantom/gamma-camera.ts';
import type { Patient } from '../../src/phantom/patient.ts';
import { Random } from '../../src/phantom/random.ts';
import type { SpectCtRecord } from '../../src/phantom/spect-ct-record.ts';
import { makeSpectCt, type SpectCtChoice } from '../../src/phantom/spect-ct-study.ts';
import { labelTable } from '../../src/phantom/structures.ts';
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

/** A study on disk, with what is true of it. */
export interface MadeStudy {
  readonly truth: SpectCtRecord;
  /** Largest true mean over 1 mL centred in the left ventricle's wall: SUVpeak as it would be without noise and blur. */
  readonly wallPeak: number;
  readonly heartToContralateral: number | null;
}

/** The name of the folder of a study among kept ones: the same for the same images. */
export function keptName({ seed, index, visit, choice, withPlanar }: SpectCtTask): string {
  return `${seed}-${index}-${visit}-${createHash('sha256').update(JSON.stringify([choice, withPlanar])).digest('hex').slice(0, 12)}`;
}

/** Images a patient and writes the files below a folder, unless a whole study lies there from before. */
export async function madeStudy(task: SpectCtTask, folder: string): Promise<MadeStudy> {
  const facts = join(folder, 'made.json');
  if (existsSync(facts)) return JSON.parse(readFileSync(facts, 'utf8')) as MadeStudy;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const study = makeSpectCt(task.seed, task.index, { ...task.choice, visit: task.visit });
  const truth = writeSpectCtStudy(study, { ...task.choice, seed: task.seed, count: 1, units: 'BQML' }, task.index, task.visit, folder);
  const made = { truth, wallPeak: wallPeakOf(study.chest), heartToContralateral: task.withPlanar ? await planarRatio(study.patient, task) : null };
  writeFileSync(facts, JSON.stringify(made));
  return made;
}

/** SUVpeak of the true concentrations. */
export function wallPeakOf({ grid, suv, labels }: Pick<ChestVolumes, 'grid' | 'suv' | 'labels'>): number {
  const wall = labelTable(['leftVentricleWall', 'septum']);
  const peak = peakIn({ grid, values: suv }, { grid, inside: labels.map((label) => wall[label]) });
  return peak.status === 'measured' ? peak.value : NaN;
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
