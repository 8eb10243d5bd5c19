import { decodeWithWasm } from './decode-with-wasm.ts';
import type { FrameDecoder } from './frame-decoder.ts';
import { WasmCodec } from './wasm-codec.ts';

let codec: Promise<WasmCodec> | null = null;

/** High-throughput JPEG 2000 by OpenJPH. Source: DICOM PS3.5 section 8.2.14, ITU-T T.814. */
export async function loadHighThroughputJpeg2000Decoder(): Promise<FrameDecoder> {
  codec ??= WasmCodec.load('@cornerstonejs/codec-openjph/wasmjs', 'HTJ2KDecoder');
  const openJph = await codec;
  await openJph.ready();
  return (encoded, shape) => decodeWithWasm(openJph, encoded, shape);
}
