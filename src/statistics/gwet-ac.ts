import { notMeasured, type Result } from '../measurement/result.ts';
import { agreeingPairs, type ChanceCorrected, classCounts, type ClassTable, fromContributions, meanShares } from './chance-corrected-agreement.ts';
import { creditTable, type KappaWeights } from './kappa-weighted.ts';
import { sum } from './sum.ts';

/**
 * Agreement of several readers beyond chance that stays stable when one class is rare: Gwet's AC1 (no weights) or AC2.
 *
 * Chance agreement is that of subjects which are hard to classify, so a rare class does not pull the coefficient down as
 * it does kappa.
 *
 * @param table one row per subject, one cell per reader; `null` is a missing class.
 * @param categories every class that a reader could have given, at least 2; their number enters the coefficient.
 * @param weights credit for near misses; classes count as equally spaced.
 * @returns the coefficient, at most 1, which is 1 when all gave one class; `notMeasured` (`tooFew`) when fewer than 2
 *   subjects have 2 classes or fewer than 2 classes exist.
 * @throws AmyloscopeError `invalidInput` on a class not in `categories`.
 * Source: Gwet, Br J Math Stat Psychol 2008;61:29, doi 10.1348/000711006X126600; R package irrCAC `gwet.ac1.raw`.
 */
export function gwetAc(table: ClassTable, categories: readonly (string | number)[], weights: KappaWeights = 'none'): Result<ChanceCorrected> {
  const { counts, totals } = classCounts(table, categories);
  const size = categories.length;
  const subjects = totals.filter((total) => total > 1).length;
  if (subjects < 2 || size < 2) return notMeasured('tooFew', `Agreement needs 2 subjects with 2 classes each and 2 possible classes; there are ${subjects} and ${size}.`);
  const credit = creditTable(size, weights);
  const scale = sum(credit.flat()) / (size * (size - 1));
  const perSubject = counts.map((count, i) => (totals[i] > 1 ? agreeingPairs(count, credit) / (totals[i] * (totals[i] - 1)) : 0));
  const observedAgreement = sum(perSubject) / subjects;
  const shares = meanShares({ counts, totals });
  const expectedAgreement = scale * sum(shares.map((share) => share * (1 - share)));
  const value = (observedAgreement - expectedAgreement) / (1 - expectedAgreement);
  const contributions = counts.map((count, i) => {
    const expected = (scale * sum(count.map((own, k) => own * (1 - shares[k])))) / totals[i];
    const own = totals[i] > 1 ? ((counts.length / subjects) * (perSubject[i] - expectedAgreement)) / (1 - expectedAgreement) : 0;
    return own - (2 * (1 - value) * (expected - expectedAgreement)) / (1 - expectedAgreement);
  });
  return { status: 'measured', value, ...fromContributions(value, contributions), observedAgreement, expectedAgreement, subjects };
}
