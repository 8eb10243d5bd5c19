import { areaY, line, ruleX, text } from '@observablehq/plot';
import type { Language } from '../measurement/language.ts';
import type { GroupComparison } from '../tables/outcome.ts';
import type { TimeUnit } from '../tables/outcome-input.ts';
import type { GroupLabel, SurvivalCurve } from '../tables/survival-curve.ts';
import { drawChart } from './draw-chart.ts';
import { formatNumber } from './format-number.ts';
import type { Markup } from './markup.ts';
import { groupName, outcomeTexts as texts, timeUnitTexts } from './outcome-texts.ts';
import { seriesStyle } from './series-style.ts';

const width = 880;
const heightOfCurves = 360;
const top = 24;
/** Names of groups stand left of the axis; longer ones are cut. */
const left = 190;
const longestName = 26;
const belowAxis = 58;
const rowHeight = 17;

export interface SurvivalChartInput {
  readonly curves: readonly SurvivalCurve[];
  /** Times of the axis, at which numbers at risk stand. */
  readonly times: readonly number[];
  readonly unit: TimeUnit | null;
  /** What the groups were made by; null for one curve of everybody. */
  readonly groupedBy: GroupComparison | null;
}

/** Kaplan-Meier curves with 95 % bands, marks where patients were censored, and numbers at risk below the axis. */
export function survivalChart({ curves, times, unit, groupedBy }: SurvivalChartInput, language: Language): Markup {
  const end = Math.max(times[times.length - 1], ...curves.map(({ points }) => points[points.length - 1].time));
  const unitText = unit === null ? texts.time : timeUnitTexts[unit];
  return drawChart({
    width,
    height: top + heightOfCurves + belowAxis + rowHeight * (curves.length + 1),
    marginTop: top,
    marginLeft: left,
    marginBottom: belowAxis + rowHeight * (curves.length + 1),
    ariaLabel: texts.survivalTitle[language],
    x: { domain: [0, end], ticks: [...times], tickFormat: (time: number) => formatTime(time, language), label: null },
    y: { domain: [0, 1], ticks: 5, tickFormat: (share: number) => `${formatNumber(100 * share, 0, language)} %`, label: texts.free[language], labelAnchor: 'top', labelArrow: 'none' },
    marks: [
      ruleX(times, { stroke: 'var(--line)', strokeOpacity: 0.6 }),
      ...curves.flatMap((curve, i) => curveMarks(curve, i)),
      text([unitText[language]], { frameAnchor: 'bottom', dy: 36, lineAnchor: 'top', fill: 'var(--faint)' }),
      ...riskTable({ curves, times, unit, groupedBy }, language),
    ],
  });
}

function formatTime(time: number, language: Language): string {
  return formatNumber(time, Number.isInteger(time) ? 0 : 1, language);
}

function curveMarks({ points, label }: SurvivalCurve, place: number) {
  const { colour, dash } = styleOf(label, place);
  const steps = [{ time: 0, survival: 1, interval95: [1, 1] as const }, ...points];
  return [
    areaY(steps, { x: 'time', y1: ({ interval95: [lower] }) => lower, y2: ({ interval95: [, upper] }) => upper, curve: 'step-after', fill: colour, fillOpacity: 0.12 }),
    line(steps, { x: 'time', y: 'survival', curve: 'step-after', stroke: colour, strokeWidth: 2, ...(dash && { strokeDasharray: dash }) }),
    text(points.filter(({ censored }) => censored > 0), { x: 'time', y: 'survival', text: () => '|', fill: colour, fontSize: 9 }),
  ];
}

function styleOf(label: GroupLabel, place: number) {
  return label.is === 'everybody' ? { colour: 'var(--ink)', dash: '' } : seriesStyle(place);
}

/** One row of numbers a group, below the axis, named in its colour beside a piece of its line. */
function riskTable({ curves, times, groupedBy }: SurvivalChartInput, language: Language) {
  const rowOf = (row: number): number => belowAxis + rowHeight * row;
  return [
    text([texts.atRisk[language]], { frameAnchor: 'bottom-left', dx: 10 - left, dy: rowOf(0), textAnchor: 'start', fill: 'var(--faint)' }),
    ...curves.flatMap((curve, i) => {
      const { colour } = styleOf(curve.label, i);
      const numbers = times.map((time, at) => ({ time, count: curve.atRisk[at] }));
      return [
        text([shortened(groupName(curve.label, groupedBy)[language])], { frameAnchor: 'bottom-left', dx: 10 - left, dy: rowOf(i + 1), textAnchor: 'start', fill: colour, fontWeight: '600' }),
        text(numbers, { x: 'time', frameAnchor: 'bottom', dy: rowOf(i + 1), text: ({ count }) => formatNumber(count, 0, language), fill: 'var(--ink)' }),
      ];
    }),
  ];
}

function shortened(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}
