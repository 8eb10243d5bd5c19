import { Decoder } from 'jpeg-lossless-decoder-js';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { EXPORT_AGAIN } from '../dicom-fault.ts';
import type { ImageShape } from '../image-shape.ts';
import { readJpegHeader } from './code-stream.ts';
import type { DecodedFrame } from './frame-decoder.ts';

const LOSSLESS_FRAME = 0xffc3;

/**
 * JPEG lossless, any predictor, by jpeg-lossless-decoder-js.
 * @throws AmyloscopeError `invalidDicom` when the frame is damaged or is another kind of JPEG.
 * Source: DICOM PS3.5 section 8.2.1, ITU-T T.81 annex H.
 */
export function decodeJpegLossless(encoded: Uint8Array, shape: ImageShape): DecodedFrame {
  const { marker, bitsPerSample } = readJpegHeader(encoded);
  if (marker !== LOSSLESS_FRAME) {
    throw new AmyloscopeError('invalidDicom', `(7FE0,0010) PixelData: the frame is JPEG of kind ${marker.toString(16).toUpperCase()}, where the transfer syntax requires FFC3, lossless. ${EXPORT_AGAIN}`);
  }
  const bytesPerSample = bitsPerSample > 8 ? 2 : 1;
  const bytes = decompress(encoded, bytesPerSample);
  const needed = shape.rows * shape.columns * shape.samplesPerPixel * bytesPerSample;
  if (bytes.length < needed) throw new AmyloscopeError('invalidDicom', `(7FE0,0010) PixelData: a JPEG frame gives ${bytes.length} of ${needed} bytes. ${EXPORT_AGAIN}`);
  return { bytes, bitsAllocated: bytesPerSample * 8, planar: false, photometricInterpretation: shape.photometricInterpretation };
}

function decompress(encoded: Uint8Array, bytesPerSample: number): Uint8Array {
  try {
    return new Uint8Array(new Decoder(undefined, bytesPerSample).decompress(encoded.buffer as ArrayBuffer, encoded.byteOffset, encoded.byteLength));
  } catch (cause) {
    throw new AmyloscopeError('invalidDicom', `(7FE0,0010) PixelData: a JPEG lossless frame cannot be decoded; it is damaged or cut short. ${EXPORT_AGAIN}`, { cause });
  }
}
