import type { FramePlane } from './study.ts';

/** Who and what an object belongs to, in the words of its file; null where it does not say, or not in a valid form. */
export interface PatientAndStudy {
  readonly patientName: string | null;
  readonly patientId: string | null;
  /** YYYYMMDD. */
  readonly patientBirthDate: string | null;
  readonly patientSex: 'M' | 'F' | 'O' | null;
  readonly patientComments: string | null;
  readonly studyInstanceUid: string;
  /** YYYYMMDD. */
  readonly studyDate: string | null;
  /** HHMMSS, with or without a fraction. */
  readonly studyTime: string | null;
  readonly studyId: string | null;
  readonly accessionNumber: string | null;
  readonly referringPhysicianName: string | null;
  readonly studyDescription: string | null;
}

/** Where the frames of an image lie in the patient. */
export interface Placement {
  /** Objects that share it share the coordinates of their planes. */
  readonly frameOfReferenceUid: string;
  /** One for each frame, in order. */
  readonly planes: readonly FramePlane[];
  readonly sliceThicknessMm: number;
}

/** An image that a report is about: what other objects say to refer to it, and what they copy from it. */
export interface SourceObject extends PatientAndStudy {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly modality: string;
  readonly rows: number;
  readonly columns: number;
  readonly numberOfFrames: number;
  /** Millimetres between rows and between columns; null when the file does not say. */
  readonly spacingMm: readonly [row: number, column: number] | null;
  /** null when the file does not place every frame in the patient, as planar images and ultrasound do not. */
  readonly placement: Placement | null;
}
