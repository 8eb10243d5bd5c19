import { notMeasured, type NotMeasured } from '../measurement/result.ts';
import { comparePoints, type Comparability } from './comparability.ts';
import { courseOf, type Course } from './course.ts';
import type { CriteriaSet } from './criteria.ts';
import type { FollowedQuantityName } from './followed-quantity.ts';
import { daysBetween, type FollowUpPoint, type Treatment } from './history.ts';
import type { ChangeToJudge } from './judge-rule.ts';
import { measuredChange, type MeasuredChange } from './measured-change.ts';
import { noiseRowInUse, type NoiseRow } from './noise-library.ts';

/** One measurement among the others: may it be compared with the latest, and how does it stand against the reference? */
export interface FollowedPoint {
  readonly point: FollowUpPoint;
  /** With the latest measurement. */
  readonly comparability: Comparability;
  /** From the reference to this point; null for the reference itself, what came before it, and what is not comparable. */
  readonly change: MeasuredChange | null;
}

/** Why a measurement is the one that changes are counted from. */
export type ReferenceReason = 'first' | 'beforeTreatment' | 'asked';

/** What can be said of one quantity of one patient. */
export interface QuantityFollowUp {
  readonly quantity: FollowedQuantityName;
  /** In order of date. */
  readonly points: readonly FollowedPoint[];
  readonly latest: FollowUpPoint;
  /** null when no earlier measurement is comparable with the latest. */
  readonly reference: { readonly point: FollowUpPoint; readonly reason: ReferenceReason; readonly treatment: string | null } | null;
  readonly change: MeasuredChange | NotMeasured;
  /** From the reference on. */
  readonly course: Course | NotMeasured;
  readonly noise: NoiseRow | null;
}

export interface FollowOptions {
  readonly treatments: readonly Treatment[];
  readonly siteNoise: readonly NoiseRow[];
  /** Count changes from the last measurement up to this day; null leaves it to the treatments. */
  readonly since: string | null;
}

/**
 * Follows one quantity: every measurement is held against the latest for comparability, and against a reference for
 * change.
 *
 * The reference is the last comparable measurement up to the day asked for, else up to the start of the latest treatment
 * that began before the latest measurement, else the first comparable one.
 *
 * @param points of one quantity, at least one, in any order, one a day and context.
 */
export function followQuantity(points: readonly FollowUpPoint[], options: FollowOptions): QuantityFollowUp {
  const sorted = points.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const latest = sorted[sorted.length - 1];
  const noise = noiseRowInUse(latest.quantity, options.siteNoise, latest.context);
  const compared = sorted.map((point) => ({ point, comparability: comparePoints(point, latest) }));
  const comparable = compared.filter(({ comparability }) => comparability.verdict !== 'notComparable').map(({ point }) => point);
  const reference = referenceAmong(comparable.slice(0, -1), latest, options);
  const from = reference ? comparable.slice(comparable.indexOf(reference.point)) : [];
  return {
    quantity: latest.quantity,
    points: compared.map((one) => ({ ...one, change: reference && from.includes(one.point) && one.point !== reference.point ? changeOrNull(reference.point, one.point, noise) : null })),
    latest, reference, noise,
    change: reference ? measuredChange(reference.point, latest, noise) : noReference(sorted.length),
    course: courseOf(from, noise),
  };
}

function changeOrNull(from: FollowUpPoint, to: FollowUpPoint, noise: NoiseRow | null): MeasuredChange | null {
  const change = measuredChange(from, to, noise);
  return change.status === 'measured' ? change : null;
}

function noReference(measurements: number): NotMeasured {
  return measurements === 1
    ? notMeasured('oneMeasurement', 'There is one measurement; a change needs two.')
    : notMeasured('notComparable', 'No earlier measurement was made like the latest.');
}

function referenceAmong(earlier: readonly FollowUpPoint[], latest: FollowUpPoint, { treatments, since }: FollowOptions): QuantityFollowUp['reference'] {
  if (earlier.length === 0) return null;
  const upTo = (day: string): FollowUpPoint => earlier.findLast(({ date }) => date <= day) ?? earlier[0];
  if (since !== null) return { point: upTo(since), reason: 'asked', treatment: null };
  const begun = treatments.filter(({ start }) => start < latest.date).toSorted((a, b) => (a.start < b.start ? -1 : 1)).at(-1);
  if (begun && earlier[0].date <= begun.start) return { point: upTo(begun.start), reason: 'beforeTreatment', treatment: begun.name };
  return { point: earlier[0], reason: 'first', treatment: null };
}

/** A year between two measurements, give or take; a choice, since the source says "12 months". */
const yearDays = 365;
const yearToleranceDays = 92;

/** The two values that a set of criteria compares, or why there are none. */
export function changeToJudge(followed: QuantityFollowUp | undefined, compare: CriteriaSet['compare']): ChangeToJudge | NotMeasured {
  if (!followed) return notMeasured('noValues', 'There are no values.');
  if (followed.reference === null) return followed.change as NotMeasured;
  const from = compare === 'reference' ? followed.reference.point : yearEarlier(followed);
  if (from === null) return notMeasured('noYearEarlier', 'There is no comparable value from about 12 months earlier.');
  return { from, to: followed.latest, measured: changeOrNull(from, followed.latest, followed.noise) };
}

function yearEarlier({ points, latest }: QuantityFollowUp): FollowUpPoint | null {
  const off = ({ date }: FollowUpPoint): number => Math.abs(daysBetween(date, latest.date) - yearDays);
  const near = points.filter(({ point, comparability }) => comparability.verdict !== 'notComparable' && off(point) <= yearToleranceDays).map(({ point }) => point);
  return near.toSorted((a, b) => off(a) - off(b))[0] ?? null;
}
