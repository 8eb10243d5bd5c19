import { notMeasured, type Result } from '../measurement/result.ts';
import { agreeingPairs, type ChanceCorrected, classCounts, type ClassTable, creditByChance, fromContributions, meanCredit } from './chance-corrected-agreement.ts';
import { creditTable, type KappaWeights } from './kappa-weighted.ts';
import { mean } from './mean.ts';
import { sum } from './sum.ts';

/**
 * Agreement of several readers beyond chance, with a small-sample correction: Krippendorff's alpha.
 *
 * Weights `none` give the nominal alpha, `quadratic` the interval alpha of equally spaced classes. Only subjects with two
 * classes or more take part.
 *
 * @param table one row per subject, one cell per reader; `null` is a missing class.
 * @param categories every class, in order when weights are used.
 * @param weights credit for near misses; classes count as equally spaced.
 * @returns alpha, at most 1; `notMeasured` with `tooFew` when fewer than 2 subjects have 2 classes, or `oneCategory` when
 *   one class was given throughout.
 * @throws AmyloscopeError `invalidInput` on a class not in `categories`.
 * Source: Hayes and Krippendorff, Commun Methods Meas 2007;1:77, doi 10.1080/19312450709336664; R package irrCAC `krippen.alpha.raw`.
 */
export function krippendorffAlpha(table: ClassTable, categories: readonly (string | number)[], weights: KappaWeights = 'none'): Result<ChanceCorrected> {
  const all = classCounts(table, categories);
  const counts = all.counts.filter((_, i) => all.totals[i] > 1);
  const totals = all.totals.filter((total) => total > 1);
  const subjects = counts.length;
  if (subjects < 2) return notMeasured('tooFew', `Agreement needs 2 subjects with 2 classes each; there are ${subjects}.`);
  const credit = creditTable(categories.length, weights);
  const raters = mean(totals);
  const pairShares = counts.map((count, i) => agreeingPairs(count, credit) / (raters * (totals[i] - 1)));
  const plainAgreement = mean(pairShares);
  const correction = 1 / sum(totals);
  const observedAgreement = (1 - correction) * plainAgreement + correction;
  const shares = categories.map((_, k) => mean(counts.map((count) => count[k] / raters)));
  const expectedAgreement = creditByChance(shares, credit);
  if (1 - expectedAgreement < 1e-12) return notMeasured('oneCategory', 'Every subject was given the same class: agreement beyond chance is undefined.');
  const plain = (plainAgreement - expectedAgreement) / (1 - expectedAgreement);
  const contributions = counts.map((count, i) => {
    const excess = (totals[i] - raters) / raters;
    const own = (pairShares[i] - observedAgreement * excess - expectedAgreement) / (1 - expectedAgreement);
    const expected = sum(count.map((one, k) => one * meanCredit(shares, credit, k))) / raters - expectedAgreement * excess;
    return own - (2 * (1 - plain) * (expected - expectedAgreement)) / (1 - expectedAgreement);
  });
  const { standardError } = fromContributions(plain, contributions);
  const value = (observedAgreement - expectedAgreement) / (1 - expectedAgreement);
  const shift = value - plain;
  const { interval95 } = fromContributions(value, contributions.map((one) => one + shift));
  return { status: 'measured', value, interval95, standardError, observedAgreement, expectedAgreement, subjects };
}
