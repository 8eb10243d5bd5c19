import type { DataSet } from './data-set.ts';
import type { ImageShape, SampleLayout } from './image-shape.ts';
import { readColourPalette } from './palette.ts';
import type { StoredValues } from './pixel-values.ts';

/** Red, green and blue of 0 to 255 further apart than this are a colour; noise of compression stays below. */
const LEAST_DIFFERENCE = 48;
/** The same for the two chroma samples of a YBR space, which lie about 128. */
const LEAST_CHROMA = 24;

/**
 * Share of the pixels of a frame that are coloured, 0 to 1: none of a plain grey picture, some of colour Doppler.
 * @param values samples of one frame, 8 bits each, in the layout given.
 */
export function colourShare(values: StoredValues, shape: ImageShape, layout: SampleLayout, dataSet: DataSet): number {
  const { photometricInterpretation: space } = layout;
  const pixels = shape.rows * shape.columns;
  if (space.startsWith('MONOCHROME')) return 0;
  if (space === 'PALETTE COLOR') return paletteShare(values, pixels, dataSet);
  if (space === 'YBR_FULL_422' || space === 'YBR_PARTIAL_422') return share(pixels, (i) => isChroma(values[(i >> 1) * 4 + 2], values[(i >> 1) * 4 + 3]));
  const [pixelStep, sampleStep] = layout.planar ? [1, pixels] : [3, 1];
  const sample = (i: number, k: number): number => values[i * pixelStep + k * sampleStep];
  return share(pixels, space.startsWith('YBR') ? (i) => isChroma(sample(i, 1), sample(i, 2)) : (i) => isColour(sample(i, 0), sample(i, 1), sample(i, 2)));
}

function paletteShare(values: StoredValues, pixels: number, dataSet: DataSet): number {
  const { firstValue, red, green, blue } = readColourPalette(dataSet);
  const coloured = red.map((value, i) => Number(isColour(value, green[i], blue[i])));
  return share(pixels, (i) => coloured[Math.min(coloured.length - 1, Math.max(0, values[i] - firstValue))] === 1);
}

function share(pixels: number, is: (i: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < pixels; i++) if (is(i)) count++;
  return count / pixels;
}

function isColour(red: number, green: number, blue: number): boolean {
  return Math.max(red, green, blue) - Math.min(red, green, blue) > LEAST_DIFFERENCE;
}

function isChroma(blue: number, red: number): boolean {
  return Math.max(Math.abs(blue - 128), Math.abs(red - 128)) > LEAST_CHROMA;
}
