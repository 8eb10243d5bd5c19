import { barX, text } from '@observablehq/plot';
import type { Language } from '../measurement/language.ts';
import type { Reproducibility, ScatterComponent } from '../tables/reproducibility.ts';
import { quantityName } from './agreement-figures.ts';
import { drawChart } from './draw-chart.ts';
import { formatNumber } from './format-number.ts';
import { componentsOf } from './gauge-figures.ts';
import { gaugeTexts as texts, termTexts } from './gauge-texts.ts';
import type { Markup } from './markup.ts';

/** Warm colours for people, cold ones for machines, none for patients. */
const colours: Readonly<Record<ScatterComponent['name'], string>> = {
  patient: 'var(--line)', reader: 'var(--series-2)', readerInPatient: 'var(--series-5)', acquisition: 'var(--series-1)', device: 'var(--series-3)', site: 'var(--faint)', residual: 'var(--series-4)',
};
const order = ['patient', 'reader', 'readerInPatient', 'acquisition', 'device', 'site', 'residual'] as const;
const rowHeight = 40;
const legendHeight = 22;
const legendColumns = 3;
const legendWidth = 270;
/** A narrower part has no room for its number. */
const narrowest = 4;

/** Shares of the variance, one bar for each quantity. */
export function varianceSharesChart(quantities: readonly Reproducibility[], language: Language): Markup {
  const parts = quantities.flatMap((quantity) => {
    const components = componentsOf(quantity).toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
    return components.map(({ name, share }, i) => {
      const before = 100 * components.slice(0, i).reduce((total, one) => total + one.share, 0);
      return { quantity: quantityName(quantity)[language], name, from: before, to: before + 100 * share, colour: colours[name] };
    });
  });
  const names = [...new Set(parts.map(({ quantity }) => quantity))];
  const terms = order.filter((term) => parts.some(({ name }) => name === term));
  const legendRows = Math.ceil(terms.length / legendColumns);
  const marginTop = 14 + legendRows * legendHeight;
  return drawChart({
    width: 900, height: marginTop + names.length * rowHeight + 46, marginTop, marginLeft: 130, marginRight: 16, marginBottom: 44,
    ariaLabel: texts.sharesTitle[language],
    x: { domain: [0, 100], label: texts.shareAxis[language], labelAnchor: 'center', labelArrow: 'none', tickFormat: (value: number) => formatNumber(value, 0, language) },
    y: { domain: names, label: null, tickSize: 0 },
    marks: [
      barX(parts, { x1: 'from', x2: 'to', y: 'quantity', fill: 'colour', insetLeft: 0.5, insetRight: 0.5 }),
      text(parts.filter(({ from, to }) => to - from >= narrowest), {
        x: ({ from, to }) => (from + to) / 2, y: 'quantity', text: ({ from, to }) => formatNumber(to - from, 0, language),
        fill: ({ name }) => (name === 'patient' ? 'var(--ink)' : 'var(--paper)'), fontWeight: '600',
      }),
      ...terms.flatMap((term, i) => {
        const place = { frameAnchor: 'top-left' as const, dx: (i % legendColumns) * legendWidth - 110, dy: Math.floor(i / legendColumns) * legendHeight - marginTop + 8, textAnchor: 'start' as const };
        return [text(['■'], { ...place, fill: colours[term], fontSize: 15 }), text([termTexts[term][language]], { ...place, dx: place.dx + 16, dy: place.dy + 2, fill: 'var(--ink)' })];
      }),
    ],
  });
}
