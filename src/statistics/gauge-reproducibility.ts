import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { z95 } from './distribution-normal.ts';
import { isConstant } from './is-constant.ts';
import { mean } from './mean.ts';
import { meanSquareInterval, type MeanSquareTerm } from './mean-square-interval.ts';
import { requireFinite } from './require-values.ts';
import { sum } from './sum.ts';
import { sumOfSquaredDeviations } from './variance.ts';

export interface GaugeComponent {
  /** Squared unit of the values; a negative estimate is given as 0. */
  readonly variance: number;
  readonly interval95: readonly [lower: number, upper: number];
  /** Part of the total variance, 0 to 1. */
  readonly share: number;
}

/** A coefficient in the unit of the values: 95 % of differences between two measurements of a patient stay below it. */
export interface GaugeCoefficient {
  readonly value: number;
  readonly interval95: readonly [lower: number, upper: number];
}

export interface GaugeReproducibility {
  readonly status: 'measured';
  readonly patient: GaugeComponent;
  /** Readers differ on average. */
  readonly reader: GaugeComponent;
  /** Readers differ in another way from patient to patient. */
  readonly interaction: GaugeComponent;
  /** The same reader repeats the same patient. */
  readonly repeat: GaugeComponent;
  /** Reader, interaction and repeat together: all that is not the patient. */
  readonly gauge: GaugeComponent;
  /** Same reader. */
  readonly repeatabilityCoefficient: GaugeCoefficient;
  /** Any reader. */
  readonly reproducibilityCoefficient: GaugeCoefficient;
}

interface Squares {
  readonly counts: readonly [patients: number, readers: number, repeats: number];
  readonly patient: MeanSquareTerm;
  readonly reader: MeanSquareTerm;
  readonly interaction: MeanSquareTerm;
  readonly repeat: MeanSquareTerm;
}

/**
 * Gauge repeatability and reproducibility: how much of the scatter is the patient, the readers, and repetition.
 *
 * Every reader measures every patient equally often; for tables with gaps or more sources see `variance-components`.
 * Patients and readers are samples of many, with normal effects. Components are those of analysis of variance; intervals
 * by the modified large-sample method, wide when readers are few.
 *
 * @param values [patient][reader][repeat], all in one unit; at least 2 patients, 2 readers and 2 repeats, complete.
 * @returns components with intervals and shares; `notMeasured` with `tooFew` or `constant`.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or cells of different size.
 * Source: Burdick, Borror and Montgomery, J Qual Technol 2003;35:342.
 */
export function gaugeReproducibility(values: readonly (readonly (readonly number[])[])[]): GaugeReproducibility | NotMeasured {
  const [readers, repeats] = [values[0]?.length ?? 0, values[0]?.[0]?.length ?? 0];
  values.forEach((row, patient) => {
    row.forEach((cell, reader) => requireFinite(`patient ${patient + 1}, reader ${reader + 1}`, cell));
    if (row.length !== readers || row.some((cell) => cell.length !== repeats)) {
      throw new AmyloscopeError('invalidInput', `patient ${patient + 1}: every reader must measure every patient ${repeats} times. Use variance components for tables with gaps.`);
    }
  });
  if (values.length < 2 || readers < 2 || repeats < 2) {
    return notMeasured('tooFew', `Gauge R&R needs 2 patients, 2 readers and 2 repeats; there are ${values.length}, ${readers} and ${repeats}.`);
  }
  if (isConstant(values.flat(2))) return notMeasured('constant', 'All values are equal: there is no variance to split.');
  return fromSquares(meanSquares(values, readers, repeats));
}

function meanSquares(values: readonly (readonly (readonly number[])[])[], readers: number, repeats: number): Squares {
  const patients = values.length;
  const cells = values.map((row) => row.map(mean));
  const patientMeans = cells.map(mean);
  const readerMeans = cells[0].map((_, j) => mean(cells.map((row) => row[j])));
  const grand = mean(patientMeans);
  const interaction = sum(cells.flatMap((row, i) => row.map((cell, j) => (cell - patientMeans[i] - readerMeans[j] + grand) ** 2)));
  const within = sum(values.flatMap((row) => row.map(sumOfSquaredDeviations)));
  const term = (squares: number, df: number): MeanSquareTerm => ({ factor: 1, meanSquare: squares / df, df });
  return {
    counts: [patients, readers, repeats],
    patient: term(readers * repeats * sumOfSquaredDeviations(patientMeans), patients - 1),
    reader: term(patients * repeats * sumOfSquaredDeviations(readerMeans), readers - 1),
    interaction: term(repeats * interaction, (patients - 1) * (readers - 1)),
    repeat: term(within, patients * readers * (repeats - 1)),
  };
}

function fromSquares({ counts: [p, o, r], patient, reader, interaction, repeat }: Squares): GaugeReproducibility {
  const times = (term: MeanSquareTerm, factor: number): MeanSquareTerm => ({ ...term, factor });
  const terms = {
    patient: [times(patient, 1 / (o * r)), times(interaction, -1 / (o * r))],
    reader: [times(reader, 1 / (p * r)), times(interaction, -1 / (p * r))],
    interaction: [times(interaction, 1 / r), times(repeat, -1 / r)],
    repeat: [repeat],
    gauge: [times(reader, 1 / (p * r)), times(interaction, (p - 1) / (p * r)), times(repeat, (r - 1) / r)],
  };
  const estimate = (list: readonly MeanSquareTerm[]): number => Math.max(0, sum(list.map((term) => term.factor * term.meanSquare)));
  const total = estimate(terms.patient) + estimate(terms.reader) + estimate(terms.interaction) + estimate(terms.repeat);
  const component = (list: readonly MeanSquareTerm[], variance = estimate(list)): GaugeComponent => ({ variance, interval95: meanSquareInterval(list), share: variance / total });
  const coefficient = ({ variance, interval95 }: GaugeComponent): GaugeCoefficient => {
    const factor = z95 * Math.SQRT2;
    return { value: factor * Math.sqrt(variance), interval95: [factor * Math.sqrt(interval95[0]), factor * Math.sqrt(interval95[1])] };
  };
  const gauge = component(terms.gauge, total - estimate(terms.patient));
  const single = component(terms.repeat);
  return {
    status: 'measured',
    patient: component(terms.patient),
    reader: component(terms.reader),
    interaction: component(terms.interaction),
    repeat: single,
    gauge,
    repeatabilityCoefficient: coefficient(single),
    reproducibilityCoefficient: coefficient(gauge),
  };
}
