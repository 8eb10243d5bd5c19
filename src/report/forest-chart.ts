import { dot, link, ruleX, text } from '@observablehq/plot';
import type { Language } from '../measurement/language.ts';
import { drawChart } from './draw-chart.ts';
import { formatRatio, formatSignificant } from './format-number.ts';
import type { Markup } from './markup.ts';

/** One line of a forest: a hazard ratio, its interval, and which series it belongs to. */
export interface ForestLine {
  readonly name: string;
  /** Place of the series, from 0; lines of one name with different series stand below each other. */
  readonly series: number;
  readonly value: number;
  readonly interval95: readonly [lower: number, upper: number];
}

export interface ForestChart {
  readonly lines: readonly ForestLine[];
  readonly seriesNames: readonly string[];
  readonly axis: string;
}

const width = 880;
const left = 300;
const right = 170;
const longestName = 44;
const lineHeight = 20;
const groupGap = 10;
/** Beyond these ratios an interval is cut, so that one imprecise estimate does not flatten the others. */
const widest = [1 / 30, 30] as const;
const niceRatios = [0.05, 0.1, 0.2, 0.3, 0.5, 1, 1.5, 2, 3, 5, 10, 20];

/** A forest of ratios on a logarithmic axis; the first series is hollow, the second filled. */
export function forestChart({ lines, seriesNames, axis }: ForestChart, language: Language): Markup {
  const placed = place(lines);
  const height = (placed.length > 0 ? placed[placed.length - 1].y : 0) + lineHeight;
  const bounds = lines.flatMap(({ interval95 }) => interval95);
  const [low, high] = [Math.max(widest[0], Math.min(0.8, ...bounds)), Math.min(widest[1], Math.max(1.25, ...bounds))];
  const cut = (ratio: number): number => Math.min(high, Math.max(low, ratio));
  const names = placed.filter(({ name }, i) => name !== placed[i - 1]?.name);
  return drawChart({
    width, height: height + 84, marginLeft: left, marginRight: right, marginTop: 34, marginBottom: 50,
    ariaLabel: axis,
    x: { type: 'log', domain: [low / 1.05, high * 1.05], ticks: niceRatios.filter((ratio) => ratio >= low && ratio <= high), tickFormat: (ratio: number) => formatSignificant(ratio, language), label: axis, labelAnchor: 'center', labelArrow: 'none' },
    y: { domain: [height, 0], axis: null },
    marks: [
      ruleX([1], { stroke: 'var(--faint)', strokeDasharray: '3 3' }),
      link(placed, { x1: ({ interval95: [lower] }) => cut(lower), x2: ({ interval95: [, upper] }) => cut(upper), y1: 'y', y2: 'y', stroke: ({ series }) => colourOf(series), strokeWidth: 1.8 }),
      dot(placed, { x: ({ value }) => cut(value), y: 'y', r: 4.2, symbol: ({ series }: ForestLine) => (series === 0 ? 'circle' : 'square'), fill: ({ series }) => (series === 0 ? 'var(--paper)' : colourOf(series)), stroke: ({ series }) => colourOf(series), strokeWidth: 1.8 }),
      text(names, { y: 'y', frameAnchor: 'left', dx: 10 - left, textAnchor: 'start', text: ({ name }) => shortened(name), fill: 'var(--ink)' }),
      text(placed, { y: 'y', frameAnchor: 'right', dx: right - 8, textAnchor: 'end', text: (one) => formatRatio(one, language), fill: ({ series }) => colourOf(series) }),
      ...legend(seriesNames),
    ],
  });
}

function colourOf(series: number): string {
  return series === 0 ? 'var(--series-1)' : 'var(--series-2)';
}

function shortened(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}

/** Lines from top to bottom, with a gap before each new name. */
function place(lines: readonly ForestLine[]): (ForestLine & { readonly y: number })[] {
  let y = -groupGap / 2;
  return lines.map((line, i) => {
    y += lineHeight + (line.name === lines[i - 1]?.name ? 0 : groupGap);
    return { ...line, y: y - lineHeight / 2 };
  });
}

function legend(names: readonly string[]) {
  const shape = (series: number) => (series === 0 ? '○' : '■');
  return names.map((name, series) => text([`${shape(series)} ${name}`], { frameAnchor: 'top-left', dx: series * 130, dy: -22, textAnchor: 'start', fill: colourOf(series), fontWeight: '600' }));
}
