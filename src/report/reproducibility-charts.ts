import { barX, dot, link, ruleX, text } from '@observablehq/plot';
import type { Language } from '../measurement/language.ts';
import { coefficientFromLogSd } from '../statistics/coefficient-of-variation.ts';
import { observers, type ReproducibilityStudy, type VariancePartName } from '../study/reproducibility-study.ts';
import { drawChart } from './draw-chart.ts';
import { formatNumber } from './format-number.ts';
import type { Markup } from './markup.ts';
import { biasName, lookSd } from './reproducibility-figures.ts';
import { changeTexts, observerTexts, reproducibilityTexts as texts } from './reproducibility-texts.ts';

/** Colour of each part but the patient: the machine apart from the three of the human. */
export const partColours: Readonly<Record<Exclude<VariancePartName, 'patient'>, string>> = {
  scan: 'var(--series-1)', reader: 'var(--series-2)', readerInPatient: 'var(--series-4)', reading: 'var(--series-5)',
};

const width = 900;

/** Variance about the patient's mean, stacked by part, automatic beside readers; at the end of each bar its standard deviation. */
export function varianceChart({ variance }: ReproducibilityStudy, language: Language): Markup {
  const splits = observers.flatMap((by) => {
    const split = variance[by];
    return split.status === 'measured' ? [{ name: observerTexts[by][language], split }] : [];
  });
  const bars = splits.flatMap(({ name, split }) => split.parts.flatMap((part) => (part.name === 'patient' ? [] : [{ name, value: 1e4 * part.variance, colour: partColours[part.name] }])));
  const totals = splits.map(({ name, split }) => ({ name, value: 1e4 * lookSd(split) ** 2, label: `${formatNumber(100 * coefficientFromLogSd(lookSd(split)), 1, language)} %` }));
  return drawChart({
    width, height: 180, marginTop: 4, marginLeft: 170, marginRight: 60,
    x: { label: texts.varianceAxis[language], labelAnchor: 'left', labelArrow: 'none', tickFormat: (value: number) => formatNumber(value, 0, language) },
    y: { domain: observers.map((by) => observerTexts[by][language]), label: null, tickSize: 0 },
    marks: [
      barX(bars, { x: 'value', y: 'name', fill: 'colour', insetLeft: 0.5, insetRight: 0.5 }),
      text(totals, { x: 'value', y: 'name', text: 'label', dx: 8, textAnchor: 'start', fill: 'var(--ink)', fontWeight: 'bold' }),
      ruleX([0], { stroke: 'var(--ink)' }),
    ],
  });
}

/** Coefficient of variation with its interval after each change, by who measures. */
export function scatterChart({ scatter }: ReproducibilityStudy, language: Language): Markup {
  const columns = [['truth', texts.truthColumn], ['automatic', texts.automaticColumn], ['sameReader', texts.sameReaderColumn], ['otherReader', texts.otherReaderColumn]] as const;
  const colours = { truth: 'var(--faint)', automatic: 'var(--series-1)', sameReader: 'var(--series-5)', otherReader: 'var(--series-2)' };
  const bars = scatter.flatMap((one) => columns.flatMap(([column, title]) => {
    const found = one[column];
    if (found.status === 'notMeasured') return [];
    const [lower, upper] = found.interval95;
    return [{ change: changeTexts[one.change].name[language], name: title[language], value: 100 * found.value, lower: 100 * lower, upper: 100 * upper, colour: colours[column] }];
  }));
  return drawChart({
    width, height: 380, marginTop: 4, marginLeft: 120, marginRight: 120,
    x: { label: texts.scatterAxis[language], labelAnchor: 'left', labelArrow: 'none', tickFormat: (value: number) => formatNumber(value, 0, language) },
    y: { domain: columns.map(([, title]) => title[language]), label: null, tickSize: 0 },
    fy: { domain: scatter.map(({ change }) => changeTexts[change].name[language]), label: null },
    marks: [
      barX(bars, { fy: 'change', x: 'value', y: 'name', fill: 'colour' }),
      link(bars, { fy: 'change', x1: 'lower', x2: 'upper', y1: 'name', y2: 'name', stroke: 'var(--ink)' }),
      text(bars.filter(({ value }) => value === 0), { fy: 'change', x: 'value', y: 'name', text: () => '0', dx: 5, textAnchor: 'start', fill: 'var(--ink)' }),
      ruleX([0], { stroke: 'var(--ink)' }),
    ],
  });
}

/** Bias of every observer: filled against the truth in the body, hollow against the truth on the scan. */
export function biasChart({ bias }: ReproducibilityStudy, language: Language): Markup {
  const points = bias.flatMap((one) => (['againstScan', 'againstBody'] as const).flatMap((against) => {
    const found = one[against];
    if (found.status === 'notMeasured') return [];
    const [lower, upper] = found.interval95;
    return [{ name: biasName(one)[language], value: 100 * found.value, lower: 100 * lower, upper: 100 * upper, colour: against === 'againstBody' ? 'var(--series-2)' : 'var(--series-1)', against }];
  }));
  const of = (against: 'againstScan' | 'againstBody') => points.filter((point) => point.against === against);
  const marks = (against: 'againstScan' | 'againstBody', dy: number) => [
    link(of(against), { x1: 'lower', x2: 'upper', y1: 'name', y2: 'name', stroke: 'colour', strokeWidth: 1.5, dy }),
    dot(of(against), { x: 'value', y: 'name', r: 4.5, stroke: 'colour', strokeWidth: 1.5, fill: against === 'againstBody' ? 'colour' : 'var(--paper)', dy }),
  ];
  return drawChart({
    width, height: 46 + 34 * bias.length, marginTop: 4, marginLeft: 170,
    x: { label: texts.biasAxis[language], labelAnchor: 'left', labelArrow: 'none', nice: true, tickFormat: (value: number) => formatNumber(value, 0, language) },
    y: { type: 'point', domain: bias.map((one) => biasName(one)[language]), label: null, tickSize: 0, grid: true },
    marks: [ruleX([0], { stroke: 'var(--ink)' }), ...marks('againstScan', -5), ...marks('againstBody', 5)],
  });
}
