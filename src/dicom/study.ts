import type { Vector } from '../image/vector.ts';
import type { CodedConcept, EchoViewConcept } from './clinical-codes.ts';

/**
 * What the rest of Amyloscope knows of a DICOM object. Everything here is already checked: sizes are positive and
 * bounded, UIDs are syntactically UIDs, dates are real dates.
 */

/** The tracers that bone scintigraphy of the heart is done with, and what else may be found in the same archive. */
export type Tracer = '99mTc-DPD' | '99mTc-HMDP' | '99mTc-PYP' | '99mTc-MDP' | 'other' | 'unknown';

export type View = 'anterior' | 'posterior' | 'other' | 'unknown';

/** How sure a view is: said by a coded tag, by free text, by position among the detectors, or not at all. */
export type ViewEvidence = 'code' | 'text' | 'detector' | 'none';

/** Pixels of one frame, row-major: index = row * columns + column. Modality LUT (rescale) already applied. */
export interface Pixels {
  readonly rows: number;
  readonly columns: number;
  readonly values: Uint8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array;
}

/** One frame of a nuclear-medicine image, before its pixels are decoded. */
export interface NuclearFrame {
  /** Counts from 1. */
  readonly frame: number;
  readonly view: View;
  readonly viewEvidence: ViewEvidence;
  readonly detector: number | null;
  /** Of a rotating camera; null when not stated. */
  readonly rotation: number | null;
  readonly energyWindow: number | null;
  /** e.g. "140.5 keV +/- 10 %" or the vendor's name of the window; null when not stated. */
  readonly energyWindowName: string | null;
}

/** How the patient lay against how the image is stored; decides whether the image must be turned. */
export interface PatientOrientation {
  /** (0020,0020), e.g. ['L', 'F'] when columns grow to the patient's left and rows to the feet; null when absent. */
  readonly rowColumnDirections: readonly [string, string] | null;
  /** (0018,5100), e.g. HFS, FFS; null when absent. */
  readonly patientPosition: string | null;
}

/** Acquisition facts of a nuclear-medicine image; null wherever the file does not say. */
export interface NuclearAcquisition {
  readonly tracer: Tracer;
  /** The words the tracer was read from. */
  readonly radiopharmaceutical: string | null;
  readonly radionuclide: string | null;
  readonly injectionTime: Date | null;
  readonly acquisitionTime: Date | null;
  readonly uptakeTimeHours: number | null;
  readonly injectedActivityMBq: number | null;
  /** (0018,0070), per file. */
  readonly countsAccumulated: number | null;
  /** False when pixels are a picture of the scan (colours, inverted, 8-bit capture) instead of counts. */
  readonly pixelsAreCounts: boolean;
  readonly frameDurationSeconds: number | null;
  readonly wholeBody: boolean | null;
  /** Type of acquisition as (0008,0008) value 3 states it: STATIC, WHOLE BODY, DYNAMIC, TOMO, RECON TOMO, ... */
  readonly imageKind: string | null;
  readonly orientation: PatientOrientation;
  readonly frames: readonly NuclearFrame[];
}

/** A rectangle of an ultrasound image that shows one kind of data. Pixels of the stored image; x along columns. */
export interface UltrasoundRegion {
  readonly dataType: 'tissue' | 'colourFlow' | 'spectralDoppler' | 'mMode' | 'ecg' | 'other';
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  /** False when the rectangle reaches outside the image, so that its calibration is of another image. */
  readonly inside: boolean;
  /** Size of a pixel; null when not stated in centimetres, or absurd. */
  readonly spacingMm: readonly [row: number, column: number] | null;
}

/** Acquisition facts of an ultrasound image; null or empty wherever the file does not say. */
export interface UltrasoundAcquisition {
  readonly regions: readonly UltrasoundRegion[];
  /** Time of each frame after the first, ms. */
  readonly frameTimesMs: readonly number[] | null;
  /** Beats a minute. */
  readonly heartRate: number | null;
  /** Times of R waves after the first frame, ms. */
  readonly rWaveTimesMs: readonly number[];
  /** The view that the file states by its code, of those that are measured, or any other. */
  readonly view: EchoViewConcept | 'other' | null;
  /** Name of the protocol, as scanners and people write it. */
  readonly protocol: string | null;
  /** (0018,0010), in the words of the file. */
  readonly contrastAgent: string | null;
}

/** value * slope + intercept. */
export interface LinearScale {
  readonly slope: number;
  readonly intercept: number;
}

/** What a site states of an emission image that its files do not. */
export interface SiteCalibration {
  /** Bq/mL that one unit of the stored values stands for, from the site's own test object. */
  readonly becquerelPerMlPerUnit?: number;
  /** Activity left in the syringe, at the time of injection. */
  readonly residualMBq?: number;
}

