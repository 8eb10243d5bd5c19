import type { Volume } from '../image/volume.ts';
import type { PatientToWrite } from './nuclear-image-to-write.ts';
import type { Equipment, Tracer } from './study.ts';

/** What SPECT and CT of one examination share. */
export interface TomographyStudyToWrite {
  readonly patient: PatientToWrite;
  readonly equipment: Pick<Equipment, 'manufacturer' | 'model' | 'station' | 'softwareVersions'>;
  readonly studyInstanceUid: string;
  readonly studyDescription: string;
  readonly studyTime: Date;
  /** The same for images that share the coordinates of their planes. */
  readonly frameOfReferenceUid: string;
  /** Marks the files as those of a digital patient. */
  readonly simulated: boolean;
}

/** One series of it. */
export interface SeriesToWrite {
  readonly seriesInstanceUid: string;
  readonly seriesNumber: number;
  readonly seriesDescription: string;
  readonly acquisitionTime: Date;
}

/** How the camera went round the patient. */
export interface RotationToWrite {
  readonly projections: number;
  readonly arcDegrees: number;
  readonly startDegrees: number;
  readonly secondsPerProjection: number;
}

/** A reconstructed tomogram of axial slices, from the feet up. */
export interface TomogramToWrite extends TomographyStudyToWrite, SeriesToWrite {
  readonly sopInstanceUid: string;
  readonly volume: Volume;
  /** `BQML`: values are Bq/mL when the acquisition starts. `CNTS`: counts of a voxel. */
  readonly units: 'BQML' | 'CNTS';
  /** Bq/mL of a count, where it is known and counts are stored. */
  readonly becquerelPerCount: number | null;
  readonly attenuationCorrected: boolean;
  readonly tracer: Exclude<Tracer, 'other' | 'unknown'>;
  readonly injectedActivityMBq: number;
  readonly injectionTime: Date;
  readonly rotation: RotationToWrite;
  readonly reconstruction: string;
}

/** A CT of axial slices, from the feet up, in whole HU. */
export interface CtToWrite extends TomographyStudyToWrite, SeriesToWrite {
  readonly volume: Volume;
  readonly sliceMm: number;
  readonly kiloVolt: number;
  readonly tubeCurrentMilliAmpere: number;
}
