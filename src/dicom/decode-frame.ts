import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { colourShare } from './colour-share.ts';
import { checkCodeStream } from './codecs/code-stream.ts';
import type { FrameDecoder } from './codecs/frame-decoder.ts';
import type { DataSet } from './data-set.ts';
import { dicomFault, EXPORT_AGAIN } from './dicom-fault.ts';
import { greyValues } from './grey-values.ts';
import type { ImageShape, SampleLayout } from './image-shape.ts';
import { checkNativeLength, encodedFrame, isEncapsulated, locateFragments, nativeFrame } from './locate-frames.ts';
import { storedValues, type StoredValues } from './pixel-values.ts';
import { readRescale, rescaledValues } from './rescale.ts';
import type { Pixels } from './study.ts';
import type { TransferSyntax } from './transfer-syntax.ts';

/** No codec packs a real frame tighter than this; a frame of small size is allowed whatever it claims. */
const LARGEST_EXPANSION = 4096;
const SMALLEST_EXPANSION_LIMIT = 64 * 1024 * 1024;

/** What decoding needs to know of a file. */
export interface FrameSource {
  readonly dataSet: DataSet;
  readonly shape: ImageShape;
  readonly transferSyntax: TransferSyntax;
  /** null for native pixels. */
  readonly decoder: FrameDecoder | null;
}

function checkExpansion(shape: ImageShape, encodedLength: number): void {
  const needed = (shape.rows * shape.columns * shape.samplesPerPixel * shape.bitsAllocated) / 8;
  if (needed <= Math.max(SMALLEST_EXPANSION_LIMIT, encodedLength * LARGEST_EXPANSION)) return;
  throw dicomFault('invalidDicom', 'Rows', `and Columns announce ${shape.rows} x ${shape.columns} pixels from ${encodedLength} compressed bytes`,
    `No compression reaches ${LARGEST_EXPANSION} to 1.`, EXPORT_AGAIN);
}

/** Samples of one frame as stored or as the codec gives them. */
interface Samples {
  readonly stored: StoredValues;
  readonly layout: SampleLayout;
}

function decompressed(source: FrameSource, decoder: FrameDecoder, encoded: Uint8Array): Samples {
  const { shape, transferSyntax } = source;
  checkExpansion(shape, encoded.length);
  checkCodeStream(encoded, shape, transferSyntax);
  const frame = decoder(encoded, shape);
  const bitsStored = Math.min(shape.bitsStored, frame.bitsAllocated);
  const layout = { ...shape, bitsAllocated: frame.bitsAllocated, bitsStored, highBit: bitsStored - 1 };
  const stored = storedValues({ bytes: frame.bytes, littleEndian: true }, layout);
  const samples = shape.rows * shape.columns * shape.samplesPerPixel;
  if (stored.length < samples) throw dicomFault('invalidDicom', 'PixelData', `decodes to ${stored.length} samples`, `The header announces ${samples}.`, EXPORT_AGAIN);
  return { stored, layout: frame };
}

/** Checks that every announced frame is there and returns how to find the bytes of one. @throws AmyloscopeError */
function frameFinder({ dataSet, shape, decoder }: FrameSource): (frame: number) => Uint8Array {
  if (decoder || isEncapsulated(dataSet)) {
    const frames = locateFragments(dataSet, shape);
    return (frame) => encodedFrame(dataSet, frames[frame - 1]);
  }
  checkNativeLength(dataSet, shape);
  return (frame) => nativeFrame(dataSet, shape, frame);
}

/** Ways to the frames of a file, counted from 1. */
export interface FrameReader {
  /** One brightness or count per pixel. */
  readonly decode: (frame: number) => Pixels;
  /** Share of the pixels that are coloured. */
  readonly colourShare: (frame: number) => number;
}

/**
 * Makes the functions that read frames of a file.
 * @throws AmyloscopeError `truncated` when the pixel data cannot hold the frames announced; the returned functions throw
 *   `invalidInput` for a frame the image does not have, and the errors of the codecs.
 */
export function makeFrameReader(source: FrameSource): FrameReader {
  const { dataSet, shape, decoder, transferSyntax } = source;
  const bytesOf = frameFinder(source);
  const rescale = readRescale(dataSet);
  const { rows, columns } = shape;
  const samplesOf = (frame: number): Samples => {
    if (!Number.isInteger(frame) || frame < 1 || frame > shape.numberOfFrames) {
      throw new AmyloscopeError('invalidInput', `Frame ${frame} was asked for; the image has frames 1 to ${shape.numberOfFrames}.`);
    }
    const bytes = bytesOf(frame);
    return decoder ? decompressed(source, decoder, bytes) : { stored: storedValues({ bytes, littleEndian: transferSyntax.littleEndian }, shape), layout: shape };
  };
  return {
    decode(frame) {
      const { stored, layout } = samplesOf(frame);
      return { rows, columns, values: rescaledValues(greyValues(stored, shape, layout, dataSet), rescale) };
    },
    colourShare(frame) {
      const { stored, layout } = samplesOf(frame);
      return colourShare(stored, shape, layout, dataSet);
    },
  };
}
