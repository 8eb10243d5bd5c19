import type { CodedConcept } from './clinical-codes.ts';
import type { SourceObject } from './source-object.ts';

export type Relationship = 'CONTAINS' | 'HAS CONCEPT MOD' | 'HAS OBS CONTEXT' | 'HAS ACQ CONTEXT' | 'HAS PROPERTIES' | 'INFERRED FROM' | 'SELECTED FROM';

/** An image, or some of its frames. */
export interface ReferenceToWrite {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  /** Counted from 1; none means all. */
  readonly frames?: readonly number[];
  /** Segments of a segmentation, counted from 1. */
  readonly segments?: readonly number[];
}

/** What a content item says. Graphic data are columns and rows of the image, 0 at the outer corner of its first pixel. */
export type ContentValue =
  | { readonly type: 'CONTAINER'; readonly template?: string }
  | { readonly type: 'TEXT'; readonly text: string }
  | { readonly type: 'CODE'; readonly code: CodedConcept }
  /** A value of null says that there is none, for the reason coded in `qualifier`. */
  | { readonly type: 'NUM'; readonly value: number; readonly unit: CodedConcept }
  | { readonly type: 'NUM'; readonly value: null; readonly qualifier: CodedConcept }
  | { readonly type: 'UIDREF'; readonly uid: string }
  | { readonly type: 'IMAGE'; readonly reference: ReferenceToWrite }
  | { readonly type: 'SCOORD'; readonly graphic: 'CIRCLE' | 'ELLIPSE' | 'POLYLINE'; readonly points: readonly number[] };

/** One node of the tree of a structured report. */
export interface ContentItem {
  readonly relationship: Relationship;
  /** null for an image of the library, which has no name. */
  readonly concept: CodedConcept | null;
  readonly value: ContentValue;
  readonly items: readonly ContentItem[];
}

/** The series and the moment of a new object. */
export interface NewObject {
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly seriesNumber: number;
  readonly seriesDescription: string;
  readonly writtenAt: Date;
}

/** An object outside the sources that a report refers to. */
export interface EvidenceToWrite {
  readonly seriesInstanceUid: string;
  readonly reference: ReferenceToWrite;
}

/** A structured report with everything that is not the same in all. */
export interface StructuredReportToWrite extends NewObject {
  readonly sources: readonly SourceObject[];
  /** Other objects of the study that the tree refers to, such as a segmentation. */
  readonly evidence: readonly EvidenceToWrite[];
  readonly title: CodedConcept;
  readonly template: string;
  readonly items: readonly ContentItem[];
}
