import { axisX, dot, line, link, rect, ruleX, text } from '@observablehq/plot';
import { followedQuantities } from '../follow-up/followed-quantity.ts';
import { verdictsOn, type FollowUp } from '../follow-up/follow-patient.ts';
import type { FollowedPoint, QuantityFollowUp } from '../follow-up/follow-quantity.ts';
import type { Treatment } from '../follow-up/history.ts';
import { directionOf } from '../follow-up/judge-rule.ts';
import { pointNoise } from '../follow-up/noise.ts';
import type { Language } from '../measurement/language.ts';
import { z95 } from '../statistics/distribution-normal.ts';
import { drawChart } from './draw-chart.ts';
import { followUpTexts as texts } from './follow-up-texts.ts';
import { formatNumber } from './format-number.ts';
import type { Markup } from './markup.ts';

const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
const msPerDay = 86_400_000;
/** Room beside the first and last point, as a share of the time between them. */
const margin = 0.05;
const treatmentRow = 13;

/**
 * One quantity over time: measurements with their noise, the band of what noise alone does to the reference, the course,
 * published thresholds, and treatments as marks on the time axis.
 */
export function followUpChart(followed: QuantityFollowUp, followUp: FollowUp, language: Language): Markup {
  const { name, unitShown, worse } = followedQuantities[followed.quantity];
  const [first, last] = timeSpan(followed);
  const treatments = followUp.treatments.filter(({ start }) => dateOf(start) <= last);
  const side = worse === 'higher' ? texts.upIsWorse : texts.downIsWorse;
  return drawChart({
    height: 300,
    marginTop: 34 + treatmentRow * treatments.length,
    marginRight: 64,
    ariaLabel: name[language],
    x: { type: 'utc', domain: [first, last], label: null },
    y: { nice: true, inset: 6, label: `${name[language]}${unitShown === '' ? '' : `, ${unitShown}`} (${side[language]})`, labelAnchor: 'top', labelArrow: 'none', tickFormat: (value: number) => formatNumber(value, decimalsOfTicks(followed), language) },
    marks: [
      axisX({ ticks: monthsBetween(first, last) > 30 ? 'year' : '3 months', tickFormat: tickLabel(monthsBetween(first, last) > 30, language) }),
      ...bandMarks(followed, last),
      ...thresholdMarks(followed, followUp, last, language),
      ...treatmentMarks(treatments, first),
      ...courseMarks(followed),
      ...pointMarks(followed),
    ],
  });
}

function timeSpan({ points, latest }: QuantityFollowUp): readonly [Date, Date] {
  const [first, last] = [dateOf(points[0].point.date).getTime(), dateOf(latest.date).getTime()];
  const room = Math.max(30 * msPerDay, margin * (last - first));
  return [new Date(first - room), new Date(last + room)];
}

function monthsBetween(first: Date, last: Date): number {
  return (last.getTime() - first.getTime()) / (30.44 * msPerDay);
}

function tickLabel(yearsAlone: boolean, language: Language): (date: Date) => string {
  return (date) => date.toLocaleDateString(language === 'fr' ? 'fr-FR' : 'en-GB', yearsAlone ? { year: 'numeric', timeZone: 'UTC' } : { month: 'short', year: '2-digit', timeZone: 'UTC' });
}

/** As many as tell one tick from the next. */
function decimalsOfTicks({ quantity, points }: QuantityFollowUp): number {
  const values = points.map(({ point }) => point.value);
  const range = Math.max(...values) - Math.min(...values);
  return range > 4 ? 0 : Math.min(2, Math.max(1, followedQuantities[quantity].decimals));
}

function bandMarks({ change, reference }: QuantityFollowUp, end: Date) {
  if (change.status === 'notMeasured' || !reference) return [];
  const { value, date } = reference.point;
  const band = { x1: dateOf(date), x2: end, y1: value + change.limit.fall, y2: value + change.limit.rise };
  return [
    rect([band], { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: 'var(--series-1)', fillOpacity: 0.13 }),
    link([band], { x1: 'x1', x2: 'x2', y1: value, y2: value, stroke: 'var(--series-1)', strokeOpacity: 0.6 }),
  ];
}

