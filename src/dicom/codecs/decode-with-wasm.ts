import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { EXPORT_AGAIN } from '../dicom-fault.ts';
import type { ImageShape } from '../image-shape.ts';
import type { DecodedFrame } from './frame-decoder.ts';
import type { WasmCodec } from './wasm-codec.ts';

/** Colours that JPEG 2000 codecs turn back into RGB by themselves. */
const decodedToRgb: Readonly<Record<string, string>> = { YBR_ICT: 'RGB', YBR_RCT: 'RGB' };

/** Decodes a frame and checks that the codec gave as many samples as the header announces. @throws AmyloscopeError `invalidDicom` */
export function decodeWithWasm(codec: WasmCodec, encoded: Uint8Array, shape: ImageShape): DecodedFrame {
  const { bytes, info } = codec.decode(encoded);
  const bitsAllocated = info.bitsPerSample > 8 ? 16 : 8;
  const needed = (shape.rows * shape.columns * shape.samplesPerPixel * bitsAllocated) / 8;
  if (bytes.length < needed) {
    throw new AmyloscopeError('invalidDicom', `(7FE0,0010) PixelData: a compressed frame gives ${bytes.length} of ${needed} bytes. ${EXPORT_AGAIN}`);
  }
  const photometricInterpretation = decodedToRgb[shape.photometricInterpretation] ?? shape.photometricInterpretation;
  return { bytes, bitsAllocated, planar: false, photometricInterpretation };
}
