import type { ImageInstance } from '../dicom/study.ts';
import type { TextBox } from '../image/find-text.ts';
import type { FindingWords, Quality } from '../measurement/finding.ts';
import type { QuantityName } from '../measurement/catalogue.ts';
import type { Measurement, Method, ModelReference, SourceFrame } from '../measurement/measurement.ts';
import type { Text } from '../measurement/language.ts';
import type { LoopViewer, VolumeViewer } from './viewer.ts';

/** What kind of change of behaviour a step asks for next, in words, with the source of the advice. */
export interface Recommendation {
  readonly code: string;
  readonly text: Text;
  readonly source: string;
}

export interface Classification {
  readonly label: 'normal' | 'abnormal' | 'unsure';
  /** Probability per class; the classes of planar scintigraphy are grade0 to grade3. They sum to 1. */
  readonly probabilities: Readonly<Record<string, number>>;
  readonly unsure: boolean;
  /** Why the answer is unsure; empty when it is not. */
  readonly unsureReasons: readonly string[];
  readonly recommendation: readonly Recommendation[];
  /** What speaks for the abnormal class and against it, the weightiest first; absent where the classes come from a network. */
  readonly drivers?: readonly Driver[];
  /** The rule and its parameters, where it is not a network's. */
  readonly method?: Method;
}

/** One number that a classification rests on. */
export interface Driver {
  readonly quantity: QuantityName;
  readonly value: number;
  /** Natural logarithm of the ratio of likelihoods: above 0 it speaks for the abnormal class. */
  readonly weight: number;
}

/** A region drawn on a frame. Millimetre-free: coordinates are pixels of the stored frame, x = column, y = row. */
export type Region =
  | { readonly name: string; readonly source: SourceFrame; readonly shape: 'circle'; readonly x: number; readonly y: number; readonly radius: number }
  | { readonly name: string; readonly source: SourceFrame; readonly shape: 'polygon'; readonly points: readonly (readonly [x: number, y: number])[] };

/** An 8-bit picture of a frame, for lists and pages. Regions are scaled by `scale` to lie on it. */
export interface Thumbnail {
  readonly source: SourceFrame;
  readonly rows: number;
  readonly columns: number;
  /** What it shows, in words; absent where the kind of scan says it. */
  readonly label?: Text;
  /** Thumbnail pixels per stored pixel, along rows and columns. */
  readonly scale: readonly [row: number, column: number];
  /** 0 is no counts; display may invert. Base64 of rows * columns bytes, row-major. */
  readonly greyBase64: string;
}

/**
 * One quantity over the segments of the left ventricle, counted from 1 as the American Heart Association does (Cerqueira 2002): 17, or
 * 18 where the apex has six as the rest of the wall (Lang 2015).
 */
export interface BullsEye {
  readonly quantity: QuantityName;
  readonly unit: string;
  /** null where a segment could not be measured. */
  readonly segments: readonly (number | null)[];
}

/** Longitudinal strain over a beat of one view, % of the length at end-diastole, for charts. */
export interface StrainCurve {
  readonly view: string;
  readonly sopInstanceUid: string;
  /** Frames of the beat in the order in which the wall was followed, counted from 1. */
  readonly frames: readonly number[];
  /** Of each frame, after end-diastole; null when the file does not state when frames were taken. */
  readonly timesMs: readonly number[] | null;
  /** Of the whole endocardial line, one value a frame. */
  readonly endocardial: readonly number[];
  /** Of its six segments, from the base at the left of the image over the apex; null where one was lost. */
  readonly segments: readonly (readonly number[] | null)[];
}

/** What one loop of a study was recognised as, and whether it was chosen to be measured. */
export interface SortedLoop {
  readonly sopInstanceUid: string;
  /** View that the file states, if any. */
  readonly stated: string | null;
  /** The most probable view; null where the loop was refused before it was recognised. */
  readonly recognised: string | null;
  /** Of that view, from 0 to 1. */
  readonly probability: number | null;
  /** Whether the probability is high enough for the answer to be used. */
  readonly sure: boolean;
  /** The same of the frames that were looked at, counted from 1. */
  readonly frames: readonly { readonly frame: number; readonly view: string; readonly probability: number }[];
  /** From 0 to 1, by which loops of one view were ranked. */
  readonly quality: number;
  readonly chosen: boolean;
  /** Rectangles of text found in the picture, in pixels of the stored image, the last row and column within; null where none was looked for. */
  readonly burnedInText: readonly TextBox[] | null;
  /** Codes of what was noticed. */
  readonly findings: readonly string[];
}

