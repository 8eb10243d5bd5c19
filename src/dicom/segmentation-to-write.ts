import type { CodedConcept } from './clinical-codes.ts';
import type { SourceObject } from './source-object.ts';
import type { NewObject } from './structured-report-to-write.ts';

/** Segmentation Storage. Source: DICOM PS3.4 table B.5-1. */
export const SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.4';

/** A region on one frame of a source, in pixels of that frame: x along columns, y along rows, 0 at the outer corner. */
export type ShapeToWrite =
  | { readonly shape: 'ellipse'; readonly x: number; readonly y: number; readonly radiusX: number; readonly radiusY: number }
  | { readonly shape: 'polygon'; readonly points: readonly (readonly [x: number, y: number])[] };

export interface SegmentFrameToWrite {
  readonly source: SourceObject;
  /** Counted from 1. */
  readonly frame: number;
  readonly shapes: readonly ShapeToWrite[];
}

export interface SegmentToWrite {
  readonly label: string;
  readonly category: CodedConcept;
  readonly type: CodedConcept;
  readonly algorithmName: string;
  readonly trackingId: string;
  readonly trackingUid: string;
  /** CIELab, as DICOM scales it: 0 to 65535 each. */
  readonly colour: readonly [number, number, number];
  readonly frames: readonly SegmentFrameToWrite[];
}

/** Regions as masks on the pixels of their sources, which all have the same number of rows and columns, and are all placed in the patient or none of them. */
export interface SegmentationToWrite extends NewObject {
  readonly sources: readonly SourceObject[];
  /** Numbered from 1 in this order. */
  readonly segments: readonly SegmentToWrite[];
}
