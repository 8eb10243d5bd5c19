import type { ImageShape } from './image-shape.ts';

/** Numbers of a frame as stored, before anything is made of them. */
export type StoredValues = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** Bytes of a frame in the byte order of the file. Typed arrays use the machine's, which is little on every supported one. */
export interface StoredBytes {
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
}

function swapped(bytes: Uint8Array, size: number): Uint8Array {
  const copy = Buffer.from(Uint8Array.from(bytes).buffer);
  if (size === 2) return copy.swap16();
  if (size === 4) return copy.swap32();
  return size === 8 ? copy.swap64() : copy;
}

/** Bytes at an address a typed array of this element size can begin at. */
function aligned(bytes: Uint8Array, size: number): Uint8Array {
  return bytes.byteOffset % size === 0 ? bytes : Uint8Array.from(bytes);
}

function unpackedBits(bytes: Uint8Array, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => (bytes[i >> 3] >> (i & 7)) & 1);
}

function integers(bytes: Uint8Array, bits: number, signed: boolean): StoredValues {
  const { buffer, byteOffset, byteLength } = bytes;
  if (bits === 8) return signed ? new Int8Array(buffer, byteOffset, byteLength) : bytes;
  if (bits === 16) return signed ? new Int16Array(buffer, byteOffset, byteLength >> 1) : new Uint16Array(buffer, byteOffset, byteLength >> 1);
  return signed ? new Int32Array(buffer, byteOffset, byteLength >> 2) : new Uint32Array(buffer, byteOffset, byteLength >> 2);
}

function hasStrayBits(values: Uint8Array | Uint16Array | Uint32Array, mask: number): boolean {
  let union = 0;
  for (let i = 0; i < values.length; i++) union |= values[i];
  return (union & ~mask) !== 0;
}

/** Keeps the stored bits alone, extending the sign; other bits of the word may hold overlays or garbage. */
function storedBitsOnly(bytes: Uint8Array, shape: ImageShape): StoredValues {
  const { bitsAllocated, bitsStored, highBit, signed } = shape;
  const raw = integers(bytes, bitsAllocated, false) as Uint8Array | Uint16Array | Uint32Array;
  const shift = highBit + 1 - bitsStored;
  const mask = bitsStored === 32 ? -1 : (1 << bitsStored) - 1;
  if (!signed && shift === 0 && !hasStrayBits(raw, mask)) return raw;
  const out = integers(new Uint8Array(bytes.length), bitsAllocated, signed);
  const unused = 32 - bitsStored;
  for (let i = 0; i < raw.length; i++) {
    const bits = raw[i] >>> shift << unused;
    out[i] = signed ? bits >> unused : bits >>> unused;
  }
  return out;
}

/**
 * The numbers a frame stores: byte order, sign and unused bits dealt with. A view on the file where possible.
 * Source: DICOM PS3.5 section 8.1.
 */
export function storedValues({ bytes, littleEndian }: StoredBytes, shape: ImageShape): StoredValues {
  if (shape.bitsAllocated === 1) return unpackedBits(bytes, shape.rows * shape.columns * shape.samplesPerPixel);
  const size = shape.bitsAllocated / 8;
  const ordered = littleEndian ? aligned(bytes, size) : aligned(swapped(bytes, size), size);
  if (shape.source === 'FloatPixelData') return new Float32Array(ordered.buffer, ordered.byteOffset, ordered.length >> 2);
  if (shape.source === 'DoubleFloatPixelData') return new Float64Array(ordered.buffer, ordered.byteOffset, ordered.length >> 3);
  if (shape.bitsStored === shape.bitsAllocated) return integers(ordered, shape.bitsAllocated, shape.signed);
  return storedBitsOnly(ordered, shape);
}