/** One input of a score, and where it is from: measured on the images, stated in their header, or given by a person. */
export interface ScoreInput {
  readonly name: string;
  /** 1 and 0 stand for yes and no where the unit is 'yesNo'. */
  readonly value: number;
  readonly unit: string;
  readonly origin: 'measured' | 'header' | 'structuredReport' | 'given';
  /** null where none is known. */
  readonly interval95: readonly [lower: number, upper: number] | null;
}

interface ScoreBase {
  readonly name: string;
  readonly title: Text;
  readonly unit: string;
  readonly source: string;
  /** Those that were there, even where others are missing. */
  readonly inputs: readonly ScoreInput[];
}

/** A published score of several inputs, or which of them are missing. */
export type Score =
  | (ScoreBase & { readonly status: 'measured'; readonly value: number; readonly interval95: readonly [lower: number, upper: number]; readonly verdict: 'raised' | 'notRaised' | 'unsure'; readonly meaning: Text })
  | (ScoreBase & { readonly status: 'notMeasured'; readonly code: 'inputsMissing'; readonly missing: readonly string[] });

export interface SoftwareReference {
  readonly name: 'Amyloscope';
  readonly version: string;
  readonly intendedUse: string;
}

/** The JSON of one analysis, on which others build. Everything in it survives JSON.stringify and back. */
export interface Analysis {
  readonly study: {
    readonly studyInstanceUid: string;
    readonly patientId: string;
    readonly studyDate: string | null;
    readonly patientSex: 'M' | 'F' | 'O' | null;
    readonly patientAgeYears: number | null;
    readonly tracer: string | null;
    readonly uptakeTimeHours: number | null;
    readonly manufacturer: string | null;
    readonly model: string | null;
    readonly simulated: boolean;
    readonly files: readonly string[];
    readonly sopInstanceUids: readonly string[];
  };
  readonly modality: string;
  readonly quality: Quality;
  readonly measurements: readonly Measurement[];
  /** null when the study was refused, or its modality gives none. */
  readonly classification: Classification | null;
  readonly regions: readonly Region[];
  /** Absent where the modality or the scan gives none. */
  readonly bullsEye?: BullsEye;
  /** One for each view whose wall was followed; absent where none was. */
  readonly strainCurves?: readonly StrainCurve[];
  /** Absent where the modality does not sort loops. */
  readonly sortedLoops?: readonly SortedLoop[];
  /** Absent where the modality has none. */
  readonly scores?: readonly Score[];
  readonly embedding: readonly number[] | null;
  readonly models: readonly ModelReference[];
  readonly software: SoftwareReference;
}

export interface AnalysisWithPicture {
  readonly analysis: Analysis;
  readonly thumbnails: readonly Thumbnail[];
  /** Of a volume: its organs on every slice, for objects that hold them whole. Not stored; absent where the regions are all there is. */
  readonly outlines?: readonly Region[];
}

/** For which scans pictures and outlines are made: every one, all but the normal ones, none. */
export type PictureChoice = 'all' | 'notable' | 'none';

/** One modality: recognises its images and analyses a study's share of them. */
export interface Modality {
  readonly name: string;
  /** Names every method and model that takes part, so that results of different versions are kept beside each other. */
  readonly version: string;
  /** Whether its answer is a class by which scans of an archive are ranked. */
  readonly classifies: boolean;
  /** What its findings and reasons to be unsure are called. */
  readonly words: FindingWords;
  /** True when the object is of this modality's kind, usable or not. */
  recognises(instance: ImageInstance): boolean;
  /** True when no other object can join this one's group, e.g. both views in one file: it may be analysed at once. */
  standsAlone(instance: ImageInstance): boolean;
  /** Splits one study's recognised objects into groups analysed together (e.g. anterior and posterior files). */
  group(instances: readonly ImageInstance[]): readonly (readonly ImageInstance[])[];
  /** Analyses one group; by default with pictures, which cost time and space. */
  analyse(group: readonly ImageInstance[], pictures?: PictureChoice): Promise<AnalysisWithPicture>;
  /** For pages that play its loops. */
  readonly loops?: LoopViewer;
  /** For pages that cut its volumes. */
  readonly volumes?: VolumeViewer;
}
