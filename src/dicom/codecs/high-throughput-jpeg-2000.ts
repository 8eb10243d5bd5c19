import { wasmFrameDecoder } from './wasm-frame-decoder.ts';

/** High-throughput JPEG 2000 by OpenJPH. Source: DICOM PS3.5 section 8.2.14, ITU-T T.814. */
export const loadHighThroughputJpeg2000Decoder = wasmFrameDecoder('@cornerstonejs/codec-openjph/wasmjs', 'HTJ2KDecoder');
