import { notMeasured, type NotMeasured, type Result } from '../measurement/result.ts';
import { coefficientOfVariation } from '../statistics/coefficient-of-variation.ts';
import { icc, type Icc } from '../statistics/icc.ts';
import { iccUnbalanced, type IccUnbalanced } from '../statistics/icc-unbalanced.ts';
import { individualEquivalence, type IndividualEquivalence } from '../statistics/individual-equivalence.ts';
import { mean } from '../statistics/mean.ts';
import { repeatabilityCoefficient } from '../statistics/repeatability-coefficient.ts';
import { standardDeviation } from '../statistics/variance.ts';
import { withinSubjectSd, type WithinSubjectSd } from '../statistics/within-subject-sd.ts';
import { agreementPair, type AgreementPair } from './agreement-pair.ts';
import { type RatingTable, ratingTable, type RepeatedMeasurements } from './repeated-measurements.ts';

/** How far repeated measurements of one patient scatter. */
export interface MeasurementScatter {
  readonly withinSubjectSd: Result<WithinSubjectSd>;
  /** MDC95: 95 % of differences between two measurements of one patient stay below it. */
  readonly smallestRealChange: Result<WithinSubjectSd>;
  /** Share of the value. */
  readonly coefficientOfVariation: Result<WithinSubjectSd>;
}

/** What one rater measured. */
export interface RaterValues {
  readonly name: string;
  readonly patients: number;
  readonly mean: number;
  /** null below two patients. */
  readonly standardDeviation: number | null;
  /** Between this rater's own repeats; null where there is none. */
  readonly own: MeasurementScatter | null;
}

/** Agreement of raters on a quantity. */
export interface QuantityAgreement {
  readonly kind: 'quantity';
  readonly name: string;
  readonly unit: string | null;
  readonly subjects: number;
  readonly measurements: number;
  /** Cells of the table of patients by raters without a value. */
  readonly missing: number;
  /** Whether a rater measured a patient more than once; coefficients are then those of the mean of the repeats. */
  readonly repeated: boolean;
  readonly raters: readonly RaterValues[];
  /** All six forms; not measured when a cell is missing. */
  readonly icc: Icc | NotMeasured;
  /** By variance components; null when no cell is missing. */
  readonly unbalanced: IccUnbalanced | NotMeasured | null;
  /** Between any two measurements of a patient, whoever measured. */
  readonly anyRater: MeasurementScatter;
  /** Every two raters; empty when there are more raters than pairs can show. */
  readonly pairs: readonly AgreementPair[];
  /** Whether the machine named may replace one of the others; null when none was named. */
  readonly equivalence: Result<IndividualEquivalence> | null;
}

/** With more raters their pairs would fill pages; the coefficients speak for all of them. */
export const mostRatersInPairs = 10;

/**
 * Agreement of raters on a quantity: reliability, scatter, and every two raters beside each other.
 *
 * @param measurements one quantity, with finite values in one unit.
 * @param raters who or what measured, one per measurement.
 * @param machine the rater to be held against the others; null for none.
 * Source: those of the statistics used.
 */
export function quantityAgreement(measurements: RepeatedMeasurements<number>, raters: readonly string[], machine: string | null): QuantityAgreement {
  const table = ratingTable(measurements, raters);
  const cells = table.cells.flat();
  const means = table.cells.map((row) => row.map((repeats) => (repeats.length > 0 ? mean(repeats) : null)));
  const missing = cells.filter((repeats) => repeats.length === 0).length;
  return {
    kind: 'quantity',
    name: measurements.name,
    unit: measurements.unit,
    subjects: table.subjects.length,
    measurements: measurements.values.length,
    missing,
    repeated: cells.some((repeats) => repeats.length > 1),
    raters: table.raters.map((name, i) => raterValues(name, table.cells.map((row) => row[i]))),
    icc: icc(means),
    unbalanced: missing > 0 ? iccUnbalanced(means) : null,
    anyRater: measurementScatter(table.cells.map((row) => row.flat())),
    pairs: table.raters.length > mostRatersInPairs ? [] : allPairs(table),
    equivalence: machine === null ? null : equivalence(table, means, machine),
  };
}

function raterValues(name: string, repeats: readonly (readonly number[])[]): RaterValues {
  const measured = repeats.filter((values) => values.length > 0);
  const means = measured.map(mean);
  return {
    name,
    patients: measured.length,
    mean: mean(means),
    standardDeviation: means.length > 1 ? standardDeviation(means) : null,
    own: measured.some((values) => values.length > 1) ? measurementScatter(measured) : null,
  };
}

function measurementScatter(repeats: readonly (readonly number[])[]): MeasurementScatter {
  return { withinSubjectSd: withinSubjectSd(repeats), smallestRealChange: repeatabilityCoefficient(repeats), coefficientOfVariation: coefficientOfVariation(repeats) };
}

function allPairs({ subjects, raters, cells }: RatingTable<number>): AgreementPair[] {
  const column = (rater: number) => cells.map((row) => row[rater]);
  return raters.flatMap((first, i) => raters.slice(i + 1).map((second, j) => agreementPair([first, second], subjects, column(i), column(i + 1 + j))));
}

/** On the patients whom everybody measured, as the coefficient needs. */
function equivalence({ raters }: RatingTable<number>, means: readonly (readonly (number | null)[])[], machine: string): Result<IndividualEquivalence> {
  const place = raters.indexOf(machine);
  const complete = means.filter((row): row is readonly number[] => row.every((value) => value !== null));
  if (place === -1) return notMeasured('noMachine', `${machine} measured none of these patients.`);
  return individualEquivalence(complete.map((row) => row[place]), complete.map((row) => row.filter((_, i) => i !== place)));
}
