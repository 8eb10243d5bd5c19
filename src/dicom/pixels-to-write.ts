import { tagOf } from './tags.ts';

/** Tag, the letters OW, two reserved bytes and a length of four. Source: DICOM PS3.5 section 7.1.2. */
const PIXEL_HEADER_LENGTH = 12;

/**
 * A file with its pixels, which come last in it; written here directly, since dcmjs would copy them several times.
 * @param header the encoded file without pixels. @param frames stored values of each frame, in order.
 */
export function withPixels(header: Uint8Array, frames: readonly Uint16Array[]): Uint8Array {
  const length = frames.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const file = new Uint8Array(header.length + PIXEL_HEADER_LENGTH + length);
  file.set(header);
  const view = new DataView(file.buffer);
  view.setUint16(header.length, tagOf('PixelData') >>> 16, true);
  view.setUint16(header.length + 2, tagOf('PixelData') & 0xffff, true);
  file.set([0x4f, 0x57], header.length + 4);
  view.setUint32(header.length + 8, length, true);
  let at = header.length + PIXEL_HEADER_LENGTH;
  for (const frame of frames) {
    file.set(new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength), at);
    at += frame.byteLength;
  }
  return file;
}
