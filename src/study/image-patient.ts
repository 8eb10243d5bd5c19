import type { Result } from '../measurement/result.ts';
import { acquirePlanar, drawAcquisition, type Acquisition, type PlanarScan } from '../phantom/acquisition.ts';
import { buildBody } from '../phantom/build-body.ts';
import { repositioned } from '../phantom/digital-scan.ts';
import { drawCamera, projectPlanar, type GammaCamera, type Projection } from '../phantom/gamma-camera.ts';
import { drawPatient, type Patient } from '../phantom/patient.ts';
import { Random } from '../phantom/random.ts';
import { trueHeartToContralateralRatio } from '../phantom/true-ratio.ts';
import type { VoxelBody } from '../phantom/voxel-body.ts';
import { atOtherDelay } from './other-delay.ts';
import { studyChanges, type StudyChange, type StudyChoice } from './reproducibility-study.ts';

/** A change that needs a scan of its own; reading again needs none. */
export type ScanChange = Exclude<StudyChange, 'readAgain'>;

/** One scan of a study, with everything that is known of it. */
export interface StudyScan {
  readonly change: ScanChange | 'reference';
  readonly repeat: number;
  readonly patient: Patient;
  readonly body: VoxelBody;
  readonly acquisition: Acquisition;
  readonly scan: PlanarScan;
}

/** A patient lying under a camera. */
interface Setting {
  readonly patient: Patient;
  readonly body: VoxelBody;
  readonly camera: GammaCamera;
  readonly acquisition: Acquisition;
  readonly projection: Projection;
}

/** How far the table stands elsewhere when the patient lies down again, SD in mm. Assumed. */
const TABLE_SHIFT_SD_MM = 10;

/** A camera that sees each ray sharply and no scatter: what is left is the body, attenuated and overlapping. */
const sharpCamera: GammaCamera = { fwhmAtFaceMm: 0, fwhmPerMm: 0, gapAnteriorMm: 0, gapPosteriorMm: 0, scatterShare: 0, scatterSigmaMm: 0, septalLeak: 0 };

/** The random stream of one patient and one use: neighbouring uses are unrelated, and none depends on how large the study is. */
export function studyRandom(seed: number, patient: number, use: number): Random {
  return new Random(seed * 1_000_003 + patient + use * 7_919_000);
}

/** The uses of `studyRandom`: the reference, then every change, then every reader. */
export const streamOfChange = (change: ScanChange, repeat: number): number => 1 + studyChanges.indexOf(change) * 10 + repeat;
export const streamOfReader = (reader: number): number => 1000 + reader;

/** Images one patient of a study: the reference scan first, then every change as often as wanted, one thing at a time. */
export function* imagePatient({ seed, repeats }: Pick<StudyChoice, 'seed' | 'repeats'>, index: number): Generator<StudyScan> {
  const random = studyRandom(seed, index, 0);
  const drawn = drawPatient(random);
  const bodySeed = random.integer(0, 2 ** 30);
  const reference = settingOf(drawn, buildBody(drawn, bodySeed), random);
  yield taken(reference, 'reference', 1, random);
  for (const change of studyChanges) {
    if (change === 'readAgain') continue;
    for (let repeat = 1; repeat <= repeats; repeat++) {
      const stream = studyRandom(seed, index, streamOfChange(change, repeat));
      yield taken(changed(reference, change, bodySeed, stream), change, repeat, stream);
    }
  }
}

/** The ratio that the rule gives with known outlines on a camera without blur and scatter, the patient lying as in `scan`. */
export function sharpRatio({ body, acquisition }: StudyScan): Result {
  // Noise is drawn and not looked at; the stream is its own.
  return trueHeartToContralateralRatio(body, acquirePlanar(projectPlanar(body, sharpCamera), acquisition, new Random(0)));
}

function settingOf(patient: Patient, body: VoxelBody, random: Random): Setting {
  // Nobody moves during a scan: motion is a fault of single scans, which quality control is there for.
  const acquisition = { ...drawAcquisition(random, body), motionMm: 0 };
  const camera = drawCamera(random);
  return { patient, body, camera, acquisition, projection: projectPlanar(body, camera) };
}

function taken({ patient, body, acquisition, projection }: Setting, change: StudyScan['change'], repeat: number, random: Random): StudyScan {
  return { change, repeat, patient, body, acquisition, scan: acquirePlanar(projection, acquisition, random) };
}

function changed(reference: Setting, change: ScanChange, bodySeed: number, random: Random): Setting {
  const { patient, body, camera, acquisition } = reference;
  if (change === 'recounted') return reference;
  if (change === 'otherCamera') {
    const other = drawCamera(random);
    return { patient, body, camera: other, acquisition: { ...drawAcquisition(random, body, { wholeBody: acquisition.wholeBody }), motionMm: 0 }, projection: projectPlanar(body, other) };
  }
  const again = change === 'repositioned' ? repositioned(patient, random) : atOtherDelay(patient, random);
  const bodyAgain = buildBody(again, bodySeed);
  const placed = change === 'repositioned' ? { ...acquisition, topMm: acquisition.topMm + random.normal(0, TABLE_SHIFT_SD_MM), leftMm: acquisition.leftMm + random.normal(0, TABLE_SHIFT_SD_MM) } : acquisition;
  return { patient: again, body: bodyAgain, camera, acquisition: placed, projection: projectPlanar(bodyAgain, camera) };
}
