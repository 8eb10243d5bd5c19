import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { uidFrom } from '../dicom/uid-from.ts';
import { writeUltrasound, type UltrasoundLoopToWrite } from '../dicom/write-ultrasound.ts';
import { imageHeart, type EchoLoop, type EchoLoopChoice } from './echo-loop.ts';
import type { ParasternalView } from './echo-parasternal.ts';
import type { HeartPatient } from './echo-patient.ts';
import { imageGeometry, looks, type Look } from './echo-scanner.ts';
import { heartPatient, loopChoices, parasternalChoices, truthOf, type EchoChoice, type EchoTruth } from './echo-study.ts';
import type { ApicalView } from './echo-truth.ts';
import { Random } from './random.ts';

/** What a cohort is made of; the same choice gives the same files on any number of workers. */
export interface EchoCohortChoice extends EchoChoice {
  readonly count: number;
  readonly seed: number;
  readonly visits?: number;
}

/** What is known of one visit. */
export interface EchoRecord extends EchoTruth {
  readonly patient: string;
  readonly visit: number;
  readonly look: Look;
  readonly framesPerSecond: number;
  readonly files: Readonly<Record<ApicalView, string>> & Partial<Readonly<Record<ParasternalView, string>>>;
}

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2025, 0, 6, 9);
const VISIT_DAYS = 180;

/** Makes one visit of a cohort, writes its loops below a folder and returns what is true of it. */
export function writeEcho(choice: EchoCohortChoice, index: number, visit: number, folder: string): EchoRecord {
  const patient = heartPatient(choice.seed, index, choice);
  const id = `DE${choice.seed}-${String(index + 1).padStart(6, '0')}`;
  const place = join('dicom', id, `visit${visit + 1}`);
  mkdirSync(join(folder, place), { recursive: true });
  const apical = loopChoices(choice.seed, index, visit, patient, choice);
  const loops: readonly EchoLoopChoice[] = [...apical, ...(choice.parasternal ? parasternalChoices(choice.seed, index, visit, apical) : [])];
  const files = loops.map((loop, i) => {
    const file = join(place, `${loop.view}.dcm`);
    writeFileSync(join(folder, file), writeUltrasound(loopToWrite({ id, index, visit, seed: choice.seed }, patient, loop, i + 1)));
    return [loop.view, file] as const;
  });
  return { patient: id, visit, look: loops[0].look, framesPerSecond: loops[0].framesPerSecond, files: Object.fromEntries(files) as EchoRecord['files'], ...truthOf(patient) };
}

interface Examination {
  readonly id: string;
  readonly index: number;
  readonly visit: number;
  readonly seed: number;
}

function loopToWrite({ id, index, visit, seed }: Examination, heart: HeartPatient, choice: EchoLoopChoice, instanceNumber: number): UltrasoundLoopToWrite {
  const random = new Random(seed * 53 + index);
  const loop = imageHeart(heart, choice);
  const part = (name: string | number) => uidFrom('digital echo', seed, index, visit, name);
  const scanner = looks[choice.look];
  return {
    rows: loop.rows, columns: loop.columns, frames: loop.frames, frameMs: 1000 / choice.framesPerSecond, heartRate: heart.rate, rWaveTimesMs: rWaves(loop, heart.rate),
    mmPerPixel: imageGeometry(scanner).mmPerPixel, view: choice.view === 'psaxApex' ? 'psax' : choice.view,
    patient: { id, name: `Digital^${id}`, sex: random.chance(0.5) ? 'M' : 'F', ageYears: random.integer(45, 88), heightM: Number(random.uniform(1.55, 1.85).toFixed(2)), weightKg: Math.round(random.uniform(55, 95)) },
    origin: { kind: 'simulated', equipment: { model: `simulated ultrasound, ${scanner.name}`, softwareVersions: '1' } },
    acquisitionTime: new Date(FIRST_DAY + ((index % 600) + visit * VISIT_DAYS) * DAY_MS + instanceNumber * 60_000),
    studyInstanceUid: part('study'), seriesInstanceUid: part('series'), sopInstanceUid: part(choice.view), instanceNumber,
  };
}

/** R waves within a loop, ms after its first frame. */
function rWaves({ timesMs }: EchoLoop, rate: number): readonly number[] {
  const beat = 60_000 / rate;
  const found: number[] = [];
  for (let wave = Math.ceil(timesMs[0] / beat) * beat; wave <= timesMs.at(-1)!; wave += beat) found.push(wave - timesMs[0]);
  return found;
}
