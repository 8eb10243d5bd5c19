import type { ImageInstance, Pixels, UltrasoundRegion } from '../../dicom/study.ts';
import { largestPart } from '../../image/largest-part.ts';

/** The part of every frame that shows tissue. Pixels of the stored image; the ends are not in it. */
export interface Sector {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Where nothing is calibrated: frames looked at, and how finely. */
const FRAMES_COMPARED = 12;
const BLOCK = 8;
/** Grey levels by which speckle changes over a loop; text and logos do not change at all. */
const LEAST_CHANGE = 5;
const LEAST_SHARE = 0.04;

/** The calibrated tissue region that lies in the image, if any. */
export function tissueRegion({ ultrasound }: ImageInstance): UltrasoundRegion | null {
  return ultrasound?.regions.find(({ dataType, inside }) => dataType === 'tissue' && inside) ?? null;
}

/**
 * Finds the sector: the tissue region that the file states; else the largest part of the image that changes over the loop.
 * @param frames some frames of the loop, at least two.
 * @returns null when nothing large enough moves.
 */
export function findSector(instance: ImageInstance, frames: readonly Pixels[]): Sector | null {
  const stated = tissueRegion(instance);
  return stated ? { top: stated.y0, left: stated.x0, bottom: stated.y1, right: stated.x1 } : movingPart(frames, instance);
}

function movingPart(frames: readonly Pixels[], { rows, columns }: ImageInstance): Sector | null {
  const step = Math.max(1, Math.floor(frames.length / FRAMES_COMPARED));
  const compared = frames.filter((_, i) => i % step === 0);
  const [blockRows, blockColumns] = [Math.ceil(rows / BLOCK), Math.ceil(columns / BLOCK)];
  const change = new Float64Array(blockRows * blockColumns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      let [least, most] = [Infinity, -Infinity];
      for (const { values } of compared) {
        const value = values[r * columns + c];
        if (value < least) least = value;
        if (value > most) most = value;
      }
      change[Math.floor(r / BLOCK) * blockColumns + Math.floor(c / BLOCK)] += (most - least) / BLOCK ** 2;
    }
  }
  const part = largestPart(change.map((value) => Number(value > LEAST_CHANGE)), blockRows, blockColumns);
  const blocks = [...part.keys()].filter((i) => part[i] === 1);
  if (blocks.length < LEAST_SHARE * part.length) return null;
  const [down, across] = [blocks.map((i) => Math.floor(i / blockColumns)), blocks.map((i) => i % blockColumns)];
  return {
    top: BLOCK * Math.min(...down), left: BLOCK * Math.min(...across),
    bottom: Math.min(rows, BLOCK * (Math.max(...down) + 1)), right: Math.min(columns, BLOCK * (Math.max(...across) + 1)),
  };
}

/** Brightness of the sector on one frame, row-major. */
export function cutSector({ columns, values }: Pixels, { top, left, bottom, right }: Sector): Pixels['values'] {
  const width = right - left;
  // Of the kind of the stored values: a loop at a byte a pixel takes a quarter of the memory.
  const out = values.slice(0, (bottom - top) * width);
  for (let r = top; r < bottom; r++) out.set(values.subarray(r * columns + left, r * columns + right), (r - top) * width);
  return out;
}
