import type { ImageShape } from '../image-shape.ts';

/** A decompressed frame: samples as bytes in little endian, laid out as told. */
export interface DecodedFrame {
  readonly bytes: Uint8Array;
  readonly bitsAllocated: number;
  readonly planar: boolean;
  /** What the samples mean now; a codec may turn YBR into RGB. */
  readonly photometricInterpretation: string;
}

/**
 * Decompresses one frame whose code stream is already known to have the size the header states.
 * @throws AmyloscopeError `invalidDicom` or `unsupportedEncoding`.
 */
export type FrameDecoder = (encoded: Uint8Array, shape: ImageShape) => DecodedFrame;
