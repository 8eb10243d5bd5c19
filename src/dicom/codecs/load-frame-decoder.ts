import type { CodecFamily } from '../transfer-syntax.ts';
import type { FrameDecoder } from './frame-decoder.ts';

/** Modules are imported when the first file needs them: most archives hold one kind of compression or none. */
const loaders: Readonly<Record<Exclude<CodecFamily, 'native'>, () => Promise<FrameDecoder>>> = {
  rle: async () => (await import('./rle.ts')).decodeRle,
  jpeg: async () => (await import('./jpeg.ts')).loadJpegDecoder(),
  jpegLs: async () => (await import('./jpeg-ls.ts')).loadJpegLsDecoder(),
  jpeg2000: async () => (await import('./jpeg-2000.ts')).loadJpeg2000Decoder(),
  highThroughputJpeg2000: async () => (await import('./high-throughput-jpeg-2000.ts')).loadHighThroughputJpeg2000Decoder(),
};

/** The decoder of a family of codecs, loaded on first use; null for native pixels, which need none. */
export async function loadFrameDecoder(family: CodecFamily): Promise<FrameDecoder | null> {
  return family === 'native' ? null : loaders[family]();
}
