import type { ImageInstance, LinearScale, SiteCalibration } from '../../dicom/study.ts';
import { notMeasured, type NotMeasured } from '../../measurement/result.ts';
import { siteCalibration } from './site-calibration.ts';

/** What the standardised uptake value is divided by. */
export type SuvKind = 'bodyWeight' | 'leanBodyMass' | 'leanBodyMassJames' | 'bodySurfaceArea';

/** How stored values become SUV: value * slope + intercept. */
export interface SuvScale extends LinearScale {
  readonly status: 'measured';
  /** g/mL for body weight and lean body mass, cm2/mL for body surface area. */
  readonly unit: 'g/mL' | 'cm2/mL';
  /** Activity in the body at the time the values stand for, Bq. */
  readonly activityBq: number;
  /** Bq/mL from stored values. */
  readonly concentration: LinearScale;
  /** Which attributes decided it, in DICOM's names. */
  readonly evidence: readonly string[];
}

/** One scale for each size of the body. */
export type SuvScales = Readonly<Record<SuvKind, SuvScale | NotMeasured>>;

/** Half-lives of what hearts are imaged with, s. Source: ENSDF through the NNDC, 99mTc 6.0072 h, 18F 109.77 min. */
const halfLives: Readonly<Record<string, number>> = { '99mTc': 21_625.9, '18F': 6586.2 };
const MEGA = 1e6;

/**
 * Says how the stored values of an emission image become SUV, or why they cannot. What the site states of its camera
 * (`emission.stated`, else `siteCalibration`) is used only where the files state no concentration; a residual that it states is taken off the dose.
 *
 * @param instances the objects of one series; their acquisition times may differ from bed to bed.
 * @returns `notMeasured` with `noConcentration`, `noWeight`, `noHeight`, `noSex`, `tooHeavyForJames`, `noDose`, `noTimes`, `noHalfLife`, `noDecayReference`
 *   or `severalTimes`; the reason names the attributes.
 * Source: DICOM PS3.3 section C.8.9.1.1.4 (decay correction); QIBA FDG-PET profile, SUV from headers.
 */
export function suvScale(instances: readonly ImageInstance[], kind: SuvKind): SuvScale | NotMeasured {
  const [instance] = instances;
  const concentration = concentrationScale(instance);
  if ('status' in concentration) return concentration;
  const size = bodySize(instance, kind);
  if ('status' in size) return size;
  const activity = activityInBody(instances);
  if ('status' in activity) return activity;
  const factor = size.value / activity.value;
  return {
    status: 'measured', unit: kind === 'bodySurfaceArea' ? 'cm2/mL' : 'g/mL', activityBq: activity.value, concentration: concentration.scale,
    slope: concentration.scale.slope * factor, intercept: concentration.scale.intercept * factor,
    evidence: [concentration.evidence, ...size.evidence, ...activity.evidence],
  };
}

/** How stored values become SUV by each size of the body. */
export function suvScales(instances: readonly ImageInstance[]): SuvScales {
  return { bodyWeight: suvScale(instances, 'bodyWeight'), leanBodyMass: suvScale(instances, 'leanBodyMass'), leanBodyMassJames: suvScale(instances, 'leanBodyMassJames'), bodySurfaceArea: suvScale(instances, 'bodySurfaceArea') };
}

/** How stored values become Bq/mL, and what says so. */
export function concentrationScale(instance: ImageInstance): { readonly scale: LinearScale; readonly evidence: string } | NotMeasured {
  const { emission } = instance;
  if (emission?.units === 'BQML') return { scale: { slope: 1, intercept: 0 }, evidence: 'Units (0054,1001) BQML' };
  if (emission?.becquerelPerMl) return { scale: emission.becquerelPerMl, evidence: 'Real World Value Mapping Sequence (0040,9096) to Bq/ml' };
  const stated = statedOf(instance).becquerelPerMlPerUnit;
  if (stated) return { scale: { slope: stated, intercept: 0 }, evidence: `sensitivity stated by the site, ${stated} Bq/mL a unit` };
  const units = emission?.units ? `is ${emission.units}` : 'is missing';
  return notMeasured('noConcentration', `Units (0054,1001) ${units} and no mapping to Bq/mL is stated: values are counts. Ratios are measured; for SUV state the sensitivity of the camera.`);
}

