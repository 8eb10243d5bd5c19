import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { decisionChart, probabilityChart, rocCurvesChart } from '../../src/report/accuracy-charts.ts';
import { comparisonTable, directionSentences, thresholdSentences } from '../../src/report/accuracy-figures.ts';
import { accuracyPage } from '../../src/report/accuracy-page.ts';
import { accuracy, type AccuracyInput, type AccuracyScore } from '../../src/tables/accuracy.ts';
import { chartFile } from './chart-file.ts';

/** Forty cases with overlapping scores, all from the number of the case. */
const cases = Array.from({ length: 40 }, (_, i) => {
  const diseased = i % 2 === 1;
  return { diseased, probability: Math.min(0.97, Math.max(0.03, (diseased ? 0.68 : 0.32) + 0.4 * Math.sin(7 * i))), fraction: (diseased ? 45 : 58) + 9 * Math.sin(5 * i), noise: (i * 13) % 17 };
});
const score = (name: 'probability' | 'fraction' | 'noise', more: Partial<AccuracyScore> = {}): AccuracyScore => ({ name, unit: null, values: cases.map((one) => one[name]), diseasedWhen: 'high', threshold: null, ...more });
const input: AccuracyInput = {
  patients: cases.map((_, i) => `P${i}`),
  diseased: cases.map(({ diseased }) => diseased),
  scores: [score('probability', { threshold: 0.5 }), score('fraction', { diseasedWhen: 'low', unit: '%' }), score('noise')],
};
const found = accuracy(input);
const page = (one = found, language: 'en' | 'fr' = 'en') => accuracyPage({ accuracy: one, language, writtenAt: new Date(0), table: 'accuracy.csv', leftOut: null });
const { probability } = found.scores[0];

describe('charts look as recorded', () => {
  test('ROC curves of several scores', () => expect(chartFile(rocCurvesChart(found, 'en'))).toMatchFileSnapshot('charts/roc-curves.svg'));
  test('calibration of a probability', () => {
    const bins = probability!.calibration.status === 'measured' ? probability!.calibration.bins : [];
    return expect(chartFile(probabilityChart(bins, 'fr'))).toMatchFileSnapshot('charts/probability-french.svg');
  });
  test('decision curve', () => expect(chartFile(decisionChart('probability', probability!.decision, 'en'))).toMatchFileSnapshot('charts/decision.svg'));
});

test('the page holds every chart in both languages and fetches nothing', () => {
  const text = page();
  const { document } = parseHTML(text);
  expect(document.querySelectorAll('svg.chart')).toHaveLength(6);
  expect(document.querySelector('main')!.textContent).toContain('fraction ≤');
  expect(document.querySelector('main')!.textContent).toContain('Un résultat positif multiplie la cote de maladie par');
  expect(document.querySelector('main')!.textContent).not.toMatch(/NaN|undefined|null|Infinity|\{\w+\}/);
  expect(text.match(/(?:src|href)="(?!#)[^"]*"/g)).toBeNull();
});

test('a threshold chosen on the cases is said to flatter, a stated one is not', () => {
  expect(thresholdSentences(found)[0].en).toContain('The threshold of fraction, noise was chosen on these very cases');
  expect(thresholdSentences(accuracy({ ...input, scores: [input.scores[0]] })).map(({ en }) => en).join()).not.toContain('flatter');
});

test('a score read the wrong way round is noticed', () => {
  const wrong = accuracy({ ...input, scores: [score('fraction')] });
  expect(directionSentences(wrong)[0].en).toContain('if fraction is low in disease, say so with --low fraction');
  expect(directionSentences(found)).toEqual([]);
});

test('a comparison names the better score only where the adjusted p says so', () => {
  const answers = comparisonTable(found).rows.map((row) => row[3].en);
  expect(answers).toEqual(found.comparisons.map(({ first, second, difference, adjustedP }) =>
    adjustedP !== null && adjustedP < 0.05 && difference.status === 'measured' ? `${difference.value > 0 ? first : second} tells them apart better` : 'not shown to differ'));
  expect(new Set(answers).size).toBeGreaterThan(1);
});

test('patients in several rows are warned about', () => {
  expect(page(accuracy({ ...input, patients: cases.map((_, i) => `P${i >> 1}`) }))).toContain('Patients in several rows: 20');
});

test('cases of one kind are a page that says why figures are missing', () => {
  const { document } = parseHTML(page(accuracy({ ...input, diseased: cases.map(() => true) }), 'fr'));
  expect(document.querySelector('main')!.textContent).toContain('Il faut des cas malades et des cas sains.');
  expect(document.querySelector('main')!.textContent).not.toMatch(/NaN|undefined|Infinity/);
});
