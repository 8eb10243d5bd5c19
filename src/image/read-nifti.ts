import { gunzipSync } from 'node:zlib';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Vector } from './vector.ts';
import type { Grid, Volume } from './volume.ts';

const HEADER_BYTES = 348;
/** A volume of a whole body at 1 mm stays below this. */
const MOST_BYTES = 2 ** 31;

type Reader = (view: DataView, at: number, little: boolean) => number;

/** By the code of the data type: bytes of a value, and how to read it. */
const dataTypes: Readonly<Record<number, readonly [bytes: number, read: Reader]>> = {
  2: [1, (view, at) => view.getUint8(at)],
  4: [2, (view, at, little) => view.getInt16(at, little)],
  8: [4, (view, at, little) => view.getInt32(at, little)],
  16: [4, (view, at, little) => view.getFloat32(at, little)],
  64: [8, (view, at, little) => view.getFloat64(at, little)],
  256: [1, (view, at) => view.getInt8(at)],
  512: [2, (view, at, little) => view.getUint16(at, little)],
  768: [4, (view, at, little) => view.getUint32(at, little)],
};

/**
 * Reads a volume in the form NIfTI-1, as one file, compressed or not. Its coordinates, which run to the right and to the front,
 * are turned into DICOM's.
 *
 * @param bytes the whole file.
 * @param path how the user knows the file; only quoted.
 * @throws AmyloscopeError `invalidInput` on anything else, on more than three dimensions, and on a file without coordinates.
 * Source: NIfTI-1.1 header, nifti1.h.
 */
export function readNifti(bytes: Uint8Array, path: string): Volume {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? unzipped(bytes, path) : bytes;
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  const little = plain.length > HEADER_BYTES && view.getInt32(0, true) === HEADER_BYTES;
  if (!little && !(plain.length > HEADER_BYTES && view.getInt32(0, false) === HEADER_BYTES)) throw unusable(path, 'does not begin with a NIfTI-1 header');
  const dimensions = Array.from({ length: 8 }, (_, i) => view.getInt16(40 + 2 * i, little));
  const size = dimensions.slice(1, 4) as unknown as Grid['size'];
  const further = dimensions.slice(4, dimensions[0] + 1).some((count) => count > 1);
  if (dimensions[0] < 3 || further || size.some((count) => count < 1)) throw unusable(path, `has the dimensions ${dimensions.slice(1, dimensions[0] + 1).join(' x ')}; one volume of three dimensions is read`);
  const type = dataTypes[view.getInt16(70, little)];
  if (!type) throw unusable(path, `has the data type ${view.getInt16(70, little)}, which is not read`);
  const [width, read] = type;
  const count = size[0] * size[1] * size[2];
  const start = Math.max(HEADER_BYTES, view.getFloat32(108, little));
  if (start + count * width > plain.length) throw unusable(path, `ends after ${plain.length} bytes; its header announces ${start + count * width}`);
  const [stated, intercept] = [view.getFloat32(112, little), view.getFloat32(116, little)];
  const slope = stated === 0 || !Number.isFinite(stated) ? 1 : stated;
  const offset = Number.isFinite(intercept) ? intercept : 0;
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = read(view, start + i * width, little) * slope + offset;
  return { grid: gridOf(view, little, size, path), values };
}

function unzipped(bytes: Uint8Array, path: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    throw unusable(path, 'cannot be decompressed', cause);
  }
}

function unusable(path: string, found: string, cause?: unknown): AmyloscopeError {
  return new AmyloscopeError('invalidInput', `${path} ${found}. Export it as NIfTI-1 (.nii or .nii.gz).`, { cause });
}

/** The affine of the scanner where it is stated, else that of the quaternion. */
function gridOf(view: DataView, little: boolean, size: Grid['size'], path: string): Grid {
  const number = (at: number) => view.getFloat32(at, little);
  if (view.getInt16(254, little) > 0) {
    const row = (at: number) => [number(at), number(at + 4), number(at + 8), number(at + 12)];
    return gridFrom([row(280), row(296), row(312)], size);
  }
  if (view.getInt16(252, little) <= 0) throw unusable(path, 'does not say where its voxels lie (neither sform nor qform)');
  const [b, c, d] = [number(256), number(260), number(264)];
  const a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
  const turned = [
    [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
    [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
    [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c],
  ];
  const spacing = [number(80), number(84), number(88) * (number(76) < 0 ? -1 : 1)];
  return gridFrom(turned.map((row, axis) => [...row.map((value, i) => value * spacing[i]), number(268 + 4 * axis)]), size);
}

/** @param affine rows of x to the right, y to the front, z to the head. */
function gridFrom(affine: readonly (readonly number[])[], size: Grid['size']): Grid {
  const column = (i: number): Vector => [-affine[0][i], -affine[1][i], affine[2][i]];
  return { size, origin: column(3), steps: [column(0), column(1), column(2)] };
}
