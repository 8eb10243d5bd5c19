import type { CodecFamily } from '../transfer-syntax.ts';
import type { FrameDecoder } from './frame-decoder.ts';
import { decodeRle } from './rle.ts';

/**
 * The decoder of a family of codecs; null for native pixels, which need none. WebAssembly is loaded when the first file
 * needs it: most archives of nuclear medicine hold none that does.
 */
export async function loadFrameDecoder(family: CodecFamily): Promise<FrameDecoder | null> {
  if (family === 'native') return null;
  if (family === 'rle') return decodeRle;
  const { loadCompressedFrameDecoder } = await import('./compressed-frame.ts');
  return loadCompressedFrameDecoder(family);
}
