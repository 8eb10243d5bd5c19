import { findText, type TextBox } from '../image/find-text.ts';
import { greyValues } from './grey-values.ts';
import type { ImageShape, SampleLayout } from './image-shape.ts';
import { lossyEvidence } from './lossy-evidence.ts';
import type { ParsedFile } from './parse-data-set.ts';

/** Frames looked at, spread over the loop. */
const MOST_FRAMES = 12;

/**
 * Finds text that stands in the pixels of a whole object, in pixels of the picture.
 * @param frames bytes of each frame, 8 bits a sample, in the layout given. @returns none for pixels of more bits.
 */
export function textInFrames(frames: readonly Uint8Array[], { dataSet, transferSyntax }: ParsedFile, shape: ImageShape, layout: SampleLayout & Pick<ImageShape, 'bitsAllocated'>): readonly TextBox[] {
  if (layout.bitsAllocated !== 8) return [];
  const step = Math.max(1, frames.length / MOST_FRAMES);
  const looked = Array.from({ length: Math.min(frames.length, MOST_FRAMES) }, (_, i) => frames[Math.floor((i + 0.5) * step)]);
  return findText(looked.map((frame) => greyValues(frame, shape, layout, dataSet)), shape, lossyEvidence(dataSet, transferSyntax) !== null);
}
