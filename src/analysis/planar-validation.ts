import type { NotMeasured, Result } from '../measurement/result.ts';
import type { Analysis } from '../modalities/modality.ts';
import type { BlandAltman } from '../statistics/bland-altman.ts';
import type { BrierScore } from '../statistics/brier-score.ts';
import type { Calibration } from '../statistics/calibration-bins.ts';
import type { CalibrationSlope } from '../statistics/calibration-slope.ts';
import type { DiagnosticAccuracy, TwoByTwo } from '../statistics/diagnostic-accuracy.ts';
import type { Kappa } from '../statistics/kappa-weighted.ts';
import type { Proportion } from '../statistics/proportion-wilson.ts';
import type { RocAuc } from '../statistics/roc-auc.ts';
import type { RocPoint } from '../statistics/roc-points.ts';
import type { PlanarTruth } from './planar-truth.ts';

/** One scan whose truth is known and which quality control accepted. */
export interface ValidationCase {
  readonly truth: PlanarTruth;
  readonly analysis: Analysis;
  readonly label: 'normal' | 'abnormal' | 'unsure';
  readonly abnormalProbability: number;
  readonly grade: number;
  /** null where the ratio could not be measured. */
  readonly ratio: { readonly value: number; readonly interval95: readonly [number, number] } | null;
}

/** A scan whose truth is known but which has no answer. */
export interface ValidationRefusal {
  readonly truth: PlanarTruth;
  readonly file: string;
  readonly reason: string;
}

/** Why a case is among the worst. */
export type WorstReason = 'wrongAnswer' | 'gradeTwoApart' | 'ratioOutsideLimits';

export interface WorstCase {
  readonly validationCase: ValidationCase;
  readonly reasons: readonly WorstReason[];
}

/** One way of counting unsure scans, with what it gives. */
export interface CountedAccuracy {
  readonly table: TwoByTwo;
  readonly accuracy: DiagnosticAccuracy;
}

/** How abnormal uptake is told from normal, over cases with a truth. */
export interface DetectionValidation {
  readonly positives: number;
  readonly negatives: number;
  /** Cases answered `unsure`, by their truth. */
  readonly unsurePositives: number;
  readonly unsureNegatives: number;
  /** The probability from which a scan is called abnormal. */
  readonly threshold: number;
  /** Every case decided by the threshold, unsure or not. */
  readonly decided: CountedAccuracy;
  /** Unsure counted as abnormal: both are looked at. */
  readonly unsureAsAbnormal: CountedAccuracy;
  readonly unsureLeftOut: CountedAccuracy;
  readonly auc: Result<RocAuc>;
  readonly roc: readonly RocPoint[];
  readonly calibration: Result<Calibration>;
  readonly calibrationSlope: CalibrationSlope | NotMeasured;
  readonly brier: Result<BrierScore>;
}

export interface GradeValidation {
  readonly cases: number;
  /** Quadratic weights. */
  readonly kappa: Result<Kappa>;
  readonly exact: Result<Proportion>;
  /** Rows: truth 0 to 3; columns: Amyloscope 0 to 3. */
  readonly confusion: readonly (readonly number[])[];
}

export interface RatioValidation {
  /** Amyloscope less truth. */
  readonly blandAltman: Result<BlandAltman>;
  readonly pairs: readonly { readonly truth: number; readonly measured: number }[];
  readonly medianAbsoluteError: number | null;
  readonly absoluteError95: number | null;
  /** Share of cases whose stated 95 % interval holds the truth. */
  readonly covered: Result<Proportion>;
}

/** How Amyloscope compares with the known answers of a set of planar scans. */
export interface PlanarValidation {
  readonly cases: readonly ValidationCase[];
  readonly refused: readonly ValidationRefusal[];
  /** Scans in the folder that the table does not name. */
  readonly withoutTruth: number;
  /** How many cases are simulated. */
  readonly simulated: number;
  readonly detection: DetectionValidation;
  readonly grade: GradeValidation;
  readonly ratio: RatioValidation;
  readonly worst: readonly WorstCase[];
}
