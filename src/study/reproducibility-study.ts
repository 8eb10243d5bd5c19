import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { ModelReference, Method } from '../measurement/measurement.ts';
import type { NotMeasured, Result } from '../measurement/result.ts';
import type { Kappa } from '../statistics/kappa-weighted.ts';
import type { SourceVariance } from '../statistics/variance-by-source.ts';
import type { VarianceComponent } from '../statistics/variance-components.ts';
import type { ReaderModel } from './reader-model.ts';

/** What is changed between the reference scan of a digital patient and the next look at it, one thing at a time. */
export const studyChanges = ['readAgain', 'recounted', 'repositioned', 'otherCamera', 'otherDelay'] as const;
export type StudyChange = (typeof studyChanges)[number];

/** Who gives the ratio: the rule with everything known, the automatic rule, or the modelled human readers. */
export const observers = ['truth', 'automatic', 'readers'] as const;
export type Observer = (typeof observers)[number];

/** Size of a study. Same choice, same result, to the last byte. */
export interface StudyChoice {
  readonly patients: number;
  readonly readers: number;
  /** How often each change is made, each time anew. */
  readonly repeats: number;
  readonly seed: number;
}

export const studyLimits = { patients: [3, 500], readers: [2, 12], repeats: [1, 10], seed: [0, 1_000_000] } as const satisfies Record<keyof StudyChoice, readonly [number, number]>;

/** One ratio that somebody read from one scan, or why there is none. */
export interface StudyReading {
  /** From 1. */
  readonly patient: number;
  readonly change: StudyChange | 'reference';
  /** From 1; which of the repeats of this change. */
  readonly repeat: number;
  readonly by: Observer;
  /** From 1; null when the observer is not a reader. */
  readonly reader: number | null;
  /** Heart-to-contralateral ratio; null when there is none. */
  readonly ratio: number | null;
  /** Why there is none; null when there is one. */
  readonly reason: string | null;
}

/** The Perugini grade that the automatic rule gave a scan beside the patient's true one; null when it gave none. */
export interface StudyGrade {
  readonly patient: number;
  readonly change: StudyChange | 'reference';
  readonly repeat: number;
  readonly trueGrade: number;
  readonly grade: number | null;
}

/** All that was read of one patient, with the ratio that a camera without blur and scatter would show. */
export interface PatientReadings {
  readonly readings: readonly StudyReading[];
  readonly grades: readonly StudyGrade[];
  readonly sharpRatio: Result;
}

/** Where scatter arises: the patient, the scan, a reader's habit, that habit in this patient, a single reading. */
export type VariancePartName = 'patient' | 'scan' | 'reader' | 'readerInPatient' | 'reading';

/** A component of variance of the natural logarithm of the ratio: an SD of 0.03 is 3 % of the value. */
export interface VariancePart extends Omit<VarianceComponent, 'name'> {
  readonly name: VariancePartName;
}

export interface VarianceSplit {
  readonly status: 'measured';
  readonly observations: number;
  readonly parts: readonly VariancePart[];
  /** The same summed up as patient, human and technical. */
  readonly bySource: readonly SourceVariance[];
}

/** Interval and patients of a coefficient of variation. */
export interface PatientScatter {
  readonly interval95: readonly [lower: number, upper: number];
  readonly patients: number;
}

/** Coefficient of variation (a fraction) between the reference and a changed look, by who measures. */
export interface ChangeScatter {
  readonly change: StudyChange;
  readonly truth: Result<PatientScatter>;
  readonly automatic: Result<PatientScatter>;
  readonly sameReader: Result<PatientScatter>;
  /** The reference read by one reader, the changed scan by another. */
  readonly otherReader: Result<PatientScatter>;
}

export interface Bias {
  readonly interval95: readonly [lower: number, upper: number];
  readonly patients: number;
}

/** How far an observer's ratios lie from the truth on average, as a fraction of it. */
export interface ObserverBias {
  readonly by: Observer;
  /** From 1; null for the automatic rule, the truth, and all readers together. */
  readonly reader: number | null;
  /** Against the same rule with known outlines on the same scan without noise: the fault of the one who reads. */
  readonly againstScan: Result<Bias>;
  /** Against the same rule on a camera without blur and scatter: the fault of the machine added. Looks at the patient as on the reference scan. */
  readonly againstBody: Result<Bias>;
}

/** Agreement of the automatic grade, quadratic weights: of the reference scan with the true grade, of a changed scan with the reference. */
export interface GradeAgreement {
  readonly compared: StudyChange | 'trueGrade';
  readonly kappa: Result<Kappa>;
  readonly same: number;
  readonly pairs: number;
}

/** The whole answer. */
export interface ReproducibilityStudy {
  readonly simulated: true;
  readonly choice: StudyChoice;
  readonly readerModel: ReaderModel;
  readonly variance: Readonly<Record<Observer, VarianceSplit | NotMeasured>>;
  readonly scatter: readonly ChangeScatter[];
  readonly bias: readonly ObserverBias[];
  readonly grades: readonly GradeAgreement[];
  /** Looks without a ratio, by observer and reason. */
  readonly missing: readonly { readonly by: Observer; readonly reason: string; readonly count: number }[];
  readonly readings: readonly StudyReading[];
  readonly method: Method;
  readonly models: readonly ModelReference[];
}

/** Refuses a size that cannot be studied. @throws AmyloscopeError `invalidInput` naming the number and its limits. */
export function requireStudyChoice(choice: StudyChoice): void {
  for (const [name, [least, most]] of Object.entries(studyLimits)) {
    const value = choice[name as keyof StudyChoice];
    if (Number.isInteger(value) && value >= least && value <= most) continue;
    throw new AmyloscopeError('invalidInput', `${name} is ${value}; it must be a whole number from ${least} to ${most}.`);
  }
}
