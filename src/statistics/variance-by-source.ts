import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { sum } from './sum.ts';
import { shareInterval, type VarianceComponents } from './variance-components.ts';

/** Where scatter comes from: the patients themselves, the readers, or acquisition, repositioning and device. */
export type VarianceSource = 'patient' | 'human' | 'technical';

export interface SourceVariance {
  readonly source: VarianceSource;
  /** Squared unit of the values. */
  readonly variance: number;
  /** Part of the total variance, 0 to 1. */
  readonly share: number;
  readonly shareInterval95: readonly [lower: number, upper: number];
}

/**
 * Adds up variance components by where they come from: patient, human, technical.
 *
 * Intervals are large-sample, on the log odds of the share. A source whose components are all 0 has the widest share that
 * the upper bound of any one of them allows.
 *
 * @param components of one model.
 * @param sources the source of every component by name, `residual` included: it is what nobody controlled, human when one
 *   reader repeats one image, technical when the patient is imaged anew.
 * @returns the sources that are named, in the order patient, human, technical; their shares sum to 1.
 * @throws AmyloscopeError `invalidInput` when a component has no source.
 * Source: delta method as in `varianceComponents`.
 */
export function varianceBySource({ components, logCovariance }: VarianceComponents, sources: Readonly<Record<string, VarianceSource>>): SourceVariance[] {
  const nameless = components.find(({ name }) => !Object.hasOwn(sources, name));
  if (nameless) throw new AmyloscopeError('invalidInput', `component ${nameless.name} has no source: say whether it is patient, human or technical.`);
  const total = sum(components.map(({ variance }) => variance));
  const present = components.filter(({ variance }) => variance > 0);
  const named = (['patient', 'human', 'technical'] as const).filter((source) => components.some(({ name }) => sources[name] === source));
  return named.map((source) => {
    const own = components.filter(({ name }) => sources[name] === source);
    const variance = sum(own.map((component) => component.variance));
    const shareInterval95: readonly [number, number] =
      variance === 0
        ? [0, Math.max(...own.map((component) => component.shareInterval95[1]))]
        : shareInterval(present.map((component) => component.variance), present.map(({ name }) => sources[name] === source), logCovariance);
    return { source, variance, share: variance / total, shareInterval95 };
  });
}
