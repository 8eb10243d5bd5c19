import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { coefficientOfVariation, logSdFromCoefficient } from '../statistics/coefficient-of-variation.ts';
import { withinSubjectSd } from '../statistics/within-subject-sd.ts';
import { followedQuantities, type FollowedQuantityName } from './followed-quantity.ts';
import type { NoiseRow } from './noise-library.ts';

/**
 * The noise of one quantity from a site's own test-retest study, to stand in for the published row.
 *
 * Within-subject SD in the unit, or of the natural logarithm for a logarithmic quantity; MDC95 is 1.96 sqrt(2) times it.
 *
 * @param repeats one row per subject, its repeats in any order, in the unit of the quantity.
 * @param source what to name it, such as the path of the table.
 * @returns `notMeasured` with `noRepeats` when no subject has two values, `noScatter` when all repeats agree exactly,
 *   `notPositive` when a logarithmic quantity has a value not above 0.
 * @throws AmyloscopeError `invalidInput` on a value that is not finite.
 * Source: Bland and Altman, BMJ 1996;312:1654, doi 10.1136/bmj.312.7047.1654.
 */
export function siteNoise(quantity: FollowedQuantityName, repeats: readonly (readonly number[])[], source: string): NoiseRow | NotMeasured {
  const logarithmic = followedQuantities[quantity].scale === 'logarithmic';
  const scatter = logarithmic ? coefficientOfVariation(repeats) : withinSubjectSd(repeats);
  if (scatter.status === 'notMeasured') return scatter;
  if (scatter.value === 0) return notMeasured('noScatter', 'All repeats agree exactly: no measurement is without scatter. Give the values as measured, not rounded.');
  const sd = logarithmic ? logSdFromCoefficient(scatter.value) : scatter.value;
  return {
    quantity, statistic: 'withinSubjectSd', figure: [sd, sd], subjects: repeats.length - scatter.leftOut, df: scatter.df,
    vendors: null, carriedOutlines: null, leastSd: null, population: null, device: null, interval: null, source, certainty: 'site', remark: null,
  };
}