/** What an image of emitted rays (NM, PT) says of the unit of its values and of decay; null wherever the file does not say. */
export interface EmissionFacts {
  /** (0054,1001), upper case: BQML, CNTS, ...; nuclear medicine states none. */
  readonly units: string | null;
  /** How values become Bq/mL, where a real-world mapping to that unit is stated. */
  readonly becquerelPerMl: LinearScale | null;
  /** (0028,0051), upper case: ATTN, SCAT, DECY, ... */
  readonly corrections: readonly string[];
  /** (0054,1102), upper case: START, ADMIN or NONE. */
  readonly decayCorrection: string | null;
  readonly halfLifeSeconds: number | null;
  readonly seriesTime: Date | null;
  readonly stated?: SiteCalibration;
}

/** Where a frame lies in the patient: mm, x to the left, y to the back, z to the head. */
export interface FramePlane {
  /** Centre of its first pixel. */
  readonly position: Vector;
  /** Where the columns of a row run to; of length 1. */
  readonly rowDirection: Vector;
  /** Where the rows of a column run to; of length 1. */
  readonly columnDirection: Vector;
}

/** One segment of a segmentation. */
export interface SegmentFacts {
  /** (0062,0005) */
  readonly label: string;
  /** What its coded type means, in the words of the file. */
  readonly meaning: string | null;
  /** Frames it is drawn on, counted from 1. */
  readonly frames: readonly number[];
}

/** How one frame of reference lies in another: turned, then shifted (REG). */
export interface FrameRegistration {
  readonly from: string;
  readonly to: string;
  /** Rows of the turn. */
  readonly turn: readonly [Vector, Vector, Vector];
  readonly shiftMm: Vector;
}

/** A region drawn as closed lines on planes (RTSTRUCT). */
export interface ContouredRegion {
  /** (3006,0026) */
  readonly name: string;
  /** Of the coordinates of its lines; null when not stated. */
  readonly frameOfReferenceUid: string | null;
  /** Points of each closed line, mm in the patient. */
  readonly contours: readonly (readonly Vector[])[];
}

/** One number of a structured report. */
export interface ReportedNumber {
  readonly concept: CodedConcept;
  readonly value: number;
  /** UCUM; null when not stated. */
  readonly unit: string | null;
  /** What says more of it: site, mode, how it was derived. */
  readonly modifiers: readonly CodedConcept[];
}

/** The numbers of a structured report (SR). */
export interface StructuredReport {
  /** What kind of report it is. */
  readonly title: CodedConcept | null;
  readonly numbers: readonly ReportedNumber[];
}

export interface Equipment {
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly station: string | null;
  readonly softwareVersions: string | null;
}

/** One DICOM image object: its identity, its shape, its facts, and a way to its pixels. */
export interface ImageInstance {
  /** Path as the user gave it; for a zip member `archive.zip!member`. */
  readonly path: string;
  readonly byteLength: number;
  readonly transferSyntaxUid: string;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly studyInstanceUid: string;
  readonly modality: string;
  readonly patientId: string;
  readonly patientSex: 'M' | 'F' | 'O' | null;
  readonly patientAgeYears: number | null;
  readonly patientWeightKg: number | null;
  readonly patientHeightM: number | null;
  /** YYYY-MM-DD or null. */
  readonly studyDate: string | null;
  readonly seriesDescription: string | null;
  readonly studyDescription: string | null;
  readonly bodyPart: string | null;
  readonly equipment: Equipment;
  readonly rows: number;
  readonly columns: number;
  readonly numberOfFrames: number;
  readonly samplesPerPixel: number;
  readonly photometricInterpretation: string;
  readonly bitsStored: number;
  /** Millimetres between rows and between columns; null when absent or absurd. */
  readonly spacingMm: readonly [row: number, column: number] | null;
  /** True when the file says, or its transfer syntax implies, that pixels are not the original ones. */
  readonly lossy: boolean;
  /** Why `lossy` is true, in words; null when it is false. */
  readonly lossyEvidence: string | null;
  /** True when the file says it shows a digital patient of Amyloscope and no person. */
  readonly simulated: boolean;
  /** False for objects with no pixel data (reports, presentation states). */
  readonly hasPixels: boolean;
  readonly nuclear: NuclearAcquisition | null;
  readonly ultrasound: UltrasoundAcquisition | null;
  /** Of NM and PT images. */
  readonly emission: EmissionFacts | null;
  /** Of segmentations (SEG). */
  readonly segments: readonly SegmentFacts[] | null;
  /** Of structure sets (RTSTRUCT). */
  readonly contouredRegions: readonly ContouredRegion[] | null;
  /** Of registration objects (REG). */
  readonly registrations: readonly FrameRegistration[] | null;
  /** Of structured reports (SR). */
  readonly structuredReport: StructuredReport | null;
  /** When the image was taken; null when not stated. */
  readonly acquiredAt: Date | null;
  /** One for each frame, in order; null when the file does not place every frame in the patient. */
  readonly planes: readonly FramePlane[] | null;
  /** Objects that share it share the coordinates of their planes. */
  readonly frameOfReferenceUid: string | null;
  /** Share of the pixels of a frame, counted from 1, that are coloured. @throws AmyloscopeError as `decode`. */
  readonly colourShare: (frame: number) => number;
  /** Decodes one frame, counted from 1. @throws AmyloscopeError `unsupportedEncoding`, `truncated`, `invalidDicom`. */
  readonly decode: (frame: number) => Pixels;
}
