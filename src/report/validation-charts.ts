import { dot, line, link, ruleY, text } from '@observablehq/plot';
import type { DetectionValidation, RatioValidation } from '../analysis/planar-validation.ts';
import type { Language } from '../measurement/language.ts';
import type { BlandAltman } from '../statistics/bland-altman.ts';
import { drawChart } from './draw-chart.ts';
import { formatNumber } from './format-number.ts';
import type { Markup } from './markup.ts';
import { validationTexts as texts } from './validation-texts.ts';

const shares = { domain: [0, 1], ticks: 5 } as const;
const ticksIn = (language: Language) => ({ tickFormat: (value: number) => formatNumber(value, 1, language) });
const diagonal = link([0], { x1: 0, y1: 0, x2: 1, y2: 1, stroke: 'var(--line)' });

/** The ROC curve, with the point at which Amyloscope is used. */
export function rocChart({ roc, decided, threshold }: DetectionValidation, language: Language): Markup {
  const { sensitivity, specificity } = decided.accuracy;
  const used = sensitivity.status === 'measured' && specificity.status === 'measured' ? [{ x: 1 - specificity.value, y: sensitivity.value }] : [];
  return drawChart({
    x: { ...shares, ...ticksIn(language), label: texts.falsePositives[language] },
    y: { ...shares, ...ticksIn(language), label: texts.sensitivity[language] },
    marks: [
      diagonal,
      line(roc, { x: ({ specificity: share }) => 1 - share, y: 'sensitivity', stroke: 'var(--ink)', strokeWidth: 1.8 }),
      dot(used, { x: 'x', y: 'y', r: 4.5, fill: 'var(--abnormal)' }),
      text(used, { x: 'x', y: 'y', text: () => `${texts.threshold[language]} ${formatNumber(threshold, 2, language)}`, dx: 9, dy: 12, textAnchor: 'start', fill: 'var(--abnormal)' }),
    ],
  });
}

/** Observed share of abnormal scans against the probability given, with Wilson intervals; the diagonal is right. */
export function calibrationChart({ calibration }: DetectionValidation, language: Language): Markup {
  const bins = calibration.status === 'measured' ? calibration.bins : [];
  return drawChart({
    x: { ...shares, ...ticksIn(language), label: texts.probabilityGiven[language] },
    y: { ...shares, ...ticksIn(language), label: texts.shareObserved[language] },
    marks: [
      diagonal,
      link(bins, { x1: 'meanProbability', x2: 'meanProbability', y1: ({ observedInterval95: [lower] }) => lower, y2: ({ observedInterval95: [, upper] }) => upper, stroke: 'var(--faint)' }),
      dot(bins, { x: 'meanProbability', y: 'observed', r: 4, fill: 'var(--ink)' }),
      text(bins, { x: 'meanProbability', y: 'observed', text: ({ cases }) => String(cases), dx: 8, dy: -8, textAnchor: 'start', fill: 'var(--faint)' }),
    ],
  });
}

/** Difference against mean of measured and known ratio, with bias and limits of agreement. */
export function blandAltmanChart({ pairs }: RatioValidation, limits: BlandAltman & { value: number }, language: Language): Markup {
  const points = pairs.map(({ truth, measured }) => ({ mean: (truth + measured) / 2, difference: measured - truth }));
  const bias = { y: limits.value, name: texts.bias[language] };
  const bounds = [{ y: limits.upperLimit.value, name: texts.upperLimit[language] }, { y: limits.lowerLimit.value, name: texts.lowerLimit[language] }];
  return drawChart({
    marginRight: 86,
    x: { ...ticksIn(language), label: texts.meanOfBoth[language], nice: true },
    y: { tickFormat: (value: number) => formatNumber(value, 2, language), label: texts.difference[language], nice: true },
    marks: [
      ruleY([0], { stroke: 'var(--line)' }),
      ruleY([bias], { y: 'y', stroke: 'var(--abnormal)' }),
      ruleY(bounds, { y: 'y', stroke: 'var(--abnormal)', strokeDasharray: '4 3' }),
      dot(points, { x: 'mean', y: 'difference', r: 2.2, fill: 'var(--ink)', fillOpacity: 0.65 }),
      text([bias, ...bounds], { y: 'y', frameAnchor: 'right', text: ({ y, name }) => `${name} ${formatNumber(y, 3, language)}`, dx: 82, textAnchor: 'end', fill: 'var(--abnormal)', lineAnchor: 'middle' }),
    ],
  });
}
