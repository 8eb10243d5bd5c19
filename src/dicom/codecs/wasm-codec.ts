import { createRequire } from 'node:module';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { EXPORT_AGAIN } from '../dicom-fault.ts';

/** What the decoders of the codec packages have in common. */
interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): WasmFrameInfo;
  delete(): void;
}

export interface WasmFrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
}

type WasmModule = { readonly HEAPU8: Uint8Array } & Readonly<Record<string, unknown>>;
type WasmFactory = (options: { print: () => void; printErr: () => void }) => Promise<WasmModule>;

/** A frame as the codec gives it: samples interleaved, one or two bytes each, little endian. */
export interface WasmFrame {
  readonly bytes: Uint8Array;
  readonly info: WasmFrameInfo;
}

/** Memory of a codec only grows; one that decoded an enormous frame is replaced, so that memory stays flat. */
const LARGEST_HEAP = 256 * 1024 * 1024;

const require = createRequire(import.meta.url);

/** A codec in WebAssembly that is replaced after a failure, since what it leaves in its memory cannot be trusted. */
export class WasmCodec {
  readonly #factory: WasmFactory;
  readonly #decoderName: string;
  #current: WasmModule;
  #spare: WasmModule | null = null;
  #refill: Promise<void> | null = null;

  private constructor(factory: WasmFactory, decoderName: string, first: WasmModule) {
    this.#factory = factory;
    this.#decoderName = decoderName;
    this.#current = first;
  }

  /** @param specifier the package's CommonJS entry that brings its WebAssembly with it. */
  static async load(specifier: string, decoderName: string): Promise<WasmCodec> {
    const factory = require(specifier) as WasmFactory;
    return new WasmCodec(factory, decoderName, await WasmCodec.#start(factory));
  }

  /** Codecs write about every frame they decode; nobody who reads scans wants to read that. */
  static #start(factory: WasmFactory): Promise<WasmModule> {
    return factory({ print: () => {}, printErr: () => {} });
  }

  /** Resolves once a spare stands by, so that a failure in the middle of a batch costs one file and no other. */
  async ready(): Promise<void> {
    if (this.#spare) return;
    this.#refill ??= this.#startSpare();
    await this.#refill;
  }

  async #startSpare(): Promise<void> {
    this.#spare = await WasmCodec.#start(this.#factory);
    this.#refill = null;
  }

  #replace(): void {
    if (this.#spare) this.#current = this.#spare;
    this.#spare = null;
    void this.ready();
  }

  /** @throws AmyloscopeError `invalidDicom` when the codec refuses the frame. */
  decode(encoded: Uint8Array): WasmFrame {
    const Decoder = this.#current[this.#decoderName] as new () => WasmDecoder;
    try {
      const decoder = new Decoder();
      decoder.getEncodedBuffer(encoded.length).set(encoded);
      decoder.decode();
      const info = decoder.getFrameInfo();
      const bytes = decoder.getDecodedBuffer().slice();
      decoder.delete();
      if (this.#current.HEAPU8.length > LARGEST_HEAP) this.#replace();
      return { bytes, info };
    } catch (cause) {
      this.#replace();
      throw new AmyloscopeError('invalidDicom', `(7FE0,0010) PixelData: a compressed frame cannot be decoded; it is damaged or cut short. ${EXPORT_AGAIN}`, { cause });
    }
  }
}
