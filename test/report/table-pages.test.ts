import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { analyseAgreement } from '../../src/analysis/analyse-agreement.ts';
import { analyseReproducibility } from '../../src/analysis/analyse-reproducibility.ts';
import { readAssociationsTable } from '../../src/analysis/read-associations-table.ts';
import type { Language } from '../../src/measurement/language.ts';
import { formatOf, iccLines } from '../../src/report/agreement-figures.ts';
import { agreementPage } from '../../src/report/agreement-page.ts';
import { associationsPage } from '../../src/report/associations-page.ts';
import { blandAltmanPairChart } from '../../src/report/bland-altman-chart.ts';
import { correlationTriangleChart } from '../../src/report/correlation-triangle-chart.ts';
import { varianceSharesChart } from '../../src/report/gauge-chart.ts';
import { gaugePage } from '../../src/report/gauge-page.ts';
import { iccForestChart } from '../../src/report/icc-forest-chart.ts';
import { unusedPanel } from '../../src/report/unused-panel.ts';
import { associations } from '../../src/tables/associations.ts';
import type { QuantityAgreement } from '../../src/tables/quantity-agreement.ts';
import { chartFile } from './chart-file.ts';

/** Twelve patients, two readers, two acquisitions, two quantities, all from the numbers of patient, reader and acquisition. */
const rows = Array.from({ length: 48 }, (_, i) => {
  const [patient, reader, acquisition] = [Math.floor(i / 4), Math.floor(i / 2) % 2, i % 2];
  const noise = Math.sin(11 * i) + 0.6 * Math.cos(5 * patient + 3 * acquisition);
  return `P${patient},${'AB'[reader]},${acquisition + 1},${(15 + 2 * Math.sin(3 * patient) + 0.4 * reader + 0.3 * noise).toFixed(1)},${(-13 + 3 * Math.cos(2 * patient) - 0.5 * reader + 0.5 * noise).toFixed(1)}`;
});
const readings = new TextEncoder().encode(['patient,reader,acquisition,septum (mm),GLS (%)', ...rows, 'P12,A,1,unreadable,-12'].join('\n'));
const markers = new TextEncoder().encode(['patient,septum (mm),GLS (%),ECV (%),age', ...Array.from({ length: 25 }, (_, i) => {
  const burden = Math.sin(7 * i);
  return `P${i},${(15 + 2 * burden + Math.sin(i * i)).toFixed(1)},${(-12 + 3 * burden + 2 * Math.cos(3 * i * i)).toFixed(1)},${(48 + 8 * burden + 3 * Math.sin(5 * i * i)).toFixed(0)},${70 + ((i * 37) % 17)}`;
})].join('\n'));

const { agreement, unused } = analyseAgreement(readings, 'readings.csv', { reader: null, columns: null, scale: 'quantity', order: null, machine: null });
const [septum, strain] = agreement as readonly QuantityAgreement[];
const { quantities } = analyseReproducibility(readings, 'readings.csv', { reader: null, columns: null, repeatIs: null });
const together = associations(readAssociationsTable(markers, 'markers.csv', { markers: null, held: [], method: 'pearson' }).input);

const frame = (language: Language) => ({ language, writtenAt: new Date(0), table: 'readings.csv', leftOut: unusedPanel(unused) });
const pages: Readonly<Record<string, (language: Language) => string>> = {
  agreement: (language) => agreementPage({ agreement, machine: null, ...frame(language) }),
  reproducibility: (language) => gaugePage({ quantities, ...frame(language) }),
  associations: (language) => associationsPage({ associations: together, ...frame(language), leftOut: null }),
};

describe('charts look as recorded', () => {
  test('forest of the six ICC', () => expect(chartFile(iccForestChart(iccLines(septum, 'en'), 'en'))).toMatchFileSnapshot('charts/icc-forest.svg'));
  test('differences of two readers, in French', () => expect(chartFile(blandAltmanPairChart(strain.pairs[0], formatOf(strain), strain.unit, 'fr')!)).toMatchFileSnapshot('charts/bland-altman-pair-french.svg'));
  test('bars of the scatter', () => expect(chartFile(varianceSharesChart(quantities, 'en'))).toMatchFileSnapshot('charts/variance-shares.svg'));
  test('triangle of correlations, in French', () => expect(chartFile(correlationTriangleChart(together, 'fr'))).toMatchFileSnapshot('charts/correlation-triangle-french.svg'));
});

describe.each(Object.keys(pages))('the page of %s', (name) => {
  test('holds every chart in both languages and fetches nothing', () => {
    const text = pages[name]('en');
    const { document } = parseHTML(text);
    const charts = document.querySelectorAll('svg.chart').length;
    expect(charts).toBeGreaterThan(0);
    expect(charts % 2).toBe(0);
    expect(document.querySelector('main')!.textContent).not.toMatch(/NaN|undefined|null|Infinity|\{\w+\}/);
    expect(text.match(/(?:src|href)="(?!#)[^"]*"/g)).toBeNull();
  });

  test('opens in the language asked for', () => expect(parseHTML(pages[name]('fr')).document.documentElement.lang).toBe('fr'));
});

test('what was left out stands on the page with row, value and remedy', () => {
  const text = parseHTML(pages.agreement('en')).document.querySelector('main')!.textContent;
  expect(text).toContain('unreadable');
  expect(text).toContain('Write the number alone');
});

test('a scatter of percentages is in points, a mean in percent', () => {
  const text = parseHTML(pages.agreement('en')).document.querySelector('main')!.textContent;
  expect(text).toMatch(/B higher|A reads on average [\d.]+\u00a0points higher than B/);
  expect(text).toMatch(/−1\d\.\d+\u00a0% \(/);
});
