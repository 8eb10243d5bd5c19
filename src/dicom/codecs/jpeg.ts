import { createRequire } from 'node:module';
import type { ImageShape } from '../image-shape.ts';
import { readJpegHeader } from './code-stream.ts';
import type { DecodedFrame, FrameDecoder } from './frame-decoder.ts';
import { ReplaceableCodec } from './replaceable-codec.ts';

type DcmjsCodecs = typeof import('dcmjs-codecs');

const require = createRequire(import.meta.url);

/** dcmjs-codecs keeps its one instance inside its module, so a second instance takes a second copy of the module. */
async function start(): Promise<DcmjsCodecs> {
  const path = require.resolve('dcmjs-codecs');
  delete require.cache[path];
  const codecs = require(path) as DcmjsCodecs;
  await codecs.NativeCodecs.initializeAsync();
  return codecs;
}

const codec = new ReplaceableCodec(start);

function contextOf(encoded: Uint8Array, shape: ImageShape, bitsPerSample: number): ConstructorParameters<DcmjsCodecs['Context']>[0] {
  return {
    width: shape.columns,
    height: shape.rows,
    bitsAllocated: bitsPerSample > 8 ? 16 : 8,
    bitsStored: bitsPerSample,
    samplesPerPixel: shape.samplesPerPixel,
    pixelRepresentation: 0,
    planarConfiguration: 0,
    photometricInterpretation: shape.photometricInterpretation,
    encodedBuffer: encoded,
  };
}

function decode(encoded: Uint8Array, shape: ImageShape): DecodedFrame {
  const { bitsPerSample } = readJpegHeader(encoded);
  const bytes = codec.use(({ NativeCodecs, Context }) => {
    const decoded = NativeCodecs.decodeJpeg(new Context(contextOf(encoded, shape, bitsPerSample)), { convertColorspaceToRgb: false });
    return Uint8Array.from(decoded.getDecodedBuffer()!);
  });
  // The codec spreads shared chroma over every pixel.
  const photometricInterpretation = shape.photometricInterpretation.replace(/^YBR_.*/, 'YBR_FULL');
  return { bytes, bitsAllocated: bitsPerSample > 8 ? 16 : 8, planar: false, photometricInterpretation };
}

/**
 * JPEG of every DICOM process by dcmjs-codecs (libjpeg of 8, 12 and 16 bits): baseline, extended, lossless.
 * Source: DICOM PS3.5 section 8.2.1, ITU-T T.81.
 */
export async function loadJpegDecoder(): Promise<FrameDecoder> {
  await codec.ready();
  return decode;
}
