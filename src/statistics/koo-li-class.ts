/** Words for a reliability coefficient, from worst to best. */
export type KooLiClass = 'poor' | 'moderate' | 'good' | 'excellent';

/** The classes that an interval spans: reliability is at least `from` and at most `to`. */
export interface KooLiSpan {
  readonly from: KooLiClass;
  readonly to: KooLiClass;
}

/**
 * Class of one coefficient: poor below 0.5, moderate below 0.75, good up to 0.9, excellent above.
 * @example kooLiClass(0.8) // 'good'
 * Source: Koo and Li, J Chiropr Med 2016;15:155, doi 10.1016/j.jcm.2016.02.012.
 */
export function kooLiClass(icc: number): KooLiClass {
  if (icc < 0.5) return 'poor';
  if (icc < 0.75) return 'moderate';
  return icc <= 0.9 ? 'good' : 'excellent';
}

/**
 * Classes spanned by a 95 % interval, which is what Koo and Li ask to be judged instead of the estimate.
 * @example kooLiSpan([0.6, 0.95]) // { from: 'moderate', to: 'excellent' }
 */
export function kooLiSpan([lower, upper]: readonly [number, number]): KooLiSpan {
  return { from: kooLiClass(lower), to: kooLiClass(upper) };
}
