import { InferenceSession, Tensor } from 'onnxruntime-node';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { readModel, type ModelCard } from './model-card.ts';

/** A network ready to run, with the card that describes it. */
export interface Network {
  readonly card: ModelCard;
  /**
   * Runs on one input of shape [1, channels, rows, columns], or with slices before the rows.
   * @returns each output by name, flat, in the order the card states.
   */
  run(values: Float32Array, shape: readonly [channels: number, ...size: number[]]): Promise<Readonly<Record<string, Float32Array>>>;
}

/**
 * Loads a model.
 * @param threads one where several workers run a network each: that is faster than one network on all cores.
 * @throws AmyloscopeError `modelUnusable` when the file is missing, altered or not understood.
 */
export async function loadNetwork(name: string, threads = 1): Promise<Network> {
  const { card, bytes } = readModel(name);
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all' })
    .catch((cause: unknown) => {
      throw new AmyloscopeError('modelUnusable', `Model ${card.file} cannot be loaded. Restore it from the release.`, { cause });
    });
  const [input] = session.inputNames;
  return {
    card,
    async run(values, shape) {
      const results = await session.run({ [input]: new Tensor('float32', values, [1, ...shape]) });
      return Object.fromEntries(session.outputNames.map((output) => [output, results[output].data as Float32Array]));
    },
  };
}
