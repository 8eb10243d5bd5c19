import type { NotMeasured } from '../measurement/result.ts';
import { isVerified, type CriterionRule, type EventRule, type QuantityRule, type Threshold } from './criteria.ts';
import { followedQuantities } from './followed-quantity.ts';
import { daysBetween, type ClinicalEvent, type FollowUpPoint } from './history.ts';
import { probabilityBeyond, type MeasuredChange } from './measured-change.ts';

const daysPerYear = 365;

export type Verdict = 'met' | 'notMet' | 'undecided' | 'notAssessed';

/** How one published rule stands for one patient. */
export interface RuleVerdict {
  readonly rule: CriterionRule;
  readonly verdict: Verdict;
  /**
   * Why it was not assessed: `switchedOff`, `noValues`, `notComparable`, `noYearEarlier`,
   * `oneMeasurement`, `firstValueTooLow`, `notRecorded`; else null.
   */
  readonly reason: string | null;
  /** Day of the first value it was judged on; null for an event, or where there is none. */
  readonly comparedWith: string | null;
  /** The change it was judged on; null for an event, or where its noise is not known. */
  readonly change: MeasuredChange | null;
  /** What the threshold comes to at the first value, in the unit of the quantity, without sign; null for an event. */
  readonly thresholdAmount: readonly [lowest: number, highest: number] | null;
  /** Where the threshold lies against noise; `unknown` when the noise is not known, null for an event or a class. */
  readonly againstNoise: 'inside' | 'borderline' | 'outside' | 'unknown' | null;
  /** Probability that the true change passes the lowest threshold; null where it cannot be told. */
  readonly probability: number | null;
}

/** Two values to hold a rule against, whether or not their noise is known. */
export interface ChangeToJudge {
  readonly from: FollowUpPoint;
  readonly to: FollowUpPoint;
  /** null where no noise is known. */
  readonly measured: MeasuredChange | null;
}

const unassessed = (rule: CriterionRule, reason: string): RuleVerdict => ({ rule, verdict: 'notAssessed', reason, comparedWith: null, change: null, thresholdAmount: null, againstNoise: null, probability: null });

/** A rule that is off because nobody could verify it. */
export function isSwitchedOff(rule: CriterionRule, unverifiedRules: boolean): boolean {
  return !unverifiedRules && !isVerified(rule);
}

/**
 * Judges a rule about an event: met when one happened within the year before `asOf`, or from `since` on.
 * @param events of the patient. That none happened must be on record; silence is `notRecorded`.
 */
export function judgeEvent(rule: EventRule, events: readonly ClinicalEvent[], since: string | null, asOf: string, unverifiedRules: boolean): RuleVerdict {
  if (isSwitchedOff(rule, unverifiedRules)) return unassessed(rule, 'switchedOff');
  const recorded = events.filter(({ event, date }) => event === rule.event && date <= asOf && (since === null ? daysBetween(date, asOf) < daysPerYear : date >= since));
  if (recorded.length === 0) return unassessed(rule, 'notRecorded');
  return { ...unassessed(rule, ''), verdict: recorded.some(({ happened }) => happened) ? 'met' : 'notMet', reason: null };
}

/**
 * Judges a rule about a quantity. A rule that is off is not judged, but where its threshold lies against noise is told.
 * @param change the two values, or a reason where there are none to compare.
 */
export function judgeQuantity(rule: QuantityRule, change: ChangeToJudge | NotMeasured, unverifiedRules: boolean): RuleVerdict {
  const off = isSwitchedOff(rule, unverifiedRules);
  if ('status' in change) return unassessed(rule, off ? 'switchedOff' : change.code);
  const { threshold } = rule;
  const amounts = amountsAt(threshold, Math.abs(change.from.value));
  const known = { thresholdAmount: amounts, againstNoise: againstNoise(rule, amounts[0], change.measured) };
  if (off) return { ...unassessed(rule, 'switchedOff'), ...known };
  if (threshold.firstValueAbove !== null && change.from.value <= threshold.firstValueAbove) return { ...unassessed(rule, 'firstValueTooLow'), ...known };
  const direction = directionOf(rule);
  const moved = (change.to.value - change.from.value) * (direction === 'higher' ? 1 : -1);
  const passed = amounts.map((limit) => passes(moved, limit, threshold.inclusive));
  return {
    rule,
    ...known,
    verdict: passed[1] ? 'met' : passed[0] ? 'undecided' : 'notMet',
    reason: null,
    comparedWith: change.from.date,
    change: change.measured,
    probability: change.measured && probabilityBeyond(change.measured, direction, amounts[0]),
  };
}

/** Which way a quantity must move to meet a rule. */
export function directionOf({ quantity, towards }: QuantityRule): 'higher' | 'lower' {
  const { worse } = followedQuantities[quantity];
  if (towards === 'worse') return worse;
  return worse === 'higher' ? 'lower' : 'higher';
}

/**
 * What a threshold comes to at a first value: where amount and share are joined, the one that decides.
 * @param size of the first value, in the unit of the quantity, at least 0.
 * @example amountsAt({ amount: [700, 700], share: 0.3, join: 'both', inclusive: false, firstValueAbove: null }, 4000)
 *   // [1200, 1200]
 */
export function amountsAt({ amount, share, join }: Threshold, size: number): readonly [number, number] {
  const shared = share === null ? null : share * size;
  if (amount === null) return [shared ?? 0, shared ?? 0];
  if (shared === null) return amount;
  const decide = join === 'both' ? Math.max : Math.min;
  return [decide(amount[0], shared), decide(amount[1], shared)];
}

/** Decimal values such as 16.1 and 18.1 are 2 apart but for rounding. */
const rounding = 1e-9;

function passes(moved: number, limit: number, inclusive: boolean): boolean {
  return inclusive ? moved >= limit - rounding * limit : moved > limit + rounding * limit;
}

function againstNoise(rule: QuantityRule, amount: number, change: MeasuredChange | null): RuleVerdict['againstNoise'] {
  if (followedQuantities[rule.quantity].unit === '{grade}') return null;
  if (change === null) return 'unknown';
  const side = directionOf(rule) === 'higher' ? 'rise' : 'fall';
  const [highest, lowest] = [Math.abs(change.limit[side]), Math.abs(change.lowestLimit[side])];
  if (amount <= lowest) return 'inside';
  return amount <= highest ? 'borderline' : 'outside';
}
