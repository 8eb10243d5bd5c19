import { cell, text } from '@observablehq/plot';
import type { Language } from '../measurement/language.ts';
import type { Associations } from '../tables/associations.ts';
import { isShown } from './associations-figures.ts';
import { associationsTexts as texts } from './associations-texts.ts';
import { drawChart } from './draw-chart.ts';
import { formatNumber, noNumber } from './format-number.ts';
import type { Markup } from './markup.ts';

const width = 900;
const left = 150;
const longestName = 20;
const largestCell = 58;
/** Above the triangle, for the two lines of the legend. */
const legendHeight = 44;
const narrowest = 420;
/** The ground is paper at 0 and this opaque at 1: ink on it keeps a contrast of about 4.5 to 1, by day and by night. */
const darkest = 0.55;

/** Correlations of every two markers below the diagonal: blue rise together, orange in opposition, framed when shown. */
export function correlationTriangleChart({ markers, pairs }: Associations, language: Language): Markup {
  const size = Math.min(largestCell, (width - left - 20) / markers.length);
  const chartWidth = Math.max(narrowest, left + markers.length * size + 20);
  const named = (name: string): string => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name);
  const cells = pairs.map((pair, i) => {
    const row = Math.floor((Math.sqrt(8 * i + 1) - 1) / 2) + 1;
    const value = pair.correlation.status === 'measured' ? pair.correlation.value : null;
    return { row, column: i - ((row - 1) * row) / 2, value, shown: isShown(pair) };
  });
  const measured = cells.filter((one) => one.value !== null);
  const fontSize = Math.min(13, size / 3);
  const label = (value: number | null): string => (value === null ? noNumber : formatNumber(value, 2, language));
  const marksOf = (of: typeof cells, fontWeight: string) => text(of, { x: 'column', y: 'row', text: ({ value }) => label(value), fill: 'var(--ink)', fontSize, fontWeight });
  return drawChart({
    width: chartWidth, height: legendHeight + markers.length * size + 10, marginLeft: left, marginTop: legendHeight, marginBottom: 10, marginRight: chartWidth - left - markers.length * size,
    ariaLabel: texts.triangle[language],
    x: { domain: markers.map((_, i) => i), axis: null, padding: 0 },
    y: { domain: markers.map((_, i) => i), axis: null, padding: 0 },
    marks: [
      cell(cells, { x: 'column', y: 'row', fill: 'none', stroke: 'var(--line)', inset: 0.5 }),
      cell(measured, { x: 'column', y: 'row', fill: ({ value }) => (value! < 0 ? 'var(--series-2)' : 'var(--series-1)'), fillOpacity: ({ value }) => darkest * Math.abs(value!), inset: 1 }),
      cell(cells.filter(({ shown }) => shown), { x: 'column', y: 'row', fill: 'none', stroke: 'var(--ink)', strokeWidth: 1.2, inset: 2 }),
      marksOf(cells.filter(({ shown }) => !shown), '400'),
      marksOf(cells.filter(({ shown }) => shown), '700'),
      text(markers, { x: (_, i) => i, y: (_, i) => i, text: ({ name }) => named(name), textAnchor: 'start', dx: 4 - size / 2, fill: 'var(--ink)', fontWeight: '600' }),
      text(markers.slice(1), { y: (_, i) => i + 1, frameAnchor: 'left', dx: -8, textAnchor: 'end', text: ({ name }) => named(name), fill: 'var(--ink)' }),
      ...legend(language),
    ],
  });
}

function legend(language: Language) {
  const line = (words: string, colour: string, row: number) => text([`■ ${words}`], { frameAnchor: 'top-left', dx: -left + 4, dy: row * 18 - legendHeight + 8, textAnchor: 'start', fill: colour, fontWeight: '600' });
  return [line(texts.colours[language], 'var(--series-1)', 0), line(texts.opposite[language], 'var(--series-2)', 1)];
}
