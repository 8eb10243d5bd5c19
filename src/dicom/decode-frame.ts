import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { checkCodeStream } from './codecs/code-stream.ts';
import type { FrameDecoder } from './codecs/frame-decoder.ts';
import type { DataSet } from './data-set.ts';
import { dicomFault, EXPORT_AGAIN } from './dicom-fault.ts';
import { greyValues } from './grey-values.ts';
import type { ImageShape } from './image-shape.ts';
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

function decompressed(source: FrameSource, decoder: FrameDecoder, encoded: Uint8Array): StoredValues {
  const { shape, transferSyntax, dataSet } = source;
  checkExpansion(shape, encoded.length);
  checkCodeStream(encoded, shape, transferSyntax);
  const frame = decoder(encoded, shape);
  const bitsStored = Math.min(shape.bitsStored, frame.bitsAllocated);
  const layout = { ...shape, bitsAllocated: frame.bitsAllocated, bitsStored, highBit: bitsStored - 1 };
  const stored = storedValues({ bytes: frame.bytes, littleEndian: true }, layout);
  const samples = shape.rows * shape.columns * shape.samplesPerPixel;
  if (stored.length < samples) throw dicomFault('invalidDicom', 'PixelData', `decodes to ${stored.length} samples`, `The header announces ${samples}.`, EXPORT_AGAIN);
  return greyValues(stored, shape, frame, dataSet);
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

/**
 * Makes the function that decodes frames of a file, counted from 1, to one brightness or count per pixel.
 * @throws AmyloscopeError `truncated` when the pixel data cannot hold the frames announced; the returned function throws
 *   `invalidInput` for a frame the image does not have, and the errors of the codecs.
 */
export function makeFrameDecoder(source: FrameSource): (frame: number) => Pixels {
  const { dataSet, shape, decoder, transferSyntax } = source;
  const bytesOf = frameFinder(source);
  const rescale = readRescale(dataSet);
  const { rows, columns } = shape;
  return (frame) => {
    if (!Number.isInteger(frame) || frame < 1 || frame > shape.numberOfFrames) {
      throw new AmyloscopeError('invalidInput', `Frame ${frame} was asked for; the image has frames 1 to ${shape.numberOfFrames}.`);
    }
    const bytes = bytesOf(frame);
    const grey = decoder
      ? decompressed(source, decoder, bytes)
      : greyValues(storedValues({ bytes, littleEndian: transferSyntax.littleEndian }, shape), shape, shape, dataSet);
    return { rows, columns, values: rescaledValues(grey, rescale) };
  };
}
