import { gzipSync } from 'node:zlib';
import type { Grid } from '../image/volume.ts';

const HEADER_LENGTH = 348;
const DATA_OFFSET = 352;
const UNSIGNED_BYTE = 2;

/**
 * Labels on a grid as a compressed NIfTI-1 file, which other programs read.
 * NIfTI counts x to the right and y to the front, so the first two coordinates change sign.
 * Source: NIfTI-1 data format, nifti.nimh.nih.gov/nifti-1 (nifti1.h).
 */
export function labelNifti({ size, origin, steps }: Grid, labels: Uint8Array): Uint8Array {
  const file = Buffer.alloc(DATA_OFFSET + labels.length);
  file.writeInt32LE(HEADER_LENGTH, 0);
  [3, ...size, 1, 1, 1, 1].forEach((value, i) => file.writeInt16LE(value, 40 + 2 * i));
  file.writeInt16LE(UNSIGNED_BYTE, 70);
  file.writeInt16LE(8, 72);
  [1, ...steps.map((step) => Math.hypot(...step))].forEach((value, i) => file.writeFloatLE(value, 76 + 4 * i));
  file.writeFloatLE(DATA_OFFSET, 108);
  file.writeFloatLE(1, 112);
  file.writeUInt8(2, 123);
  file.writeInt16LE(2, 254);
  [-1, -1, 1].forEach((sign, axis) => {
    [...steps.map((step) => step[axis]), origin[axis]].forEach((value, i) => file.writeFloatLE(sign * value, 280 + 16 * axis + 4 * i));
  });
  file.write('n+1\0', 344, 'latin1');
  file.set(labels, DATA_OFFSET);
  return gzipSync(file);
}
