import { decodeWithWasm } from './decode-with-wasm.ts';
import type { FrameDecoder } from './frame-decoder.ts';
import { WasmCodec } from './wasm-codec.ts';

let codec: Promise<WasmCodec> | null = null;

/** JPEG-LS by CharLS. Source: DICOM PS3.5 section 8.2.3, ITU-T T.87. */
export async function loadJpegLsDecoder(): Promise<FrameDecoder> {
  codec ??= WasmCodec.load('@cornerstonejs/codec-charls/decodewasmjs', 'JpegLSDecoder');
  const charls = await codec;
  await charls.ready();
  return (encoded, shape) => decodeWithWasm(charls, encoded, shape);
}