/** What is stated for this study comes before what the site states of all. */
function statedOf(instance: ImageInstance): SiteCalibration {
  return { ...siteCalibration(instance), ...instance.emission?.stated };
}

/** A number with the attributes it came from. */
interface Stated {
  readonly value: number;
  readonly evidence: readonly string[];
}

/** Grams, or square centimetres for the surface. */
function bodySize({ patientWeightKg, patientHeightM, patientSex }: ImageInstance, kind: SuvKind): Stated | NotMeasured {
  if (patientWeightKg === null) return notMeasured('noWeight', 'Patient\'s Weight (0010,1030) is missing or absurd.');
  const weight = `Patient's Weight (0010,1030) ${patientWeightKg} kg`;
  if (kind === 'bodyWeight') return { value: patientWeightKg * 1000, evidence: [weight] };
  if (patientHeightM === null) return notMeasured('noHeight', 'Patient\'s Size (0010,1020) is missing or absurd.');
  const height = `Patient's Size (0010,1020) ${patientHeightM} m`;
  if (kind === 'bodySurfaceArea') return { value: 1e4 * bodySurfaceM2(patientWeightKg, patientHeightM), evidence: [weight, height] };
  if (patientSex !== 'M' && patientSex !== 'F') return notMeasured('noSex', 'Patient\'s Sex (0010,0040) is neither M nor F, and lean body mass depends on it.');
  const mass = kind === 'leanBodyMass' ? leanBodyMassKg(patientWeightKg, patientHeightM, patientSex) : leanBodyMassJamesKg(patientWeightKg, patientHeightM, patientSex);
  if (mass === null) return notMeasured('tooHeavyForJames', 'The formula of James gives less lean mass to more weight at so high a body mass index: it does not hold there.');
  return { value: 1000 * mass, evidence: [weight, height, `Patient's Sex (0010,0040) ${patientSex}`] };
}

/** Source: Du Bois and Du Bois, Arch Intern Med 1916;17:863. */
export function bodySurfaceM2(weightKg: number, heightM: number): number {
  return 0.007184 * weightKg ** 0.425 * (100 * heightM) ** 0.725;
}

/** Source: Janmahasatian et al., Clin Pharmacokinet 2005;44:1051. */
export function leanBodyMassKg(weightKg: number, heightM: number, sex: 'M' | 'F'): number {
  const index = weightKg / heightM ** 2;
  return sex === 'M' ? (9270 * weightKg) / (6680 + 216 * index) : (9270 * weightKg) / (8780 + 244 * index);
}

/** By weight and by the square of weight over height in cm, kg. */
const james = { M: [1.1, 128], F: [1.07, 148] } as const;

/**
 * Lean body mass by the older formula, kg.
 * @returns null beyond its maximum, at a body mass index of 43 (men) or 36 (women).
 * Source: James, Research on obesity, HMSO, London 1976; as in Green and Duffull, Br J Clin Pharmacol 2004;58:119.
 */
export function leanBodyMassJamesKg(weightKg: number, heightM: number, sex: 'M' | 'F'): number | null {
  const [linear, square] = james[sex];
  const perCm2 = weightKg / (100 * heightM) ** 2;
  return linear < 2 * square * perCm2 ? null : weightKg * (linear - square * perCm2);
}

