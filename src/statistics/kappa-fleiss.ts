import { notMeasured, type Result } from '../measurement/result.ts';
import { agreeingPairs, type ChanceCorrected, classCounts, type ClassTable, creditByChance, fromContributions, meanCredit, meanShares } from './chance-corrected-agreement.ts';
import { creditTable, type KappaWeights } from './kappa-weighted.ts';
import { sum } from './sum.ts';

/**
 * Agreement of several readers beyond chance: Fleiss' kappa, generalised to missing classes and weights.
 *
 * Chance is the readers' pooled use of the classes; like Cohen's kappa it falls when one class is rare (see `gwet-ac`).
 * Readers need not be the same for each subject. Subjects are a sample of many; the readers are these ones.
 *
 * @param table one row per subject, one cell per reader; `null` is a missing class.
 * @param categories every class, in order when weights are used.
 * @param weights credit for near misses; classes count as equally spaced.
 * @returns kappa, at most 1; `notMeasured` with `tooFew` when fewer than 2 subjects have 2 classes, or `oneCategory` when
 *   one class was given throughout.
 * @throws AmyloscopeError `invalidInput` on a class not in `categories`.
 * Source: Fleiss, Psychol Bull 1971;76:378, doi 10.1037/h0031619; R package irrCAC `fleiss.kappa.raw`.
 */
export function kappaFleiss(table: ClassTable, categories: readonly (string | number)[], weights: KappaWeights = 'none'): Result<ChanceCorrected> {
  const { counts, totals } = classCounts(table, categories);
  const credit = creditTable(categories.length, weights);
  const subjects = totals.filter((total) => total > 1).length;
  if (subjects < 2) return notMeasured('tooFew', `Agreement needs 2 subjects with 2 classes each; there are ${subjects}.`);
  const perSubject = counts.map((count, i) => (totals[i] > 1 ? agreeingPairs(count, credit) / (totals[i] * (totals[i] - 1)) : 0));
  const observedAgreement = sum(perSubject) / subjects;
  const shares = meanShares({ counts, totals });
  const expectedAgreement = creditByChance(shares, credit);
  if (1 - expectedAgreement < 1e-12) return notMeasured('oneCategory', 'Every subject was given the same class: agreement beyond chance is undefined.');
  const value = (observedAgreement - expectedAgreement) / (1 - expectedAgreement);
  const contributions = counts.map((count, i) => {
    const expected = sum(count.map((own, k) => own * meanCredit(shares, credit, k))) / totals[i];
    const own = totals[i] > 1 ? ((counts.length / subjects) * (perSubject[i] - expectedAgreement)) / (1 - expectedAgreement) : 0;
    return own - (2 * (1 - value) * (expected - expectedAgreement)) / (1 - expectedAgreement);
  });
  return { status: 'measured', value, ...fromContributions(value, contributions), observedAgreement, expectedAgreement, subjects };
}

