import { decodeWithWasm } from './decode-with-wasm.ts';
import type { FrameDecoder } from './frame-decoder.ts';
import { WasmCodec } from './wasm-codec.ts';

let codec: Promise<WasmCodec> | null = null;

/** JPEG 2000 by OpenJPEG. Source: DICOM PS3.5 section 8.2.4, ITU-T T.800. */
export async function loadJpeg2000Decoder(): Promise<FrameDecoder> {
  codec ??= WasmCodec.load('@cornerstonejs/codec-openjpeg/decodewasmjs', 'J2KDecoder');
  const openJpeg = await codec;
  await openJpeg.ready();
  return (encoded, shape) => decodeWithWasm(openJpeg, encoded, shape);
}
