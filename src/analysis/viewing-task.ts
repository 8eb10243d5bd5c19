import type { BeatReading, BeatRequest, LoopView, VolumeView } from '../modalities/viewer.ts';

/** Where the images of an analysis lie. */
export interface ViewedStudy {
  readonly modality: string;
  readonly files: readonly string[];
  readonly sopInstanceUids: readonly string[];
}

/** What is asked of images that are looked at again. */
export type ViewingTask =
  | { readonly kind: 'loop'; readonly study: ViewedStudy }
  | { readonly kind: 'beat'; readonly study: ViewedStudy; readonly request: BeatRequest }
  | { readonly kind: 'volume'; readonly study: ViewedStudy };

/** A loop with what its file says of it. */
export interface SeenLoop extends LoopView {
  readonly statedView: string | null;
  readonly numberOfFrames: number;
}

/** Why it could not be answered: the files have gone, the modality or study has nothing of the kind, or the frames are no beat. */
export type ViewingRefusal = 'noImage' | 'noLoop' | 'noBeat';

export type ViewingAnswer =
  | { readonly kind: 'loop'; readonly loop: SeenLoop }
  | { readonly kind: 'beat'; readonly reading: BeatReading }
  | { readonly kind: 'volume'; readonly volume: VolumeView }
  | { readonly kind: 'refused'; readonly refusal: ViewingRefusal };
