import type { TextBox } from '../image/find-text.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { checkCodeStream } from './codecs/code-stream.ts';
import { loadFrameDecoder } from './codecs/load-frame-decoder.ts';
import type { DataSet } from './data-set.ts';
import { numberValue, sequenceItems } from './element-values.ts';
import { readImageShape, type ImageShape } from './image-shape.ts';
import { checkNativeLength, encodedFrame, isEncapsulated, locateFragments, nativeFrame } from './locate-frames.ts';
import type { ParsedFile } from './parse-data-set.ts';
import { textInFrames } from './text-in-frames.ts';

/** Native pixels with nothing left outside of the ultrasound regions, nor where text was found inside of them. */
export interface CleanedPixels {
  readonly bytes: Uint8Array;
  readonly bitsAllocated: number;
  readonly photometricInterpretation: string;
  readonly planar: boolean;
  readonly samplesPerPixel: number;
  /** True when the file held compressed pixels, which are now written as they decode. */
  readonly decompressed: boolean;
  /** Where text was found inside of the regions, and blanked. */
  readonly textBlanked: readonly TextBox[];
}

type Layout = Pick<CleanedPixels, 'bitsAllocated' | 'photometricInterpretation' | 'planar'> & Pick<ImageShape, 'rows' | 'columns' | 'samplesPerPixel'>;

const LARGEST_RESULT = 2 ** 31 - 1;
/** The middle of the range, which is no colour. */
const NO_CHROMA = 128;

/** 1 for each pixel outside of every region; columns and rows are counted from 0 and the last ones belong to a region. */
function outside(dataSet: DataSet, { rows, columns }: ImageShape): Uint8Array {
  const mask = new Uint8Array(rows * columns).fill(1);
  for (const region of sequenceItems(dataSet, 'SequenceOfUltrasoundRegions')) {
    const [left, top, right, bottom] = (['RegionLocationMinX0', 'RegionLocationMinY0', 'RegionLocationMaxX1', 'RegionLocationMaxY1'] as const)
      .map((keyword) => numberValue(region, keyword));
    if (left === null || top === null || right === null || bottom === null) continue;
    for (let row = Math.max(0, top); row <= Math.min(bottom, rows - 1); row++) {
      if (right >= left && left < columns) mask.fill(0, row * columns + Math.max(0, left), row * columns + Math.min(right + 1, columns));
    }
  }
  return mask;
}

/** Full-range YCbCr, one byte a sample and pixel after pixel, to RGB in place. Source: DICOM PS3.3 section C.7.6.3.1.2; ITU-T T.871. */
function toRgb(frame: Uint8Array): void {
  for (let at = 0; at + 2 < frame.length; at += 3) {
    const [y, blue, red] = [frame[at], frame[at + 1] - NO_CHROMA, frame[at + 2] - NO_CHROMA];
    const rgb = [y + 1.402 * red, y - 0.344136 * blue - 0.714136 * red, y + 1.772 * blue];
    for (let i = 0; i < 3; i++) frame[at + i] = Math.max(0, Math.min(255, Math.round(rgb[i])));
  }
}

function blank(frame: Uint8Array, mask: Uint8Array, { bitsAllocated, samplesPerPixel, planar, photometricInterpretation }: Layout): void {
  const size = bitsAllocated / 8;
  for (let sample = 0; sample < samplesPerPixel; sample++) {
    const value = sample > 0 && photometricInterpretation.startsWith('YBR') && size === 1 ? NO_CHROMA : 0;
    for (let pixel = 0; pixel < mask.length; pixel++) {
      if (mask[pixel] === 0) continue;
      const at = (planar ? sample * mask.length + pixel : pixel * samplesPerPixel + sample) * size;
      frame.fill(value, at, at + size);
    }
  }
}

function checkLayout({ bitsAllocated, photometricInterpretation }: Layout, byteLength: number): void {
  if (![8, 16].includes(bitsAllocated) || /42[02]$/.test(photometricInterpretation)) {
    throw new AmyloscopeError('unsupportedEncoding', `Pixels of ${bitsAllocated} bits as ${photometricInterpretation} cannot be blanked outside of the ultrasound regions. Export the file with 8 or 16 bits and chroma on every pixel.`);
  }
  if (byteLength > LARGEST_RESULT) throw new AmyloscopeError('unsupportedEncoding', `The pixels take ${byteLength} bytes when decompressed; at most ${LARGEST_RESULT} are written. Export fewer frames.`);
}

