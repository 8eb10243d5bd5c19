import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { EXPORT_AGAIN } from '../dicom-fault.ts';

/**
 * A codec in WebAssembly that is replaced after a failure: what a damaged frame leaves in its memory cannot be trusted, and
 * some codecs do not give back the memory of a frame they refuse.
 */
export class ReplaceableCodec<Instance> {
  readonly #start: () => Promise<Instance>;
  #current: Instance | null = null;
  #spare: Instance | null = null;
  #filling: Promise<void> | null = null;

  /** @param start makes an instance with memory of its own. */
  constructor(start: () => Promise<Instance>) {
    this.#start = start;
  }

  /** Resolves once an instance and a spare stand by, so that a failure in the middle of a batch costs one file and no other. */
  async ready(): Promise<void> {
    if (this.#current !== null && this.#spare !== null) return;
    this.#filling ??= this.#fill();
    await this.#filling;
  }

  async #fill(): Promise<void> {
    try {
      this.#current ??= await this.#start();
      this.#spare ??= await this.#start();
    } finally {
      this.#filling = null;
    }
  }

  /**
   * Decodes with the current instance.
   * @param work must copy what it returns out of the instance's memory.
   * @throws AmyloscopeError `invalidDicom` when the codec refuses the frame.
   */
  use<Result>(work: (instance: Instance) => Result): Result {
    if (this.#current === null) {
      this.#current = this.#spare;
      this.#spare = null;
    }
    if (this.#current === null) throw new AmyloscopeError('unsupportedEncoding', 'The codec is being replaced after several damaged frames. Read the file again.');
    try {
      return work(this.#current);
    } catch (cause) {
      this.#current = null;
      throw new AmyloscopeError('invalidDicom', `(7FE0,0010) PixelData: a compressed frame cannot be decoded; it is damaged or cut short. ${EXPORT_AGAIN}`, { cause });
    }
  }
}
