import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { readJpegHeader } from './code-stream.ts';
import { decodeWithWasm } from './decode-with-wasm.ts';
import type { FrameDecoder } from './frame-decoder.ts';
import { WasmCodec } from './wasm-codec.ts';

let codec: Promise<WasmCodec> | null = null;

/** JPEG baseline and extended of 8 bits by libjpeg-turbo. Source: DICOM PS3.5 section 8.2.1, ITU-T T.81. */
export async function loadJpegDecoder(): Promise<FrameDecoder> {
  codec ??= WasmCodec.load('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs', 'JPEGDecoder');
  const turbo = await codec;
  await turbo.ready();
  return (encoded, shape) => {
    const { bitsPerSample } = readJpegHeader(encoded);
    if (bitsPerSample !== 8) {
      throw new AmyloscopeError('unsupportedEncoding', `(7FE0,0010) PixelData is JPEG with ${bitsPerSample} bits. Export the image uncompressed.`);
    }
    const frame = decodeWithWasm(turbo, encoded, shape);
    // libjpeg-turbo gives RGB whatever the colour space of the file.
    return shape.samplesPerPixel === 3 ? { ...frame, photometricInterpretation: 'RGB' } : frame;
  };
}
