import type { EncodedAnalysis } from '../store/measurement-store.ts';
import type { Refusal } from './analyse-study.ts';

/** A file with its content, on its way to a worker. */
export interface FileContent {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * What a worker is asked: to look at one file, or to analyse the files of one study that belong together; a file that
 * could not be read keeps its place in the list.
 */
export type ScreenTask =
  | { readonly kind: 'file'; readonly file: FileContent }
  | { readonly kind: 'study'; readonly files: readonly (FileContent | Refusal)[] };

/** Which object a file turned out to hold. */
export interface ObjectFound {
  readonly sopInstanceUid: string;
  readonly studyInstanceUid: string;
}

/** What a worker answers. */
export type ScreenAnswer =
  | { readonly kind: 'analysed'; readonly object: ObjectFound; readonly analysis: EncodedAnalysis }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Objects of other files may join it: ask again with all files of the study. */
  | { readonly kind: 'waits'; readonly object: ObjectFound }
  /** Per file in the order given: the index of its analysis, or why there is none. */
  | { readonly kind: 'study'; readonly analyses: readonly EncodedAnalysis[]; readonly files: readonly (number | Refusal)[] };
