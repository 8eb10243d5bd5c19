import { TECHNETIUM_HALF_LIFE_SECONDS } from '../dicom/written-facts.ts';
import { plus, type Vector } from '../image/vector.ts';
import type { Volume } from '../image/volume.ts';
import { buildChest } from './build-body.ts';
import { chestVolumes, type ChestVolumes } from './chest-volumes.ts';
import { acquireCt, ctLabels, drawCtAcquisition, type CtAcquisition, type CtChoice } from './ct-image.ts';
import { drawPatient, gradeOf, type Patient, type PatientChoice } from './patient.ts';
import { Random } from './random.ts';
import { acquireSpect, drawSpectAcquisition, type SpectAcquisition, type SpectChoice } from './spect-acquisition.ts';
import { uptakeTruth, type UptakeTruth } from './spect-ct-truth.ts';
import { attenuationMap, reconstructSpect, usualReconstructions } from './spect-reconstruction.ts';

/** What is wrong with a pair of SPECT and CT: moved against each other, of two patients by name, or of two bodies under one name. */
export const pairFaults = ['misregistered', 'swappedPatient', 'otherBody'] as const;
export type PairFault = (typeof pairFaults)[number];

/** What a caller may fix about a digital SPECT/CT; everything else is drawn. */
export interface SpectCtChoice extends PatientChoice, SpectChoice, CtChoice {
  /** Which visit of the same patient: 0 is the first; later ones are repositioned, breathe and count anew. */
  readonly visit?: number;
  /** Factor on the excess of the heart's walls over the blood: what a treatment leaves. */
  readonly excessFactor?: number;
  /** Tracer that stays in the blood and not in the walls, as planar images mistake for amyloid. */
  readonly bloodPoolOnly?: boolean;
  readonly fault?: PairFault;
}

/** One SPECT/CT of one digital patient with everything that is known of it. */
export interface DigitalSpectCt {
  readonly patient: Patient;
  readonly bloodPoolOnly: boolean;
  readonly fault: PairFault | null;
  readonly weightKg: number;
  readonly injectedActivityMBq: number;
  /** Bq/mL of SUV 1 when the acquisition starts. */
  readonly becquerelPerSuv: number;
  /** Bq/mL of one count of a voxel when counts are stored. */
  readonly becquerelPerCount: number;
  readonly totalCounts: number;
  readonly spect: SpectAcquisition;
  readonly ct: CtAcquisition;
  /** How far the CT lies from where it should, mm. */
  readonly misregistrationMm: Vector;
  readonly chest: ChestVolumes;
  readonly truth: UptakeTruth;
  /** Bq/mL at the start of the acquisition. */
  readonly corrected: Volume;
  /** Without correction of attenuation, scatter and resolution. */
  readonly uncorrected: Volume;
  readonly ctImage: Volume;
  /** True structures on the grid of the CT, as they lay when it was taken: `labelOf`. */
  readonly ctTrueLabels: Uint8Array;
}

/** Voxels of the chest, mm: two of them to a voxel that is imaged. */
const SPACING_MM = 2;
const HALF_LIFE_HOURS = TECHNETIUM_HALF_LIFE_SECONDS / 3600;
const MISREGISTRATION_MM = 15;

