import type { DataSet } from './data-set.ts';
import type { ImageShape, SampleLayout } from './image-shape.ts';
import { luminance } from './luminance.ts';
import { readGreyPalette } from './palette.ts';
import type { StoredValues } from './pixel-values.ts';

function greyOfColour(values: StoredValues, pixels: number, layout: SampleLayout): StoredValues {
  const [pixelStep, sampleStep] = layout.planar ? [1, pixels] : [3, 1];
  const out = values.BYTES_PER_ELEMENT === 1 ? new Uint8Array(pixels) : new Uint16Array(pixels);
  // The first sample of every YBR space is the luminance itself.
  const luminanceStored = layout.photometricInterpretation.startsWith('YBR');
  for (let i = 0; i < pixels; i++) {
    const at = i * pixelStep;
    out[i] = luminanceStored ? values[at] : Math.round(luminance(values[at], values[at + sampleStep], values[at + 2 * sampleStep]));
  }
  return out;
}

/** Two pixels share one pair of chroma samples: Y1 Y2 Cb Cr. Source: DICOM PS3.3 section C.7.6.3.1.2. */
function greyOfSharedChroma(values: StoredValues, pixels: number): Uint8Array {
  return Uint8Array.from({ length: pixels }, (_, i) => values[(i >> 1) * 4 + (i & 1)]);
}

function greyOfPalette(values: StoredValues, dataSet: DataSet): Uint8Array {
  const { firstValue, greys } = readGreyPalette(dataSet);
  const last = greys.length - 1;
  return Uint8Array.from(values, (value) => Math.round(greys[Math.min(last, Math.max(0, value - firstValue))]));
}

function inverted(values: StoredValues, shape: ImageShape): StoredValues {
  if (shape.source !== 'PixelData') return values.map((value) => -value);
  const sum = shape.signed ? -1 : 2 ** shape.bitsStored - 1;
  return values.map((value) => sum - value);
}

/**
 * One brightness per pixel, larger brighter: colours become their luminance, MONOCHROME1 is turned over.
 * @param values samples of one frame in the layout given.
 */
export function greyValues(values: StoredValues, shape: ImageShape, layout: SampleLayout, dataSet: DataSet): StoredValues {
  const pixels = shape.rows * shape.columns;
  const { photometricInterpretation: space } = layout;
  if (space === 'MONOCHROME2') return values.length === pixels ? values : values.subarray(0, pixels);
  if (space === 'MONOCHROME1') return inverted(values.subarray(0, pixels), shape);
  if (space === 'PALETTE COLOR') return greyOfPalette(values.subarray(0, pixels), dataSet);
  if (space === 'YBR_FULL_422' || space === 'YBR_PARTIAL_422') return greyOfSharedChroma(values, pixels);
  return greyOfColour(values, pixels, layout);
}
