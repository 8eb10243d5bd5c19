import type { AcquisitionChoice } from './acquisition.ts';
import type { PatientChoice } from './patient.ts';

/** What a cohort is made of. The same choice gives the same files, byte for byte, on any number of workers. */
export interface CohortChoice extends PatientChoice, AcquisitionChoice {
  readonly count: number;
  readonly seed: number;
  /** Share of scans made with another radiopharmaceutical, 0 to 1; they ought to be refused. */
  readonly otherShare?: number;
  /** How often each patient is scanned: repositioned and counted anew each time. */
  readonly visits?: number;
  /** Interfile header of a voxelised anatomy to use instead of the parametric body. */
  readonly anatomyHeader?: string;
}

/** One row of `truth.csv`: what is known of one file. Empty cells are unknown or do not apply. */
export interface TruthRow {
  readonly file: string;
  readonly patient: string;
  readonly abnormal: 0 | 1 | '';
  readonly peruginiGrade: 0 | 1 | 2 | 3 | '';
  readonly heartToContralateralRatio: number | '';
  readonly visit: number;
  readonly otherScan: string;
  readonly sex: 'M' | 'F';
  readonly ageYears: number;
  readonly bmi: number;
  readonly tracer: string;
  readonly uptakeTimeHours: number;
  readonly wholeBody: 0 | 1;
  readonly anteriorCounts: number;
  readonly spacingMm: number;
  readonly motionMm: number;
}

export const truthColumns = [
  'file', 'patient', 'abnormal', 'peruginiGrade', 'heartToContralateralRatio', 'visit', 'otherScan', 'sex', 'ageYears', 'bmi',
  'tracer', 'uptakeTimeHours', 'wholeBody', 'anteriorCounts', 'spacingMm', 'motionMm',
] as const satisfies readonly (keyof TruthRow)[];
