import { createRequire } from 'node:module';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { EXPORT_AGAIN } from '../dicom-fault.ts';
import type { ImageShape } from '../image-shape.ts';
import type { CodecFamily } from '../transfer-syntax.ts';
import { isPlaneAfterPlane, readCodeStreamHeader } from './code-stream.ts';
import type { DecodedFrame, FrameDecoder } from './frame-decoder.ts';
import { ReplaceableCodec } from './replaceable-codec.ts';

type DcmjsCodecs = typeof import('dcmjs-codecs');
type CompressedFamily = Exclude<CodecFamily, 'native' | 'rle'>;

const require = createRequire(import.meta.url);

/** dcmjs-codecs keeps its one instance inside its module, so a second instance takes a second copy of the module. */
async function start(): Promise<DcmjsCodecs> {
  const path = require.resolve('dcmjs-codecs');
  delete require.cache[path];
  const codecs = require(path) as DcmjsCodecs;
  await codecs.NativeCodecs.initializeAsync();
  return codecs;
}

async function restart({ NativeCodecs }: DcmjsCodecs): Promise<void> {
  NativeCodecs.release();
  await NativeCodecs.initializeAsync();
}

const codec = new ReplaceableCodec(start, restart);

/** JPEG by libjpeg (8, 12 and 16 bits), JPEG-LS by CharLS, JPEG 2000 and HTJ2K by OpenJPEG. */
const methods = { jpeg: 'decodeJpeg', jpegLs: 'decodeJpegLs', jpeg2000: 'decodeJpeg2000' } as const;

function decompressed(encoded: Uint8Array, shape: ImageShape, bitsAllocated: number, bitsStored: number, family: CompressedFamily): Uint8Array {
  return codec.use(({ NativeCodecs, Context }) => {
    const context = new Context({
      width: shape.columns, height: shape.rows, samplesPerPixel: shape.samplesPerPixel, bitsAllocated, bitsStored,
      pixelRepresentation: shape.signed ? 1 : 0, planarConfiguration: 0,
      photometricInterpretation: shape.photometricInterpretation, encodedBuffer: encoded,
    });
    // Copied, because the memory of the codec is used again.
    return Uint8Array.from(NativeCodecs[methods[family]](context, { convertColorspaceToRgb: false }).getDecodedBuffer()!);
  });
}

/** JPEG leaves YBR as it is with chroma on every pixel; JPEG 2000 undoes the colour transformation of the code stream. */
function decodedSpace(stated: string): string {
  if (/^YBR_(ICT|RCT)$/.test(stated)) return 'RGB';
  return stated.replace(/^YBR_.*/, 'YBR_FULL');
}

function decodeFrame(encoded: Uint8Array, shape: ImageShape, family: CompressedFamily): DecodedFrame {
  const { bitsPerSample } = readCodeStreamHeader(encoded, family);
  const bitsAllocated = bitsPerSample > 8 ? 16 : 8;
  const bytes = decompressed(encoded, shape, bitsAllocated, bitsPerSample, family);
  const needed = (shape.rows * shape.columns * shape.samplesPerPixel * bitsAllocated) / 8;
  if (bytes.length < needed) {
    throw new AmyloscopeError('invalidDicom', `(7FE0,0010) PixelData: a compressed frame gives ${bytes.length} of ${needed} bytes. ${EXPORT_AGAIN}`);
  }
  const planar = family === 'jpegLs' && isPlaneAfterPlane(encoded, shape.samplesPerPixel);
  return { bytes, bitsAllocated, planar, photometricInterpretation: decodedSpace(shape.photometricInterpretation) };
}

/**
 * The decoder of a family of codecs, by dcmjs-codecs.
 * Source: DICOM PS3.5 section 8.2; ITU-T T.81, T.87, T.800, T.814.
 */
export async function loadCompressedFrameDecoder(family: CompressedFamily): Promise<FrameDecoder> {
  await codec.ready();
  return (encoded, shape) => decodeFrame(encoded, shape, family);
}
