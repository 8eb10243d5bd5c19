import type { Equipment, Tracer } from './study.ts';

/** Who the image shows. */
export interface PatientToWrite {
  readonly id: string;
  /** Family^Given. */
  readonly name: string;
  readonly sex: 'M' | 'F' | 'O';
  readonly ageYears: number;
  readonly heightM: number;
  readonly weightKg: number;
}

/** One image of the gamma camera. */
export interface FrameToWrite {
  readonly view: 'anterior' | 'posterior';
  /** rows * columns, row-major, as stored; posterior as the camera at the back sees it. */
  readonly counts: Uint16Array;
}

/** A planar scan with everything a nuclear-medicine object must say of it. */
export interface NuclearImageToWrite {
  readonly rows: number;
  readonly columns: number;
  /** Millimetres between rows and between columns; null leaves the attribute empty. */
  readonly spacingMm: readonly [row: number, column: number] | null;
  readonly frames: readonly FrameToWrite[];
  readonly wholeBody: boolean;
  readonly tracer: Exclude<Tracer, 'other' | 'unknown'>;
  readonly injectedActivityMBq: number;
  readonly injectionTime: Date;
  readonly acquisitionTime: Date;
  readonly frameDurationSeconds: number;
  readonly patient: PatientToWrite;
  /** Supine in either. Head first, the first rows show the head; feet first, counts are stored turned by half a circle. */
  readonly patientPosition: 'HFS' | 'FFS';
  readonly equipment: Pick<Equipment, 'manufacturer' | 'model' | 'station' | 'softwareVersions'>;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly studyDescription: string;
  readonly seriesDescription: string;
  /** Marks the file as a digital patient, so that nobody takes it for a person; manufacturer and comments then say so. */
  readonly simulated: boolean;
  /** `nuclear` is NM Image Storage; `secondaryCapture` the same counts as some archives keep them, with fewer facts. */
  readonly form: 'nuclear' | 'secondaryCapture';
}
