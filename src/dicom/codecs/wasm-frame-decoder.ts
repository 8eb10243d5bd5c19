import { createRequire } from 'node:module';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { EXPORT_AGAIN } from '../dicom-fault.ts';
import type { ImageShape } from '../image-shape.ts';
import type { DecodedFrame, FrameDecoder } from './frame-decoder.ts';
import { ReplaceableCodec } from './replaceable-codec.ts';

/** What the decoders of the Cornerstone codec packages have in common. */
interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): { readonly bitsPerSample: number };
  delete(): void;
}

type WasmModule = Readonly<Record<string, new () => WasmDecoder>>;
type WasmFactory = (options: { print: () => void; printErr: () => void }) => Promise<WasmModule>;

const require = createRequire(import.meta.url);

function decodeWith(Decoder: new () => WasmDecoder, encoded: Uint8Array): { bytes: Uint8Array; bitsPerSample: number } {
  const decoder = new Decoder();
  decoder.getEncodedBuffer(encoded.length).set(encoded);
  decoder.decode();
  const { bitsPerSample } = decoder.getFrameInfo();
  const bytes = decoder.getDecodedBuffer().slice();
  decoder.delete();
  return { bytes, bitsPerSample };
}

/** Checks that a codec gave as many samples as the header announces; 9 to 16 bits come in two bytes. */
function checkedFrame(bytes: Uint8Array, bitsPerSample: number, shape: ImageShape): DecodedFrame {
  const bitsAllocated = bitsPerSample > 8 ? 16 : 8;
  const needed = (shape.rows * shape.columns * shape.samplesPerPixel * bitsAllocated) / 8;
  if (bytes.length < needed) {
    throw new AmyloscopeError('invalidDicom', `(7FE0,0010) PixelData: a compressed frame gives ${bytes.length} of ${needed} bytes. ${EXPORT_AGAIN}`);
  }
  // JPEG 2000 codecs undo the colour transformation of the code stream by themselves.
  const photometricInterpretation = /^YBR_(ICT|RCT)$/.test(shape.photometricInterpretation) ? 'RGB' : shape.photometricInterpretation;
  return { bytes, bitsAllocated, planar: false, photometricInterpretation };
}

/**
 * Makes the loader of a Cornerstone codec package; it starts when first needed, and stays.
 * @param specifier CommonJS entry that brings its WebAssembly with it.
 * @param decoderName class that the module exports.
 */
export function wasmFrameDecoder(specifier: string, decoderName: string): () => Promise<FrameDecoder> {
  // Codecs write about every frame they decode, which nobody wants to read. They build on the object they are given.
  const codec = new ReplaceableCodec(() => (require(specifier) as WasmFactory)({ print: () => {}, printErr: () => {} }));
  return async () => {
    await codec.ready();
    return (encoded, shape) => {
      const { bytes, bitsPerSample } = codec.use((module) => decodeWith(module[decoderName], encoded));
      return checkedFrame(bytes, bitsPerSample, shape);
    };
  };
}
