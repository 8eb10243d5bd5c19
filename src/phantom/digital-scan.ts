import type { Result } from '../measurement/result.ts';
import { acquirePlanar, drawAcquisition, type Acquisition, type PlanarScan } from './acquisition.ts';
import { buildBody } from './build-body.ts';
import { drawCamera, projectPlanar, type GammaCamera } from './gamma-camera.ts';
import type { MirroredCircles } from '../image/mirrored-circles.ts';
import { asOtherScan, otherScanKinds, type OtherScanKind } from './other-scan.ts';
import { drawPatient, type Patient, type PatientChoice } from './patient.ts';
import { Random } from './random.ts';
import { trueHeartToContralateralRatio } from './true-ratio.ts';
import { bodyFromAnatomy, type VoxelAnatomy } from './voxel-anatomy.ts';
import type { VoxelBody } from './voxel-body.ts';

/** What a cohort may fix about its scans; everything else is drawn. */
export interface ScanChoice extends PatientChoice {
  readonly anteriorCounts?: number;
  readonly wholeBody?: boolean;
  /** Share of scans made with another radiopharmaceutical (thyroid, lung, ...). */
  readonly otherShare?: number;
  /** Which visit of the same patient: 0 is the first; later ones are repositioned and counted anew. */
  readonly visit?: number;
  /** A voxelised anatomy instead of the parametric body. */
  readonly anatomy?: VoxelAnatomy;
}

/** One scan of one digital patient with everything that is known of it. */
export interface DigitalScan {
  readonly patient: Patient;
  readonly other: OtherScanKind | null;
  readonly body: VoxelBody;
  readonly camera: GammaCamera;
  readonly acquisition: Acquisition;
  readonly scan: PlanarScan;
  readonly trueRatio: Result<{ circles: MirroredCircles }>;
}

/** Largest and smallest size of a voxelised anatomy against its own. */
const ANATOMY_SCALE = [0.9, 1.1] as const;

/**
 * Makes scan number `index` of a cohort: the same seed and index give the same scan on every machine, whatever else is made.
 */
export function makeScan(seed: number, index: number, choice: ScanChoice = {}): DigitalScan {
  const random = new Random(seed * 1_000_003 + index);
  const drawn = drawPatient(random, choice);
  const other = random.chance(choice.otherShare ?? 0) ? random.pick(otherScanKinds) : null;
  const first = other ? asOtherScan(drawn, other, random) : drawn;
  const bodySeed = random.integer(0, 2 ** 30);
  const scale = random.uniform(...ANATOMY_SCALE);
  const visit = choice.visit ?? 0;
  const retake = visit === 0 ? random : new Random(seed * 1_000_003 + index + visit * 7_919_000);
  const patient = visit === 0 ? first : repositioned(first, retake);
  const body = choice.anatomy ? bodyFromAnatomy(choice.anatomy, patient, bodySeed, scale) : buildBody(patient, bodySeed);
  const firstAcquisition = drawAcquisition(random, body, choice);
  const acquisition = visit === 0 ? firstAcquisition : drawAcquisition(retake, body, { ...choice, wholeBody: firstAcquisition.wholeBody });
  const camera = drawCamera(retake);
  const scan = acquirePlanar(projectPlanar(body, camera), acquisition, retake);
  return { patient, other, body, camera, acquisition, scan, trueRatio: trueHeartToContralateralRatio(body, scan) };
}

/** The same patient lying down again: arms, legs and breathing differ a little. */
export function repositioned(patient: Patient, random: Random): Patient {
  const [left, back, down] = patient.heart.shiftMm;
  return {
    ...patient,
    legSpreadMm: Math.max(0, patient.legSpreadMm + random.normal(0, 15)),
    headTurn: patient.headTurn + random.normal(0, 0.1),
    heart: { ...patient.heart, shiftMm: [left + random.normal(0, 2), back + random.normal(0, 2), down + random.normal(0, 3)] },
  };
}
