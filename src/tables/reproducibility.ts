import type { NotMeasured } from '../measurement/result.ts';
import { z95 } from '../statistics/distribution-normal.ts';
import { type GaugeCoefficient, gaugeReproducibility, type GaugeReproducibility } from '../statistics/gauge-reproducibility.ts';
import { sum } from '../statistics/sum.ts';
import { type SourceVariance, varianceBySource, type VarianceSource } from '../statistics/variance-by-source.ts';
import { type VarianceComponent, type VarianceComponents, varianceComponents } from '../statistics/variance-components.ts';
import { ratingTable, type RepeatedMeasurements } from './repeated-measurements.ts';
import { type ScatterTerm, scatterTerms, type UnseparableTerm } from './scatter-terms.ts';

/** One part of the scatter. `residual` is what is left when everything named is the same. */
export interface ScatterComponent extends Omit<VarianceComponent, 'name'> {
  readonly name: ScatterTerm | 'residual';
  readonly source: VarianceSource;
  /** Square root of the variance, in the unit of the values. */
  readonly standardDeviation: number;
  /** Smallest real change if this part alone were removed; null for the patients, which are no noise. */
  readonly smallestChangeWithout: number | null;
}

/** Where the scatter of one quantity comes from. */
export interface Reproducibility {
  readonly name: string;
  readonly unit: string | null;
  readonly patients: number;
  readonly measurements: number;
  /** How many of each the table has. */
  readonly levels: readonly { readonly term: ScatterTerm; readonly count: number }[];
  /** What the table names but cannot tell apart. */
  readonly unseparable: readonly UnseparableTerm[];
  /** Mean of all measurements, as the model weighs them. */
  readonly mean: number | null;
  readonly components: readonly ScatterComponent[] | NotMeasured;
  readonly bySource: readonly SourceVariance[];
  /** 95 % of differences between two measurements of a patient under the same conditions stay below it. */
  readonly repeatabilityCoefficient: GaugeCoefficient | NotMeasured;
  /** The same with everything named different: other reader, other acquisition, other device. */
  readonly reproducibilityCoefficient: GaugeCoefficient | NotMeasured;
  /** The classical analysis of variance; null unless every reader measured every patient equally often, and nothing else varies. */
  readonly gauge: GaugeReproducibility | NotMeasured | null;
}

/** 95 % of differences between two measurements stay below this many standard deviations of one. */
const differenceFactor = z95 * Math.SQRT2;

const sourceOf: Readonly<Record<ScatterTerm, VarianceSource>> = {
  patient: 'patient', reader: 'human', readerInPatient: 'human', acquisition: 'technical', device: 'technical', site: 'technical',
};

/**
 * Splits the scatter of repeated measurements into patient, human and technical parts.
 *
 * Components by restricted maximum likelihood, balanced or not. Where every reader measured every patient equally often
 * and nothing else varies, both coefficients are those of gauge analysis, whose intervals hold with few readers.
 *
 * @param measurements one quantity, with finite values in one unit.
 * @param repeatIs whether bare repetition is a person reading again or a patient measured anew; null: human when the table
 *   names readers, unless each measurement is an acquisition of its own.
 * Source: those of the statistics used; delta method on the logarithm for the sum of variances.
 */
export function reproducibility(measurements: RepeatedMeasurements<number>, repeatIs: 'human' | 'technical' | null): Reproducibility {
  const { name, unit, patients, values } = measurements;
  const { separable, unseparable } = scatterTerms(measurements);
  const found = varianceComponents(values, separable.map(({ term, levels }) => ({ name: term, levels })));
  const gauge = balancedGauge(measurements, separable.map(({ term }) => term));
  const source = repeatIs ?? residualSource(measurements, unseparable);
  const sources: Record<string, VarianceSource> = { ...sourceOf, residual: source };
  const components = found.status === 'measured' ? found.components.map((component) => scatterComponent(component, found, sources)) : found;
  const noise = found.status === 'measured' ? found.components.map((component) => component.name !== 'patient') : [];
  const residual = found.status === 'measured' ? found.components.map((component) => component.name === 'residual') : [];
  const classical = gauge?.status === 'measured' ? gauge : null;
  return {
    name, unit,
    patients: new Set(patients).size,
    measurements: values.length,
    levels: separable.map(({ term, levels }) => ({ term, count: new Set(levels).size })),
    unseparable,
    mean: found.status === 'measured' ? found.mean : null,
    components,
    bySource: found.status === 'measured' ? varianceBySource(found, sources) : [],
    repeatabilityCoefficient: classical?.repeatabilityCoefficient ?? (found.status === 'measured' ? coefficientOf(found, residual) : found),
    reproducibilityCoefficient: classical?.reproducibilityCoefficient ?? (found.status === 'measured' ? coefficientOf(found, noise) : found),
    gauge,
  };
}

/** A patient imaged anew each time differs by the machine as well: whatever is left is then technical. */
function residualSource({ factors }: RepeatedMeasurements<number>, unseparable: readonly UnseparableTerm[]): VarianceSource {
  const imagedEachTime = unseparable.some(({ term, why }) => term === 'acquisition' && why === 'onePerMeasurement');
  return (factors.reader || factors.acquisition) && !imagedEachTime ? 'human' : 'technical';
}

function scatterComponent(component: VarianceComponent, { components }: VarianceComponents, sources: Readonly<Record<string, VarianceSource>>): ScatterComponent {
  const name = component.name as ScatterComponent['name'];
  const others = components.filter((other) => other.name !== 'patient' && other !== component).map(({ variance }) => variance);
  return {
    ...component, name,
    source: sources[name],
    standardDeviation: Math.sqrt(component.variance),
    smallestChangeWithout: name === 'patient' ? null : differenceFactor * Math.sqrt(sum(others)),
  };
}

/** The coefficient of the sum of some components, its interval by the delta method on the logarithm of the sum. */
function coefficientOf({ components, logCovariance }: VarianceComponents, chosen: readonly boolean[]): GaugeCoefficient {
  const total = sum(components.filter((_, i) => chosen[i]).map(({ variance }) => variance));
  const value = differenceFactor * Math.sqrt(total);
  if (total === 0) return { value: 0, interval95: [0, differenceFactor * Math.sqrt(Math.max(...components.filter((_, i) => chosen[i]).map(({ interval95: [, upper] }) => upper)))] };
  // The covariance has a row for each component above 0 alone.
  const weights = components.flatMap(({ variance }, i) => (variance > 0 ? [chosen[i] ? variance / total : 0] : []));
  const logVariance = sum(weights.flatMap((weight, i) => weights.map((other, j) => weight * other * logCovariance[i][j])));
  const half = (z95 * Math.sqrt(logVariance)) / 2;
  return { value, interval95: [value * Math.exp(-half), value * Math.exp(half)] };
}

/** Gauge analysis where the table has the shape that it asks for. */
function balancedGauge(measurements: RepeatedMeasurements<number>, terms: readonly ScatterTerm[]): GaugeReproducibility | NotMeasured | null {
  const { reader } = measurements.factors;
  if (!reader || terms.some((term) => sourceOf[term] === 'technical')) return null;
  const { cells } = ratingTable(measurements, reader);
  const sizes = new Set(cells.flat().map((repeats) => repeats.length));
  const [size] = sizes;
  return sizes.size === 1 && size > 1 ? gaugeReproducibility(cells) : null;
}
