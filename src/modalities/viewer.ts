import type { ImageInstance } from '../dicom/study.ts';
import type { QuantityName } from '../measurement/catalogue.ts';
import type { Result } from '../measurement/result.ts';
import type { Region, StrainCurve } from './modality.ts';

/** One beat, in frames counted from 1. */
export interface ViewedBeat {
  readonly diastole: number;
  readonly systole: number;
}

/** A loop as pages play it. */
export interface LoopView {
  /** Of a frame as it is played: no larger than a page shows. */
  readonly rows: number;
  readonly columns: number;
  /** Played pixels per stored pixel, along rows and columns. */
  readonly scale: readonly [row: number, column: number];
  /** Grey levels, row-major, one frame after the other. */
  readonly frames: Uint8Array;
  /** One a frame; null when the file states none. */
  readonly frameTimesMs: readonly number[] | null;
  readonly heartRate: number | null;
  /** Outlines of the frames that were outlined. */
  readonly outlines: readonly Region[];
  /** Every beat found; empty when the loop was refused. */
  readonly beats: readonly ViewedBeat[];
  /** What a reader may draw anew at either moment of a beat: the outline of the cavity, the borders of the walls, or nothing. */
  readonly corrects: 'cavity' | 'borders' | null;
}

type DrawnPoint = readonly [x: number, y: number];
/** A closed line in pixels of the stored frame. */
export type DrawnRing = readonly DrawnPoint[];

/**
 * The borders of the walls on a parasternal long axis, in pixels of the stored frame: outside and inside of the septum, inside and outside
 * of the posterior wall.
 */
export type DrawnBorders = readonly [septumOutside: DrawnPoint, septumInside: DrawnPoint, posteriorInside: DrawnPoint, posteriorOutside: DrawnPoint];

/** One beat of a loop as a person asks for it. */
export interface BeatRequest extends ViewedBeat {
  /** The cavity as a reader draws it at either moment; null leaves the automatic outline. */
  readonly diastolicCavity: DrawnRing | null;
  readonly systolicCavity: DrawnRing | null;
  /** The same of the borders of the walls, on a parasternal long axis. */
  readonly diastolicBorders: DrawnBorders | null;
  readonly systolicBorders: DrawnBorders | null;
}

/** A number as read off one beat, without an interval. */
export interface BeatNumber {
  readonly quantity: QuantityName;
  readonly result: Result;
}

/** What one beat gives. */
export interface BeatReading {
  readonly numbers: readonly BeatNumber[];
  /** The outlines that the numbers were read off. */
  readonly outlines: readonly Region[];
  /** Of this beat; null where the wall was not followed, or outlines are a reader's. */
  readonly curve: StrainCurve | null;
  /** Between which walls were measured; null where there are none. */
  readonly diastolicBorders: DrawnBorders | null;
  readonly systolicBorders: DrawnBorders | null;
}

/** A loop that was read and outlined. It holds its frames: close to 150 MB. */
export interface OpenLoop {
  readonly view: LoopView;
  /** @throws AmyloscopeError `invalidInput` for frames that the loop has not, or a loop that is refused. */
  readBeat(request: BeatRequest): Promise<BeatReading>;
}

/** Loops of a modality, looked at again from their files. */
export interface LoopViewer {
  open(instance: ImageInstance): Promise<OpenLoop>;
}

/** A volume as pages cut it: all on one grid along the patient's axes, x to the left, y to the back, z to the head, x fastest. */
export interface VolumeView {
  readonly size: readonly [x: number, y: number, z: number];
  readonly spacingMm: number;
  /** Hounsfield units. */
  readonly ct: Int16Array;
  /** In units of `emissionUnit`. */
  readonly emission: Uint16Array;
  /** Stored values of the emission for each step of `emission`. */
  readonly emissionUnit: number;
  /** Body-weight SUV for each stored value; null where SUV was refused. */
  readonly suvPerStored: number | null;
  /** The label of each voxel: an index into `structures`. */
  readonly labels: Uint8Array;
  readonly structures: readonly string[];
  /** Voxel in the middle of the heart. */
  readonly heart: readonly [x: number, y: number, z: number];
  /** Stored values of the wall on the grid on which numbers are read. */
  readonly wall: Float32Array;
  readonly wallVoxelMl: number;
  /** Stored value of the blood; null where there is none to read. */
  readonly blood: number | null;
  /** Myocardium above so many times the blood counts as involved. */
  readonly involvedAboveBlood: number;
}

/** Volumes of a modality, looked at again from their files. */
export interface VolumeViewer {
  /** @returns null when the study was refused. */
  view(group: readonly ImageInstance[]): Promise<VolumeView | null>;
}
