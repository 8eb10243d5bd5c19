import { wasmFrameDecoder } from './wasm-frame-decoder.ts';

/** JPEG 2000 by OpenJPEG. Source: DICOM PS3.5 section 8.2.4, ITU-T T.800. */
export const loadJpeg2000Decoder = wasmFrameDecoder('@cornerstonejs/codec-openjpeg/decodewasmjs', 'J2KDecoder');
