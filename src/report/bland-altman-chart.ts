import { dot, line, rect, ruleY, text } from '@observablehq/plot';
import { fillText } from '../measurement/finding.ts';
import type { Language } from '../measurement/language.ts';
import type { AgreementPair } from '../tables/agreement-pair.ts';
import { agreementTexts as texts } from './agreement-texts.ts';
import { drawChart } from './draw-chart.ts';
import { formatNumber, formatSignificant } from './format-number.ts';
import type { Markup } from './markup.ts';
import type { QuantityFormat } from './quantity-format.ts';

/** More points hide each other and make the page heavy. */
export const mostPointsDrawn = 1500;
/** Below this p the difference is drawn as a function of the value too. */
const level = 0.05;

/** Difference against mean of two readers, with bias, limits of agreement and their intervals as bands; null without limits. The format is that of differences. */
export function blandAltmanPairChart({ first, second, points, difference, proportionalBias }: AgreementPair, { decimals, unit }: QuantityFormat, unitOfValues: string | null, language: Language): Markup | null {
  if (difference.status === 'notMeasured') return null;
  const step = Math.ceil(points.length / mostPointsDrawn);
  const drawn = points.filter((_, i) => i % step === 0).map((point) => ({ mean: (point.first + point.second) / 2, difference: point.first - point.second }));
  const means = points.reduce(([low, high], point) => { const value = (point.first + point.second) / 2; return [Math.min(low, value), Math.max(high, value)]; }, [Infinity, -Infinity]);
  const bias = { value: difference.value, interval95: difference.interval95, name: texts.bias[language], colour: 'var(--series-2)' };
  const limits = [{ ...difference.upperLimit, name: texts.upper[language], colour: 'var(--series-1)' }, { ...difference.lowerLimit, name: texts.lowerLimit[language], colour: 'var(--series-1)' }];
  const trend = proportionalBias.status === 'measured' && proportionalBias.slope.p < level ? means.map((x) => ({ x, y: proportionalBias.intercept.value + proportionalBias.slope.value * x })) : [];
  const behind = (one: string | null): string => (one === null ? '' : ` (${one})`);
  const number = (value: number) => formatNumber(value, decimals, language);
  return drawChart({
    width: 560, height: 360, marginRight: 96, marginLeft: 58,
    ariaLabel: fillText(texts.pair[language], { first, second }),
    x: { nice: true, tickFormat: (value: number) => formatSignificant(value, language), ticks: 6, label: texts.meanOfBoth[language] + behind(unitOfValues), labelAnchor: 'center', labelArrow: 'none' },
    y: { nice: true, tickFormat: (value: number) => formatSignificant(value, language), ticks: 7, label: fillText(texts.differenceAxis[language], { first, second }) + behind(unit), labelArrow: 'none' },
    marks: [
      rect([bias, ...limits], { y1: ({ interval95: [lower] }) => lower, y2: ({ interval95: [, upper] }) => upper, fill: 'colour', fillOpacity: 0.13 }),
      ruleY([0], { stroke: 'var(--faint)' }),
      ruleY([bias], { y: 'value', stroke: 'colour', strokeWidth: 1.6 }),
      ruleY(limits, { y: 'value', stroke: 'colour', strokeWidth: 1.4, strokeDasharray: '5 3' }),
      line(trend, { x: 'x', y: 'y', stroke: 'var(--ink)', strokeDasharray: '1 3' }),
      dot(drawn, { x: 'mean', y: 'difference', r: drawn.length > 200 ? 1.6 : 2.6, fill: 'var(--ink)', fillOpacity: 0.6 }),
      text([bias, ...limits], { y: 'value', frameAnchor: 'right', dx: 6, dy: -6, textAnchor: 'start', text: 'name', fill: 'colour' }),
      text([bias, ...limits], { y: 'value', frameAnchor: 'right', dx: 6, dy: 7, textAnchor: 'start', text: ({ value }) => number(value), fill: 'colour', fontWeight: '600' }),
    ],
  });
}
