import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { EXPORT_AGAIN } from '../dicom-fault.ts';
import type { ImageShape } from '../image-shape.ts';
import type { DecodedFrame } from './frame-decoder.ts';

const HEADER_LENGTH = 64;
const MOST_SEGMENTS = 15;

function fault(what: string): AmyloscopeError {
  return new AmyloscopeError('invalidDicom', `(7FE0,0010) PixelData: ${what} ${EXPORT_AGAIN}`);
}

/** Unpacks one PackBits segment into every `step`-th byte of `out`; returns how many bytes it gave. */
function unpackSegment(segment: Uint8Array, out: Uint8Array, first: number, step: number): number {
  let written = first;
  let at = 0;
  while (at < segment.length && written < out.length) {
    const control = segment[at++];
    if (control === 128) continue;
    if (control < 128) {
      const end = Math.min(at + control + 1, segment.length);
      for (; at < end && written < out.length; at++, written += step) out[written] = segment[at];
    } else if (at < segment.length) {
      const value = segment[at++];
      for (let left = 257 - control; left > 0 && written < out.length; left--, written += step) out[written] = value;
    }
  }
  return (written - first) / step;
}

function segmentOffsets(encoded: Uint8Array, wanted: number): number[] {
  if (encoded.length < HEADER_LENGTH) throw fault(`an RLE frame of ${encoded.length} bytes is shorter than its header of ${HEADER_LENGTH}.`);
  const view = new DataView(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  const count = view.getUint32(0, true);
  if (count !== wanted || count > MOST_SEGMENTS) throw fault(`an RLE frame has ${count} segments where its bits and samples need ${wanted}.`);
  const offsets = Array.from({ length: count }, (_, i) => view.getUint32(4 + 4 * i, true));
  const ascending = offsets.every((offset, i) => offset >= HEADER_LENGTH && offset <= encoded.length && offset >= (offsets[i - 1] ?? 0));
  if (!ascending) throw fault('the segments of an RLE frame do not follow one another within it.');
  return [...offsets, encoded.length];
}

/**
 * Decodes a frame in DICOM's RLE: one PackBits segment per byte of a sample, the most significant first.
 * @throws AmyloscopeError `invalidDicom` when segments are missing, overlap, or give fewer pixels than the frame has.
 * Source: DICOM PS3.5 annex G.
 */
export function decodeRle(encoded: Uint8Array, shape: ImageShape): DecodedFrame {
  const { samplesPerPixel, bitsAllocated } = shape;
  const pixels = shape.rows * shape.columns;
  const bytesPerSample = bitsAllocated / 8;
  const offsets = segmentOffsets(encoded, samplesPerPixel * bytesPerSample);
  const out = new Uint8Array(pixels * samplesPerPixel * bytesPerSample);
  for (let sample = 0; sample < samplesPerPixel; sample++) {
    const plane = out.subarray(sample * pixels * bytesPerSample, (sample + 1) * pixels * bytesPerSample);
    for (let byte = 0; byte < bytesPerSample; byte++) {
      const index = sample * bytesPerSample + byte;
      const segment = encoded.subarray(offsets[index], offsets[index + 1]);
      const got = unpackSegment(segment, plane, bytesPerSample - 1 - byte, bytesPerSample);
      if (got < pixels) throw fault(`RLE segment ${index + 1} gives ${got} of ${pixels} pixels.`);
    }
  }
  return { bytes: out, bitsAllocated, planar: true, photometricInterpretation: shape.photometricInterpretation };
}
