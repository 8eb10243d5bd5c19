import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { EXPORT_AGAIN } from '../dicom-fault.ts';

/** One in use and one in reserve, so that a failure in the middle of a batch costs one file and no other. */
const STANDING_BY = 2;

/**
 * A codec in WebAssembly that is started anew after a failure: what a damaged frame leaves in its memory cannot be trusted,
 * and codecs do not give back the memory of a frame they refuse.
 */
export class ReplaceableCodec<Instance> {
  readonly #start: () => Promise<Instance>;
  readonly #restart: (instance: Instance) => Promise<void>;
  readonly #sound: Instance[] = [];
  readonly #failed: Instance[] = [];
  #filling: Promise<void> | null = null;

  /**
   * @param start makes an instance with memory of its own.
   * @param restart gives an instance that failed new memory.
   */
  constructor(start: () => Promise<Instance>, restart: (instance: Instance) => Promise<void>) {
    this.#start = start;
    this.#restart = restart;
  }

  /** Resolves once an instance and its reserve stand by. */
  async ready(): Promise<void> {
    if (this.#sound.length >= STANDING_BY) return;
    this.#filling ??= this.#fill();
    await this.#filling;
  }

  async #fill(): Promise<void> {
    try {
      for (let failed = this.#failed.pop(); failed !== undefined; failed = this.#failed.pop()) {
        await this.#restart(failed);
        this.#sound.push(failed);
      }
      while (this.#sound.length < STANDING_BY) this.#sound.push(await this.#start());
    } finally {
      this.#filling = null;
    }
  }

  /**
   * Decodes with a sound instance.
   * @param work must copy what it returns out of the instance's memory.
   * @throws AmyloscopeError `invalidDicom` when the codec refuses the frame.
   */
  use<Result>(work: (instance: Instance) => Result): Result {
    const [instance] = this.#sound;
    if (instance === undefined) throw new AmyloscopeError('unsupportedEncoding', 'The codec is being restarted after several damaged frames. Read the file again.');
    try {
      return work(instance);
    } catch (cause) {
      this.#sound.shift();
      this.#failed.push(instance);
      throw new AmyloscopeError('invalidDicom', `(7FE0,0010) PixelData: a compressed frame cannot be decoded; it is damaged or cut short. ${EXPORT_AGAIN}`, { cause });
    }
  }
}
