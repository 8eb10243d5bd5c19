import { dot, link, rect, ruleX, text } from '@observablehq/plot';
import type { Language } from '../measurement/language.ts';
import { agreementTexts as texts, kooLiTexts } from './agreement-texts.ts';
import { drawChart } from './draw-chart.ts';
import { formatNumber, formatWithInterval } from './format-number.ts';
import type { Markup } from './markup.ts';

/** One coefficient with its interval. */
export interface IccLine {
  readonly name: string;
  readonly value: number;
  readonly interval95: readonly [lower: number, upper: number];
}

const width = 980;
const left = 370;
const right = 150;
const lineHeight = 26;
const longestName = 62;
/** Below this an interval is cut: how far a coefficient is below 0 says nothing more. */
const lowest = -0.25;
const bands = [
  { from: lowest, to: 0.5, name: 'poor', opacity: 0.02 },
  { from: 0.5, to: 0.75, name: 'moderate', opacity: 0.06 },
  { from: 0.75, to: 0.9, name: 'good', opacity: 0.11 },
  { from: 0.9, to: 1, name: 'excellent', opacity: 0.17 },
] as const;

/** Coefficients of reliability below each other, on the classes of Koo and Li. */
export function iccForestChart(lines: readonly IccLine[], language: Language): Markup {
  const start = lines.some(({ interval95: [lower] }) => lower < 0) ? lowest : 0;
  const cut = (value: number): number => Math.min(1, Math.max(start, value));
  const placed = lines.map((one, i) => ({ ...one, y: (i + 0.5) * lineHeight }));
  const height = lines.length * lineHeight;
  const classes = bands.map((band) => ({ ...band, from: Math.max(start, band.from), name: kooLiTexts[band.name][language] }));
  return drawChart({
    width, height: height + 76, marginLeft: left, marginRight: right, marginTop: 26, marginBottom: 50,
    ariaLabel: texts.iccAxis[language],
    x: { domain: [start, 1], ticks: [0, 0.25, 0.5, 0.75, 0.9, 1], tickFormat: (value: number) => formatNumber(value, 2, language), label: texts.iccAxis[language], labelAnchor: 'center', labelArrow: 'none' },
    y: { domain: [height, 0], axis: null },
    marks: [
      rect(classes, { x1: 'from', x2: 'to', y1: 0, y2: height, fill: 'var(--series-1)', fillOpacity: 'opacity' }),
      ruleX([0.5, 0.75, 0.9], { stroke: 'var(--line)' }),
      text(classes, { x: ({ from, to }) => (from + to) / 2, frameAnchor: 'top', dy: -16, text: 'name', fill: 'var(--faint)' }),
      link(placed, { x1: ({ interval95: [lower] }) => cut(lower), x2: ({ interval95: [, upper] }) => cut(upper), y1: 'y', y2: 'y', stroke: 'var(--series-1)', strokeWidth: 1.8 }),
      dot(placed, { x: ({ value }) => cut(value), y: 'y', r: 4.5, fill: 'var(--series-1)' }),
      text(placed, { y: 'y', frameAnchor: 'left', dx: 10 - left, textAnchor: 'start', text: ({ name }) => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name), fill: 'var(--ink)' }),
      text(placed, { y: 'y', frameAnchor: 'right', dx: right - 8, textAnchor: 'end', text: (one) => formatWithInterval(one, 2, language), fill: 'var(--ink)' }),
    ],
  });
}
