import type { DataSet } from './data-set.ts';
import { dicomFault, EXPORT_AGAIN, quoteValue } from './dicom-fault.ts';
import { numberValue, textValue } from './element-values.ts';
import { tagOf, type Keyword } from './tags.ts';

/** Where the pixels lie and what kind of number they are. */
export type PixelSource = 'PixelData' | 'FloatPixelData' | 'DoubleFloatPixelData';

/** How the pixels of an image are laid out; checked, so that decoding may trust it. */
export interface ImageShape {
  readonly source: PixelSource;
  readonly rows: number;
  readonly columns: number;
  readonly numberOfFrames: number;
  readonly samplesPerPixel: number;
  readonly photometricInterpretation: string;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  /** True when samples lie plane after plane instead of pixel after pixel. */
  readonly planar: boolean;
}

/** How the samples of a decoded frame are laid out and coloured, which a codec may have changed. */
export interface SampleLayout {
  readonly planar: boolean;
  readonly photometricInterpretation: string;
}

const LARGEST_SIDE = 65_535;
/** A day of dynamic frames stays below this; beyond it the number is damage. */
const MOST_FRAMES = 1_000_000;

const photometricInterpretations = new Set([
  'MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR', 'RGB', 'YBR_FULL', 'YBR_FULL_422', 'YBR_PARTIAL_422', 'YBR_PARTIAL_420', 'YBR_ICT', 'YBR_RCT',
]);

function requiredInteger(dataSet: DataSet, keyword: Keyword, least: number, most: number): number {
  const value = numberValue(dataSet, keyword);
  const rule = `It must be a whole number from ${least} to ${most}.`;
  if (value === null) {
    const text = textValue(dataSet, keyword);
    throw dicomFault('invalidDicom', keyword, text === null ? 'is missing' : `is ${quoteValue(text)}`, rule, EXPORT_AGAIN);
  }
  if (!Number.isInteger(value) || value < least || value > most) throw dicomFault('invalidDicom', keyword, `is ${value}`, rule, EXPORT_AGAIN);
  return value;
}

function optionalInteger(dataSet: DataSet, keyword: Keyword, otherwise: number, least: number, most: number): number {
  return dataSet.elements.get(tagOf(keyword))?.length ? requiredInteger(dataSet, keyword, least, most) : otherwise;
}

function bitDepth(dataSet: DataSet): Pick<ImageShape, 'bitsAllocated' | 'bitsStored' | 'highBit'> {
  const bitsAllocated = requiredInteger(dataSet, 'BitsAllocated', 1, 64);
  if (![1, 8, 16, 32].includes(bitsAllocated)) {
    throw dicomFault('unsupportedEncoding', 'BitsAllocated', `is ${bitsAllocated}`, 'Amyloscope reads 1, 8, 16 and 32 bits.', 'Export the image with 16 bits.');
  }
  const bitsStored = optionalInteger(dataSet, 'BitsStored', bitsAllocated, 1, bitsAllocated);
  const highBit = optionalInteger(dataSet, 'HighBit', bitsStored - 1, bitsStored - 1, bitsAllocated - 1);
  return { bitsAllocated, bitsStored, highBit };
}

function photometricOf(dataSet: DataSet, samplesPerPixel: number): string {
  const stated = textValue(dataSet, 'PhotometricInterpretation');
  const found = stated ?? (samplesPerPixel === 1 ? 'MONOCHROME2' : 'RGB');
  if (!photometricInterpretations.has(found)) {
    throw dicomFault('unsupportedEncoding', 'PhotometricInterpretation', `is ${quoteValue(found)}`,
      `Amyloscope reads ${[...photometricInterpretations].join(', ')}.`, 'Export the image as MONOCHROME2.');
  }
  const wanted = /^(MONOCHROME|PALETTE)/.test(found) ? 1 : 3;
  if (wanted !== samplesPerPixel) {
    throw dicomFault('invalidDicom', 'SamplesPerPixel', `is ${samplesPerPixel}`, `${found} has ${wanted} per pixel.`, EXPORT_AGAIN);
  }
  return found;
}

function pixelSourceOf(dataSet: DataSet): PixelSource | null {
  const sources: readonly PixelSource[] = ['PixelData', 'FloatPixelData', 'DoubleFloatPixelData'];
  return sources.find((source) => dataSet.elements.has(tagOf(source))) ?? null;
}

/**
 * Reads and checks the layout of the pixels.
 * @returns null when the object has no pixels (a report, a presentation state).
 * @throws AmyloscopeError `invalidDicom` or `unsupportedEncoding`, naming the attribute.
 * Source: DICOM PS3.3 section C.7.6.3.
 */
export function readImageShape(dataSet: DataSet): ImageShape | null {
  const source = pixelSourceOf(dataSet);
  if (!source) {
    if (!dataSet.elements.has(tagOf('Rows'))) return null;
    throw dicomFault('truncated', 'PixelData', 'is missing though (0028,0010) Rows is present', 'An image must carry its pixels.', EXPORT_AGAIN);
  }
  const samplesPerPixel = requiredInteger(dataSet, 'SamplesPerPixel', 1, 3);
  return {
    source, samplesPerPixel,
    rows: requiredInteger(dataSet, 'Rows', 1, LARGEST_SIDE),
    columns: requiredInteger(dataSet, 'Columns', 1, LARGEST_SIDE),
    numberOfFrames: optionalInteger(dataSet, 'NumberOfFrames', 1, 1, MOST_FRAMES),
    photometricInterpretation: photometricOf(dataSet, samplesPerPixel),
    ...(source === 'PixelData' ? bitDepth(dataSet) : floatDepth(source)),
    signed: optionalInteger(dataSet, 'PixelRepresentation', 0, 0, 1) === 1,
    planar: samplesPerPixel > 1 && optionalInteger(dataSet, 'PlanarConfiguration', 0, 0, 1) === 1,
  };
}

function floatDepth(source: PixelSource): Pick<ImageShape, 'bitsAllocated' | 'bitsStored' | 'highBit'> {
  const bits = source === 'FloatPixelData' ? 32 : 64;
  return { bitsAllocated: bits, bitsStored: bits, highBit: bits - 1 };
}

/** Samples of one native frame; half of the chroma is left out in 4:2:2. */
export function samplesPerFrame(shape: ImageShape): number {
  const pixels = shape.rows * shape.columns;
  return shape.photometricInterpretation === 'YBR_FULL_422' || shape.photometricInterpretation === 'YBR_PARTIAL_422' ? pixels * 2 : pixels * shape.samplesPerPixel;
}