/** The thresholds of rules judged against the reference itself; others belong to other dates. */
function thresholdMarks(followed: QuantityFollowUp, followUp: FollowUp, end: Date, language: Language) {
  const { reference } = followed;
  if (!reference) return [];
  const lines = verdictsOn(followed.quantity, followUp).on.flatMap(({ rule, thresholdAmount, change }) => {
    if (!('quantity' in rule) || !thresholdAmount || change?.from.date !== reference.point.date) return [];
    return [{ y: reference.point.value + (directionOf(rule) === 'higher' ? thresholdAmount[0] : -thresholdAmount[0]) }];
  });
  const distinct = [...new Map(lines.map((one) => [one.y, one])).values()];
  return [
    link(distinct, { x1: dateOf(reference.point.date), x2: end, y1: 'y', y2: 'y', stroke: 'var(--series-2)', strokeDasharray: '6 3' }),
    text(distinct, { y: 'y', frameAnchor: 'right', text: () => texts.threshold[language], dx: 4, textAnchor: 'start', fill: 'var(--series-2)', lineAnchor: 'middle' }),
  ];
}

function treatmentMarks(treatments: readonly Treatment[], first: Date) {
  const shown = treatments.map((treatment, row) => ({ ...treatment, row, x: new Date(Math.max(dateOf(treatment.start).getTime(), first.getTime())) }));
  const ends = shown.flatMap(({ end }) => (end === null ? [] : [{ x: dateOf(end) }]));
  return [
    ruleX(shown, { x: 'x', stroke: 'var(--series-3)', strokeWidth: 1.6 }),
    ruleX(ends, { x: 'x', stroke: 'var(--series-3)', strokeDasharray: '2 3' }),
    ...shown.map((treatment) => text([treatment], { x: 'x', frameAnchor: 'top', dy: -6 - treatmentRow * treatment.row, dx: 2, text: 'name', textAnchor: 'start', lineAnchor: 'bottom', fill: 'var(--series-3)', fontWeight: '600' })),
  ];
}

function courseMarks({ course }: QuantityFollowUp) {
  return course.status === 'measured' ? [line(course.levels, { x: ({ date }) => dateOf(date), y: 'value', stroke: 'var(--faint)', strokeDasharray: '2 3', strokeWidth: 1.4 })] : [];
}

function pointMarks(followed: QuantityFollowUp) {
  const { points } = followed;
  const comparable = points.filter(({ comparability }) => comparability.verdict !== 'notComparable');
  const apart = points.filter(({ comparability }) => comparability.verdict === 'notComparable');
  const x = ({ point }: FollowedPoint): Date => dateOf(point.date);
  const y = ({ point }: FollowedPoint): number => point.value;
  return [
    link(points.flatMap((one) => whisker(one, followed)), { x1: 'x', x2: 'x', y1: 'lower', y2: 'upper', stroke: 'var(--ink)', strokeOpacity: 0.55 }),
    dot(comparable, { x, y, r: 4, fill: 'var(--ink)' }),
    dot(apart, { x, y, r: 4, fill: 'var(--paper)', stroke: 'var(--ink)', strokeWidth: 1.5 }),
  ];
}

function whisker({ point }: FollowedPoint, { quantity, noise, reference }: QuantityFollowUp) {
  const scatter = pointNoise(point, noise, reference?.point.value ?? point.value);
  if (scatter === null) return [];
  const half = z95 * scatter.sd;
  const bounds = followedQuantities[quantity].scale === 'logarithmic' ? [point.value * Math.exp(-half), point.value * Math.exp(half)] : [point.value - half, point.value + half];
  return [{ x: dateOf(point.date), lower: bounds[0], upper: bounds[1] }];
}
