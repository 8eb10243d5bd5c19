import { dot, line, link, ruleY, text } from '@observablehq/plot';
import type { Language } from '../measurement/language.ts';
import type { CalibrationBin } from '../statistics/calibration-bins.ts';
import type { DecisionPoint } from '../statistics/decision-curve.ts';
import type { Accuracy, ScoreAccuracy } from '../tables/accuracy.ts';
import { accuracyTexts as texts } from './accuracy-texts.ts';
import { drawChart } from './draw-chart.ts';
import { formatNumber, formatWithInterval } from './format-number.ts';
import type { Markup } from './markup.ts';
import { seriesStyle } from './series-style.ts';

/** Room for the names at the foot of the chart, where curves of any worth are not. */
const lineHeight = 15;
const square = { width: 460, height: 460, marginRight: 14 } as const;
const longestName = 24;

const shares = (language: Language, label: string) => ({ domain: [0, 1], ticks: 5, tickFormat: (share: number) => formatNumber(share, 1, language), label, labelArrow: 'none' as const });
const diagonal = () => link([0], { x1: 0, y1: 0, x2: 1, y2: 1, stroke: 'var(--line)' });

/** ROC curves of all scores, each with its area and with a point where its threshold stands. */
export function rocCurvesChart({ scores }: Accuracy, language: Language): Markup {
  const drawn = scores.flatMap((score, i) => (score.roc.length > 0 ? [{ score, ...seriesStyle(i) }] : []));
  return drawChart({
    ...square,
    ariaLabel: texts.area[language],
    x: { ...shares(language, texts.falsePositives[language]), labelAnchor: 'center' },
    y: shares(language, texts.sensitivity[language]),
    marks: [
      diagonal(),
      ...drawn.map(({ score, colour, dash }) => line(score.roc, { x: ({ specificity }) => 1 - specificity, y: 'sensitivity', stroke: colour, strokeWidth: 2, ...(dash && { strokeDasharray: dash }) })),
      ...drawn.map(({ score, colour }) => dot(thresholdPoint(score), { x: 'x', y: 'y', r: 4.5, fill: colour, stroke: 'var(--paper)' })),
      ...drawn.flatMap(({ score, colour, dash }, row) => legendLine({ name: legendName(score, language), colour, dash }, drawn.length - row)),
    ],
  });
}

function thresholdPoint({ threshold }: ScoreAccuracy): { x: number; y: number }[] {
  if ('status' in threshold) return [];
  const { sensitivity, specificity } = threshold.accuracy;
  return sensitivity.status === 'measured' && specificity.status === 'measured' ? [{ x: 1 - specificity.value, y: sensitivity.value }] : [];
}

function legendName({ name, auc }: ScoreAccuracy, language: Language): string {
  const short = name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
  return auc.status === 'measured' ? `${short} ${formatWithInterval(auc, 2, language)}` : short;
}

/** A piece of the line and its name, in a row counted from the bottom. */
function legendLine({ name, colour, dash }: { readonly name: string; readonly colour: string; readonly dash: string }, row: number) {
  const y = 0.015 + (row * lineHeight) / 390;
  return [
    line([{ x: 0.36, y }, { x: 0.43, y }], { x: 'x', y: 'y', stroke: colour, strokeWidth: 2, ...(dash && { strokeDasharray: dash }) }),
    text([{ x: 0.45, y }], { x: 'x', y: 'y', text: () => name, textAnchor: 'start', fill: colour, fontWeight: '600' }),
  ];
}

/** Share of diseased cases against the probability given, with Wilson intervals; the diagonal is right. */
export function probabilityChart(bins: readonly CalibrationBin[], language: Language): Markup {
  return drawChart({
    ariaLabel: texts.shareObserved[language],
    x: { ...shares(language, texts.probabilityGiven[language]), labelAnchor: 'center' },
    y: shares(language, texts.shareObserved[language]),
    marks: [
      diagonal(),
      link(bins, { x1: 'meanProbability', x2: 'meanProbability', y1: ({ observedInterval95: [lower] }) => lower, y2: ({ observedInterval95: [, upper] }) => upper, stroke: 'var(--series-1)', strokeOpacity: 0.6 }),
      dot(bins, { x: 'meanProbability', y: 'observed', r: 4, fill: 'var(--series-1)' }),
      text(bins, { x: 'meanProbability', y: 'observed', text: ({ cases }) => String(cases), dx: 7, dy: -8, textAnchor: 'start', fill: 'var(--faint)' }),
    ],
  });
}

/** Net benefit of acting on the score, on everybody and on nobody. */
export function decisionChart(name: string, points: readonly DecisionPoint[], language: Language): Markup {
  const best = Math.max(...points.map(({ model, everybody }) => Math.max(model, everybody)), 0.01);
  const lowest = -best / 4;
  // Treating everybody falls without end as the threshold rises; below the frame it says nothing more.
  const inside = (value: number): number => (value < lowest ? Number.NaN : value);
  const [model, everybody] = [seriesStyle(0), seriesStyle(1)];
  const label = (words: string, colour: string, row: number) => text([words], { frameAnchor: 'top-right', dy: 4 + row * lineHeight, textAnchor: 'end', fill: colour, fontWeight: '600' });
  return drawChart({
    marginLeft: 56,
    ariaLabel: texts.netBenefit[language],
    x: { ...shares(language, texts.actingAt[language]), labelAnchor: 'center' },
    y: { domain: [lowest, best * 1.08], ticks: 5, tickFormat: (value: number) => formatNumber(value, 2, language), label: texts.netBenefit[language], labelArrow: 'none' },
    marks: [
      ruleY([0], { stroke: 'var(--faint)' }),
      line(points, { x: 'threshold', y: ({ everybody }) => inside(everybody), stroke: everybody.colour, strokeWidth: 1.8, strokeDasharray: everybody.dash }),
      line(points, { x: 'threshold', y: ({ model }) => inside(model), stroke: model.colour, strokeWidth: 2 }),
      label(`— ${name}`, model.colour, 0),
      label(`- - ${texts.everybody[language]}`, everybody.colour, 1),
      label(`— ${texts.nobody[language]}`, 'var(--faint)', 2),
    ],
  });
}
