import { dot, link, rect, ruleX, text } from '@observablehq/plot';
import type { Language } from '../measurement/language.ts';
import { drawChart } from './draw-chart.ts';
import { formatNumber } from './format-number.ts';
import type { Markup } from './markup.ts';

/** One marker of a forest of changes. */
export interface PanelLine {
  readonly name: string;
  readonly value: number;
  readonly interval95: readonly [lower: number, upper: number];
  /** Drawn filled: a finding. */
  readonly strong: boolean;
  /** Written at the right. */
  readonly words: string;
}

export interface PanelChart {
  readonly lines: readonly PanelLine[];
  readonly axis: string;
  /** Where noise alone would put a value; null without. */
  readonly band: readonly [lower: number, upper: number] | null;
}

const width = 880;
const left = 330;
const right = 190;
const longestName = 54;
const lineHeight = 21;
/** Beyond these an interval is cut, so that one large change does not flatten the others. */
const widest = 8;

/** A forest of changes about 0. */
export function panelChart({ lines, axis, band }: PanelChart, language: Language): Markup {
  const height = lines.length * lineHeight;
  const placed = lines.map((line, i) => ({ ...line, y: (i + 0.5) * lineHeight }));
  const bounds = lines.flatMap(({ interval95 }) => interval95);
  const [low, high] = [Math.max(-widest, Math.min(-1.2, ...bounds)), Math.min(widest, Math.max(1.2, ...bounds))];
  const cut = (value: number): number => Math.min(high, Math.max(low, value));
  const colour = ({ strong }: PanelLine): string => (strong ? 'var(--series-2)' : 'var(--series-1)');
  return drawChart({
    width, height: height + 64, marginLeft: left, marginRight: right, marginTop: 10, marginBottom: 50,
    ariaLabel: axis,
    x: { domain: [low, high], ticks: 7, tickFormat: (value: number) => formatNumber(value, Number.isInteger(value) ? 0 : 1, language), label: axis, labelAnchor: 'center', labelArrow: 'none' },
    y: { domain: [height, 0], axis: null },
    marks: [
      ...(band ? [rect([band], { x1: ([lower]: readonly [number, number]) => lower, x2: ([, upper]: readonly [number, number]) => upper, y1: 0, y2: height, fill: 'var(--series-1)', fillOpacity: 0.1 })] : []),
      ruleX([0], { stroke: 'var(--faint)' }),
      link(placed, { x1: ({ interval95: [lower] }) => cut(lower), x2: ({ interval95: [, upper] }) => cut(upper), y1: 'y', y2: 'y', stroke: colour, strokeWidth: 1.8 }),
      dot(placed, { x: ({ value }) => cut(value), y: 'y', r: 4.2, fill: (line) => (line.strong ? colour(line) : 'var(--paper)'), stroke: colour, strokeWidth: 1.8 }),
      text(placed, { y: 'y', frameAnchor: 'left', dx: 10 - left, textAnchor: 'start', text: ({ name }) => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name), fill: 'var(--ink)' }),
      text(placed, { y: 'y', frameAnchor: 'right', dx: right - 8, textAnchor: 'end', text: 'words', fill: colour }),
    ],
  });
}
