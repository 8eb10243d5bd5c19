import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { uidFrom } from '../dicom/uid-from.ts';
import { writeUltrasound } from '../dicom/write-ultrasound.ts';
import { echoViewClasses, type EchoViewName } from '../measurement/echo-view.ts';
import type { HeartKind, HeartPatient } from './echo-patient.ts';
import { looks, type Look } from './echo-scanner.ts';
import { heartPatient, lookNames, truthOf, type EchoChoice, type EchoTruth } from './echo-study.ts';
import { imageView, type ViewLoopChoice } from './echo-view-loop.ts';
import { Random } from './random.ts';
import { requireCohort } from './require-cohort.ts';

/** Which views of which digital patients are written. */
export interface ViewCohortChoice extends Pick<EchoChoice, 'kind' | 'look' | 'frames' | 'framesPerSecond'> {
  readonly count: number;
  readonly seed: number;
  readonly views: readonly EchoViewName[];
  /** Folder to write into; made when missing. */
  readonly out: string;
}

/** What is true of one loop. */
export interface ViewRecord {
  readonly file: string;
  readonly patient: string;
  readonly view: EchoViewName;
  /** As Zhang and others call it. */
  readonly label: string;
  readonly kind: HeartKind;
  readonly look: Look;
  readonly framesPerSecond: number;
  readonly heart: EchoTruth;
}

const FIRST_DAY = Date.UTC(2025, 0, 6, 9);
const MINUTE_MS = 60_000;

/**
 * Writes loops of any of the 23 views, with `truth.json` beside them. The files state no view: it is to be recognised.
 * @throws AmyloscopeError `invalidInput` when count or seed is not a whole number in range, `outputRefused` when the folder cannot be written.
 */
export function writeViewCohort(choice: ViewCohortChoice): { readonly truthFile: string; readonly loops: readonly ViewRecord[] } {
  const { out, count, seed } = choice;
  requireCohort(choice, out);
  const loops = Array.from({ length: count }, (_, index) => writePatient(choice, index)).flat();
  const truthFile = join(out, 'truth.json');
  writeFileSync(truthFile, `${JSON.stringify({ simulated: true, seed, loops }, null, 1)}\n`);
  return { truthFile, loops };
}

function writePatient({ seed, views, out, ...choice }: ViewCohortChoice, index: number): readonly ViewRecord[] {
  const heart = heartPatient(seed, index, choice);
  const random = new Random(seed * 8111 + index);
  const [look, framesPerSecond] = [choice.look ?? random.pick(lookNames), choice.framesPerSecond ?? Math.round(random.uniform(30, 60))];
  const frames = choice.frames ?? Math.ceil((1.25 * 60 * framesPerSecond) / heart.rate);
  const id = `DV${seed}-${String(index + 1).padStart(6, '0')}`;
  mkdirSync(join(out, 'dicom', id), { recursive: true });
  const truth = truthOf(heart);
  return views.map((view, i) => {
    const file = join('dicom', id, `${view}.dcm`);
    writeFileSync(join(out, file), loopFile(heart, { view, look, frames, framesPerSecond, seed: random.integer(0, 2 ** 30) }, { id, seed, index, number: i + 1 }));
    return { file, patient: id, view, label: echoViewClasses[view].label, kind: heart.kind, look, framesPerSecond, heart: truth };
  });
}

function loopFile(heart: HeartPatient, choice: ViewLoopChoice, { id, seed, index, number }: { readonly id: string; readonly seed: number; readonly index: number; readonly number: number }): Uint8Array {
  const random = new Random(seed * 53 + index);
  const { rows, columns, frames, mmPerPixel } = imageView(heart, choice);
  const beat = MINUTE_MS / heart.rate;
  const length = ((frames.length - 1) * 1000) / choice.framesPerSecond;
  const part = (name: string) => uidFrom('digital echo view', seed, index, name);
  return writeUltrasound({
    rows, columns, frames, mmPerPixel, view: null, frameMs: 1000 / choice.framesPerSecond, heartRate: heart.rate,
    // A view is imaged from an R wave on.
    rWaveTimesMs: Array.from({ length: Math.floor(length / beat) + 1 }, (_, i) => i * beat),
    patient: { id, name: `Digital^${id}`, sex: random.chance(0.5) ? 'M' : 'F', ageYears: random.integer(45, 88), heightM: Number(random.uniform(1.55, 1.85).toFixed(2)), weightKg: Math.round(random.uniform(55, 95)) },
    origin: { kind: 'simulated', equipment: { model: `simulated ultrasound, ${looks[choice.look].name}`, softwareVersions: '1' } },
    acquisitionTime: new Date(FIRST_DAY + index * 1440 * MINUTE_MS + number * MINUTE_MS),
    studyInstanceUid: part('study'), seriesInstanceUid: part('series'), sopInstanceUid: part(choice.view), instanceNumber: number,
  });
}