/** Frames as bytes, native ones copied, and how they are laid out. */
async function framesOf({ dataSet, transferSyntax }: ParsedFile, shape: ImageShape): Promise<{ layout: Layout; frames: readonly Uint8Array[] }> {
  const decoder = await loadFrameDecoder(transferSyntax.family);
  const numbers = Array.from({ length: shape.numberOfFrames }, (_, i) => i + 1);
  if (!decoder && !isEncapsulated(dataSet)) {
    checkNativeLength(dataSet, shape);
    return { layout: shape, frames: numbers.map((frame) => Uint8Array.from(nativeFrame(dataSet, shape, frame))) };
  }
  const encoded = locateFragments(dataSet, shape).map((fragments) => encodedFrame(dataSet, fragments));
  if (!decoder) return { layout: shape, frames: encoded.map((frame) => Uint8Array.from(frame)) };
  const decode = (frame: Uint8Array) => {
    checkCodeStream(frame, shape, transferSyntax);
    return decoder(frame, shape);
  };
  const first = decode(encoded[0]);
  return { layout: { ...shape, ...first }, frames: numbers.map((frame) => (frame === 1 ? first : decode(encoded[frame - 1])).bytes) };
}

/** Adds to what is blanked the text that stands inside of the regions. @returns where. */
function blankText(mask: Uint8Array, columns: number, text: readonly TextBox[]): readonly TextBox[] {
  const inside = text.filter((box) => pixelsOf(box, columns).some((pixel) => mask[pixel] === 0));
  for (const box of inside) for (const pixel of pixelsOf(box, columns)) mask[pixel] = 1;
  return inside;
}

function pixelsOf({ x0, y0, x1, y1 }: TextBox, columns: number): readonly number[] {
  const width = x1 - x0 + 1;
  return Array.from({ length: width * (y1 - y0 + 1) }, (_, i) => (y0 + Math.floor(i / width)) * columns + x0 + (i % width));
}

/**
 * Blanks everything outside of the ultrasound regions, where machines write who the patient is, in every frame.
 *
 * Compressed pixels are decompressed: to compress a picture again would change what is inside the regions.
 * @param textToo whether text that is found inside of the regions is blanked as well.
 * @returns null when there are no regions, or when they cover the whole picture: then nothing was cleaned.
 * @throws AmyloscopeError `unsupportedEncoding` for pixels that cannot be blanked, and the errors of the codecs.
 * Source: DICOM PS3.3 section C.8.5.5, Region Calibration; PS3.15 section E.3.1, Clean Pixel Data Option.
 */
export async function cleanRegions(file: ParsedFile, textToo: boolean): Promise<CleanedPixels | null> {
  const shape = readImageShape(file.dataSet);
  if (!shape || sequenceItems(file.dataSet, 'SequenceOfUltrasoundRegions').length === 0) return null;
  const mask = outside(file.dataSet, shape);
  if (!mask.includes(1) || !mask.includes(0)) return null;
  checkLayout({ ...shape, photometricInterpretation: file.transferSyntax.family === 'native' ? shape.photometricInterpretation : '' },
    (shape.rows * shape.columns * shape.samplesPerPixel * shape.bitsAllocated * shape.numberOfFrames) / 8);
  const { layout, frames } = await framesOf(file, shape);
  const length = (shape.rows * shape.columns * shape.samplesPerPixel * layout.bitsAllocated) / 8;
  const textBlanked = textToo ? blankText(mask, shape.columns, textInFrames(frames, file, shape, layout)) : [];
  const decompressed = isEncapsulated(file.dataSet);
  // Ultrasound objects may hold YBR_FULL compressed only, so what is written plain is RGB.
  const becomesRgb = decompressed && layout.photometricInterpretation === 'YBR_FULL' && layout.bitsAllocated === 8 && !layout.planar;
  const written = becomesRgb ? { ...layout, photometricInterpretation: 'RGB' } : layout;
  const cleaned = frames.map((frame) => {
    const whole = frame.subarray(0, length);
    if (becomesRgb) toRgb(whole);
    blank(whole, mask, written);
    return whole;
  });
  const { bitsAllocated, photometricInterpretation, planar } = written;
  return { bytes: Buffer.concat(cleaned), bitsAllocated, photometricInterpretation, planar, samplesPerPixel: shape.samplesPerPixel, decompressed, textBlanked };
}
