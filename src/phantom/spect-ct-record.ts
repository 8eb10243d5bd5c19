import { thresholdFactors, type UptakeTruth } from './spect-ct-truth.ts';
import type { DigitalSpectCt } from './spect-ct-study.ts';

/** What is known of one SPECT/CT of a cohort: one entry of `truth.json`. Lengths in mm, volumes in mL, activity in Bq/mL. */
export interface SpectCtRecord {
  readonly patient: string;
  readonly visit: number;
  /** Folder of the study, and its files, from the folder of the cohort on. */
  readonly folder: string;
  readonly corrected: string;
  readonly uncorrected: string;
  readonly ctFolder: string;
  /** Labels of the structures on the grid of the CT, as NIfTI. */
  readonly labels: string;
  readonly fault: string | null;
  readonly abnormal: 0 | 1;
  readonly peruginiGrade: 0 | 1 | 2 | 3;
  readonly bloodPoolOnly: boolean;
  readonly excessFactor: number;
  readonly tracer: string;
  readonly sex: 'M' | 'F';
  readonly ageYears: number;
  readonly bmi: number;
  readonly heightM: number;
  readonly weightKg: number;
  readonly injectedActivityMBq: number;
  readonly injectionTime: string;
  readonly acquisitionTime: string;
  readonly units: 'BQML' | 'CNTS';
  readonly becquerelPerCount: number;
  readonly becquerelPerSuv: number;
  readonly totalCounts: number;
  readonly matrix: number;
  readonly pixelMm: number;
  readonly projections: number;
  readonly arcDegrees: number;
  readonly breathingMm: number;
  readonly ctBreathingMm: number;
  readonly misregistrationMm: readonly number[];
  readonly contrast: boolean;
  readonly pacemaker: boolean;
  readonly uptake: UptakeTruth;
}

/** The facts of a record that do not depend on where it is written. */
export function recordedFacts(study: DigitalSpectCt): Omit<SpectCtRecord, 'patient' | 'visit' | 'folder' | 'corrected' | 'uncorrected' | 'ctFolder' | 'labels' | 'excessFactor' | 'injectionTime' | 'acquisitionTime' | 'units'> {
  const { patient, spect, ct } = study;
  return {
    fault: study.fault, abnormal: patient.grade >= 2 ? 1 : 0, peruginiGrade: patient.grade, bloodPoolOnly: study.bloodPoolOnly,
    tracer: patient.tracer, sex: patient.sex, ageYears: patient.ageYears, bmi: patient.bmi, heightM: patient.heightMm / 1000, weightKg: study.weightKg,
    injectedActivityMBq: study.injectedActivityMBq, becquerelPerCount: study.becquerelPerCount, becquerelPerSuv: study.becquerelPerSuv, totalCounts: Math.round(study.totalCounts),
    matrix: spect.matrix, pixelMm: spect.pixelMm, projections: spect.projections, arcDegrees: spect.arcDegrees,
    breathingMm: spect.breathing.strokeMm, ctBreathingMm: ct.breathingMm, misregistrationMm: study.misregistrationMm,
    contrast: ct.contrastHu !== null, pacemaker: patient.pathology.pacemaker, uptake: study.truth,
  };
}

const facts = [
  'patient', 'visit', 'folder', 'corrected', 'uncorrected', 'ctFolder', 'fault', 'abnormal', 'peruginiGrade', 'bloodPoolOnly', 'excessFactor', 'tracer', 'sex', 'ageYears', 'bmi',
  'weightKg', 'injectedActivityMBq', 'units', 'becquerelPerCount', 'becquerelPerSuv', 'totalCounts', 'matrix', 'pixelMm', 'projections', 'arcDegrees', 'breathingMm', 'ctBreathingMm', 'contrast', 'pacemaker',
] as const satisfies readonly (keyof SpectCtRecord)[];

/** Header and rows of `truth.csv`: the facts, then blood, ratio and involvement at each threshold. */
export function truthTable(records: readonly SpectCtRecord[]): readonly (readonly (string | number)[])[] {
  const involved = thresholdFactors.flatMap((factor) => [`leftVentricleVolumeMl@${factor}`, `leftVentricleActivityMl@${factor}`, `allWallsVolumeMl@${factor}`, `allWallsActivityMl@${factor}`]);
  const header = [...facts, 'bloodSuv', 'targetToBackground', 'leftVentricleSuvMean', 'septumSuvMean', 'leftVentricleSuvMax', ...involved];
  return [header, ...records.map((record) => [...facts.map((name) => cell(record[name])), ...uptakeCells(record.uptake)])];
}

function cell(value: string | number | boolean | null): string | number {
  return typeof value === 'number' ? rounded(value) : typeof value === 'boolean' ? Number(value) : (value ?? '');
}

function rounded(value: number): number {
  return Number(value.toPrecision(7));
}

function uptakeCells({ structures, bloodSuv, targetToBackground, leftVentricle, allWalls }: UptakeTruth): readonly number[] {
  const { leftVentricleWall, septum } = structures;
  const greatest = Math.max(leftVentricleWall?.suvMax ?? 0, septum?.suvMax ?? 0);
  const involved = leftVentricle.flatMap((one, i) => [one.volumeMl, one.activityMl, allWalls[i].volumeMl, allWalls[i].activityMl]);
  return [bloodSuv, targetToBackground, leftVentricleWall?.suvMean ?? 0, septum?.suvMean ?? 0, greatest, ...involved].map(rounded);
}
