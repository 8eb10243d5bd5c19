import { notMeasured, type Result } from '../measurement/result.ts';
import { bootstrapInterval } from '../statistics/bootstrap-interval.ts';
import { coefficientFromLogSd } from '../statistics/coefficient-of-variation.ts';
import { isConstant } from '../statistics/is-constant.ts';
import { sum } from '../statistics/sum.ts';
import { sumOfSquaredDeviations } from '../statistics/variance.ts';
import { studyChanges, type ChangeScatter, type PatientScatter, type StudyChange, type StudyReading } from './reproducibility-study.ts';

/** Any fixed number: the same readings give the same interval. */
const BOOTSTRAP_SEED = 1;

/** What one patient adds to a within-subject variance: squared deviations of logarithms, and their degrees of freedom. */
interface Squares {
  readonly squares: number;
  readonly df: number;
}

/**
 * How far a look at a patient scatters about the reference once one thing has changed: within-subject coefficient of
 * variation of the reference and the repeats of the change, by who measures.
 *
 * Intervals by resampling patients: all looks at one patient stay together, since readers share its scans and some
 * patients are harder to measure than others.
 *
 * @param readers how many there are; where another reader measures, the repeats go in turn to those who follow the first.
 * @returns fractions (0.05 is 5 %); `notMeasured` with `noRepeats` where no patient has both looks.
 */
export function changeScatter(readings: readonly StudyReading[], readers: number): readonly ChangeScatter[] {
  const patientsOf = (by: StudyReading['by']) => [...Map.groupBy(readings.filter((one) => one.by === by), ({ patient }) => patient).values()];
  const [truth, automatic, human] = [patientsOf('truth'), patientsOf('automatic'), patientsOf('readers')];
  const following = (first: number, repeat: number) => ((first + ((repeat - 1) % (readers - 1))) % readers) + 1;
  return studyChanges.map((change) => ({
    change,
    truth: scatter(truth.map((own) => [looks(own, change, null, () => null)])),
    automatic: scatter(automatic.map((own) => [looks(own, change, null, () => null)])),
    sameReader: scatter(human.map((own) => eachReader(readers, (first) => looks(own, change, first, () => first)))),
    otherReader: scatter(human.map((own) => eachReader(readers, (first) => looks(own, change, first, (repeat) => following(first, repeat))))),
  }));
}

/** One observer's ratio of the reference, then the ratios of a change by the observer named for each repeat; what is missing is left out. */
function looks(own: readonly StudyReading[], change: StudyChange, first: number | null, next: (repeat: number) => number | null): readonly number[] {
  const reference = own.filter((one) => one.change === 'reference' && one.reader === first);
  const repeats = own.filter((one) => one.change === change && one.reader === next(one.repeat));
  return [...reference, ...repeats].flatMap(({ ratio }) => ratio ?? []);
}

function eachReader<T>(readers: number, give: (reader: number) => T): T[] {
  return Array.from({ length: readers }, (_, i) => give(i + 1));
}

/** @param patients per patient its rows of ratios that belong together. */
function scatter(patients: readonly (readonly (readonly number[])[])[]): Result<PatientScatter> {
  const informative = patients.map(squaresOf).filter(({ df }) => df > 0);
  if (informative.length === 0) return notMeasured('noRepeats', 'No patient was looked at twice.');
  const value = pooled(informative);
  // The same answer every time has no scatter to resample.
  if (value === 0) return { status: 'measured', value, interval95: [0, 0], patients: informative.length };
  const found = bootstrapInterval(informative, pooled, BOOTSTRAP_SEED);
  return found.status === 'measured' ? { status: 'measured', value, interval95: found.interval95, patients: informative.length } : found;
}

/** The mean of equal answers may be off by rounding; equal they are all the same. */
function squaresOf(rows: readonly (readonly number[])[]): Squares {
  const several = rows.filter((row) => row.length > 1).map((row) => row.map(Math.log));
  return { squares: sum(several.map((row) => (isConstant(row) ? 0 : sumOfSquaredDeviations(row)))), df: sum(several.map((row) => row.length - 1)) };
}

function pooled(patients: readonly Squares[]): number {
  return coefficientFromLogSd(Math.sqrt(sum(patients.map(({ squares }) => squares)) / sum(patients.map(({ df }) => df))));
}
