/**
 * Works out what SPECT/CT holds of digital patients and prints it: how ratios lie in each grade (`classification.ts`), by how much
 * markers scatter between two visits of one patient (`spect-ct-visit-scatter.ts`), and how far they lie from the truth
 * (`spect-ct-truth-error.ts`).
 *
 * Usage: node training/spect-ct/fit-grades.ts OUTCOMES.json
 * where the outcomes are those of patients that no figure is stated on:
 *   script/bench spect-ct-accuracy --seed 501 --patients 24 --treated 8 --faulty 0 --remaining 1 --json OUTCOMES.json
 */
import { readFileSync } from 'node:fs';
import { knownTruths } from '../../bench/parts/spect-ct-known.ts';
import type { SpectCtOutcome } from '../../bench/parts/spect-ct-worker.ts';
import type { QuantityName } from '../../src/measurement/catalogue.ts';
import { spectCtQuantityNames } from '../../src/modalities/spect-ct/measurements.ts';
import { mean } from '../../src/statistics/mean.ts';
import { standardDeviation, sumOfSquaredDeviations } from '../../src/statistics/variance.ts';

const outcomes = JSON.parse(readFileSync(process.argv[2], 'utf8')) as readonly SpectCtOutcome[];

function valueOf({ analysis }: SpectCtOutcome, quantity: QuantityName): number | null {
  const found = analysis?.measurements.find((one) => one.quantity === quantity);
  return found?.status === 'measured' ? found.value : null;
}

function logarithms(of: readonly SpectCtOutcome[], quantity: QuantityName): readonly number[] {
  return of.flatMap((outcome) => {
    const value = valueOf(outcome, quantity);
    return value !== null && value > 0 ? [Math.log(value)] : [];
  });
}

function groups(quantity: QuantityName, below: readonly SpectCtOutcome[], above: readonly SpectCtOutcome[]): string {
  const [a, b] = [logarithms(below, quantity), logarithms(above, quantity)];
  const deviation = Math.sqrt((sumOfSquaredDeviations(a) + sumOfSquaredDeviations(b)) / (a.length + b.length - 2));
  return `{ lower: ${mean(a).toFixed(4)}, upper: ${mean(b).toFixed(4)}, deviation: ${deviation.toFixed(4)} } (n ${a.length} and ${b.length})`;
}

const visits = outcomes.filter(({ task }) => task.group === 'one visit' || task.group === 'before');
const grade = (wanted: (grade: number) => boolean) => visits.filter(({ truth }) => wanted(truth.peruginiGrade));
console.log('oneOverNone:', groups('myocardiumToBloodRatio', grade((one) => one === 0), grade((one) => one === 1)));
console.log('twoOverLess:', groups('myocardiumToBloodRatio', grade((one) => one < 2), grade((one) => one >= 2)));
console.log('threeOverTwo:', groups('myocardiumToBoneRatio', grade((one) => one === 2), grade((one) => one === 3)));

const without = visits.filter(({ truth }) => truth.uptake.targetToBackground < 1.2);
for (const quantity of ['volumeOfInvolvement', 'cardiacPyrophosphateActivity'] as const) {
  const values = without.flatMap((outcome) => valueOf(outcome, quantity) ?? []);
  console.log(`without uptake, root mean square: ${quantity} ${Math.sqrt(mean(values.map((value) => value ** 2))).toFixed(1)} mL (n ${values.length})`);
}

for (const quantity of spectCtQuantityNames) {
  const pairs = outcomes.filter(({ task }) => task.group === 'before').flatMap((first) => {
    const second = outcomes.find(({ task }) => task.group === 'after 1' && task.index === first.task.index);
    const [a, b] = [valueOf(first, quantity), second ? valueOf(second, quantity) : null];
    return a !== null && b !== null && a + b > 0 ? [((a - b) / ((a + b) / 2)) ** 2 / 2] : [];
  });
  if (pairs.length > 0) console.log(`  ${quantity}: ${Math.sqrt(mean(pairs)).toFixed(3)},`);
}

// A heart without uptake has no involved volume to be compared as a share.
const nothingThere = ({ truth }: SpectCtOutcome) => truth.uptake.targetToBackground < 1.2;
for (const [quantity, truthOf] of knownTruths) {
  const errors = visits.flatMap((outcome) => {
    const [value, truth] = [valueOf(outcome, quantity), truthOf(outcome)];
    const involved = quantity === 'volumeOfInvolvement' || quantity === 'cardiacPyrophosphateActivity';
    return value !== null && value > 0 && truth > 0 && !(involved && nothingThere(outcome)) ? [Math.log(value / truth)] : [];
  });
  console.log(`  ${quantity}: { bias: ${mean(errors).toFixed(3)}, deviation: ${standardDeviation(errors).toFixed(3)}, patients: ${errors.length} },`);
}
