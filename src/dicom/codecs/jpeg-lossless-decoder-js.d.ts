/** The package names type declarations that it does not ship. */
declare module 'jpeg-lossless-decoder-js' {
  export class Decoder {
    constructor(buffer?: ArrayBuffer, bytesPerSample?: number);
    decompress(buffer: ArrayBuffer, offset: number, length: number): ArrayBuffer;
  }
}