/** Makes SPECT/CT number `index` of a cohort: the same seed, index and choice give the same images on every machine. */
export function makeSpectCt(seed: number, index: number, choice: SpectCtChoice = {}): DigitalSpectCt {
  const random = new Random(seed * 1_000_003 + index);
  const { patient, bloodPoolOnly } = drawTomographyPatient(random, choice);
  const injectedActivityMBq = Math.round(random.uniform(550, 800));
  const bodySeed = random.integer(0, 2 ** 31 - 1);
  const visit = new Random(seed * 7919 + index * 101 + (choice.visit ?? 0) + 17);
  const [spect, chest] = [drawSpectAcquisition(visit, choice), repositioned(chestVolumes(buildChest(patient, bodySeed, SPACING_MM)), visit)];
  const ct = drawCtAcquisition(visit, spect.breathing.strokeMm, patient.bmi, choice);
  const misregistrationMm = choice.fault === 'misregistered' ? shiftOf(MISREGISTRATION_MM, visit) : [0, 0, 0] as const;
  const weightKg = Math.round(patient.bmi * (patient.heightMm / 1000) ** 2);
  const becquerelPerSuv = (injectedActivityMBq * 1e6 * 2 ** (-patient.uptakeTimeHours / HALF_LIFE_HOURS)) / (weightKg * 1000);
  const projections = acquireSpect(chest, spect, becquerelPerSuv, visit);
  const ctChest = choice.fault === 'otherBody' || choice.fault === 'swappedPatient' ? otherChest(seed, index) : chest;
  const inPlace = acquireCt(ctChest, ct, visit);
  const ctImage = moved(inPlace, misregistrationMm);
  // The scanner corrects with the CT where it believes it to be.
  const attenuation = attenuationMap(ctImage, spect);
  const reconstruct = (kind: keyof typeof usualReconstructions) => reconstructSpect(projections, spect, attenuation, usualReconstructions[kind]);
  const countsPerBecquerel = projections.countsPerUnit.reduce((sum, one) => sum + one, 0) * spect.pixelMm;
  return {
    patient, bloodPoolOnly, fault: choice.fault ?? null, weightKg, injectedActivityMBq, becquerelPerSuv, becquerelPerCount: 1 / countsPerBecquerel,
    totalCounts: projections.totalCounts, spect, ct, misregistrationMm, chest, truth: uptakeTruth(chest, patient.uptake.blood),
    corrected: reconstruct('corrected'), uncorrected: reconstruct('uncorrected'), ctImage, ctTrueLabels: ctLabels(ctChest, ct.breathingMm, inPlace.grid),
  };
}

/** Patients lie with their arms above the head, most of them. The uptake time is in whole minutes, as it is written. */
export function drawTomographyPatient(random: Random, choice: SpectCtChoice): { patient: Patient; bloodPoolOnly: boolean } {
  const drawn = drawPatient(random, choice);
  const arms = random.chance(0.85) ? 'up' : 'sides';
  const bloodPoolOnly = choice.bloodPoolOnly ?? (drawn.grade <= 1 && random.chance(0.25));
  const blood = bloodPoolOnly ? random.uniform(2.4, 4.5) : drawn.uptake.blood;
  const excess = bloodPoolOnly ? -0.1 * blood : Math.max(0, drawn.uptake.myocardium - drawn.uptake.blood) * (choice.excessFactor ?? 1);
  const kept = !bloodPoolOnly && choice.excessFactor === undefined;
  const uptake = { ...drawn.uptake, blood, myocardium: kept ? drawn.uptake.myocardium : blood + excess };
  return { bloodPoolOnly, patient: { ...drawn, arms, uptake, grade: gradeOf(uptake), uptakeTimeHours: Math.round(drawn.uptakeTimeHours * 60) / 60 } };
}

/** The patient lies a little elsewhere on the table. */
function repositioned(chest: ChestVolumes, random: Random): ChestVolumes {
  const shift: Vector = [random.normal(0, 6), random.normal(0, 5), random.normal(0, 10)];
  const { cavity, grid } = chest;
  return { ...chest, grid: { ...grid, origin: plus(grid.origin, shift) }, cavity: { ...cavity, middle: plus(cavity.middle, shift) } };
}

/** A shift of a length in a direction that patients do move in: sideways, forward, along the table. */
function shiftOf(lengthMm: number, random: Random): Vector {
  const direction: Vector = [random.normal(), random.normal(), random.normal()];
  const scale = lengthMm / Math.hypot(...direction);
  return [direction[0] * scale, direction[1] * scale, direction[2] * scale];
}

function moved({ grid, values }: Volume, shift: Vector): Volume {
  return { grid: { ...grid, origin: plus(grid.origin, shift) }, values };
}

/** The chest of somebody else. */
function otherChest(seed: number, index: number): ChestVolumes {
  const random = new Random(seed * 1_000_003 + index + 500_000_009);
  const { patient } = drawTomographyPatient(random, {});
  return chestVolumes(buildChest(patient, random.integer(0, 2 ** 31 - 1), SPACING_MM));
}