/** Activity left of the dose at the time that the values stand for, Bq. */
function activityInBody(instances: readonly ImageInstance[]): Stated | NotMeasured {
  const { nuclear, emission } = instances[0];
  const measured = nuclear?.injectedActivityMBq ?? null;
  if (measured === null) return notMeasured('noDose', 'Radionuclide Total Dose (0018,1074) is missing or 0.');
  const residual = statedOf(instances[0]).residualMBq ?? 0;
  if (residual >= measured) return notMeasured('noDose', `The residual stated by the site (${residual} MBq) is no less than Radionuclide Total Dose (0018,1074), ${measured} MBq.`);
  const dose = measured - residual;
  const doseEvidence = `Radionuclide Total Dose (0018,1074) ${measured} MBq${residual > 0 ? ` less a residual of ${residual} MBq stated by the site` : ''}`;
  const correction = emission?.decayCorrection ?? null;
  if (correction === 'ADMIN') return { value: dose * MEGA, evidence: [doseEvidence, 'Decay Correction (0054,1102) ADMIN'] };
  const reference = referenceTime(instances);
  if ('status' in reference) return reference;
  const injection = nuclear?.injectionTime ?? null;
  if (!injection) return notMeasured('noTimes', 'The time of injection (0018,1078 or 0018,1072) is missing or contradicts the time of the scan.');
  const seconds = (reference.time.getTime() - injection.getTime()) / 1000;
  if (seconds < 0) return notMeasured('noTimes', `The scan (${reference.time.toISOString()}) lies before the injection (${injection.toISOString()}).`);
  const halfLife = emission?.halfLifeSeconds ?? halfLives[nuclear?.radionuclide ?? ''];
  if (!halfLife) return notMeasured('noHalfLife', 'Radionuclide Half Life (0018,1075) is missing and the radionuclide is not one that Amyloscope knows.');
  return { value: dose * MEGA * 2 ** (-seconds / halfLife), evidence: [doseEvidence, reference.evidence, `injection at ${injection.toISOString()}`, `half-life ${halfLife} s`] };
}

interface ReferenceTime {
  readonly time: Date;
  readonly evidence: string;
}

/**
 * The time to which values are decay-corrected. A series stored again later carries a later series time; then the earliest
 * acquisition is the start.
 */
function referenceTime(instances: readonly ImageInstance[]): ReferenceTime | NotMeasured {
  const { emission, nuclear } = instances[0];
  const acquisitions = instances.flatMap((one) => (one.nuclear?.acquisitionTime ? [one.nuclear.acquisitionTime.getTime()] : []));
  if (acquisitions.length === 0) return notMeasured('noTimes', 'The time of acquisition (0008,0022 with 0008,0032) is missing.');
  const [earliest, latest] = [acquisitions.reduce((a, b) => Math.min(a, b)), acquisitions.reduce((a, b) => Math.max(a, b))];
  const correction = emission?.decayCorrection ?? (emission?.corrections.length ? (emission.corrections.includes('DECY') ? 'START' : 'NONE') : null);
  const stated = emission?.decayCorrection ? `Decay Correction (0054,1102) ${correction}` : `Corrected Image (0028,0051) ${emission?.corrections.join(' ')}`;
  if (correction === 'START') {
    const series = emission?.seriesTime?.getTime() ?? Infinity;
    return series <= earliest ? { time: new Date(series), evidence: `${stated}; Series Time (0008,0031)` } : { time: new Date(earliest), evidence: `${stated}; earliest Acquisition Time (0008,0032)` };
  }
  if (correction !== 'NONE') return notMeasured('noDecayReference', `Decay Correction (0054,1102) is ${emission?.decayCorrection ?? 'missing, as is Corrected Image (0028,0051)'}: the time that the values stand for is not known.`);
  if (latest > earliest) return notMeasured('severalTimes', 'The values are not corrected for decay and their acquisition times differ: no single time stands for them.');
  return { time: new Date(earliest + 500 * (nuclear?.frameDurationSeconds ?? 0)), evidence: `${stated}; middle of the acquisition` };
}
