import { wasmFrameDecoder } from './wasm-frame-decoder.ts';

/** JPEG-LS by CharLS. Source: DICOM PS3.5 section 8.2.3, ITU-T T.87. */
export const loadJpegLsDecoder = wasmFrameDecoder('@cornerstonejs/codec-charls/decodewasmjs', 'JpegLSDecoder');
