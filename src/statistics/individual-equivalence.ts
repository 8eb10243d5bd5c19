import { notMeasured, type Result } from '../measurement/result.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { studentTQuantile } from './distribution-student-t.ts';
import { mean } from './mean.ts';
import { requireFinite, requireFiniteTable, requireSameLength } from './require-values.ts';
import { sum } from './sum.ts';
import { variance } from './variance.ts';

export interface IndividualEquivalence {
  readonly interval95: readonly [lower: number, upper: number];
  /** Mean squared difference between machine and expert, squared unit. */
  readonly machineToExpert: number;
  /** Mean squared difference between two experts, squared unit. */
  readonly expertToExpert: number;
  readonly subjects: number;
}

/**
 * Individual equivalence coefficient: whether a machine disagrees with an expert more than experts do with each other.
 *
 * (D(machine, expert) - D(expert, expert)) / (D(expert, expert) / 2) with D the mean squared difference. 0 or less: the
 * machine is no further from an expert than another expert is; exchanging one for the other is usually accepted when the
 * upper bound is below 0.25. The interval is by the delta method on the logarithm of the ratio of the two D, with
 * subjects as the sample, and wants some 20 subjects.
 *
 * @param machine one value per subject.
 * @param experts per subject the values of the experts (at least two, the same for all), or of one expert's repeats, in
 *   the unit of the machine.
 * @returns the coefficient, above -2; `notMeasured` with `tooFew` below 2 subjects or 2 experts, `expertsAgree` when the
 *   experts never differ, or `machineAgrees` when the machine equals every expert.
 * @throws AmyloscopeError `invalidInput` on values that are not finite or tables of unequal size.
 * Source: Barnhart, Kosinski and Haber, J Biopharm Stat 2007;17:697, doi 10.1080/10543400701329489; used as an acceptance
 *   rule in Tromp et al., Nat Commun 2022;13:6776, doi 10.1038/s41467-022-34245-1.
 */
export function individualEquivalence(machine: readonly number[], experts: readonly (readonly number[])[]): Result<IndividualEquivalence> {
  requireSameLength('machine', machine, 'experts', experts);
  requireFinite('machine', machine);
  requireFiniteTable('experts', experts);
  const count = experts[0]?.length ?? 0;
  const odd = experts.findIndex((row) => row.length !== count);
  if (odd >= 0) throw new AmyloscopeError('invalidInput', `experts: subject ${odd + 1} has ${experts[odd].length} values and subject 1 has ${count}.`);
  const subjects = machine.length;
  if (subjects < 2 || count < 2) return notMeasured('tooFew', `Equivalence needs 2 subjects and 2 expert values of each; there are ${subjects} and ${count}.`);
  const toExpert = machine.map((value, i) => mean(experts[i].map((expert) => (value - expert) ** 2)));
  // The mean squared difference over all pairs is twice the unbiased variance.
  const amongExperts = experts.map((row) => 2 * variance(row));
  const [machineToExpert, expertToExpert] = [mean(toExpert), mean(amongExperts)];
  if (expertToExpert === 0) return notMeasured('expertsAgree', 'The experts never differ: there is no disagreement to compare with.');
  if (machineToExpert === 0) return notMeasured('machineAgrees', 'The machine equals every expert: the logarithm of its disagreement is undefined.');
  const influences = toExpert.map((value, i) => value / machineToExpert - amongExperts[i] / expertToExpert);
  const standardError = Math.sqrt(sum(influences.map((value) => value ** 2)) / (subjects - 1) / subjects);
  const half = studentTQuantile(0.975, subjects - 1) * standardError;
  const ratio = machineToExpert / expertToExpert;
  const coefficient = (times: number): number => 2 * (ratio * times - 1);
  return { status: 'measured', value: coefficient(1), interval95: [coefficient(Math.exp(-half)), coefficient(Math.exp(half))], machineToExpert, expertToExpert, subjects };
}
