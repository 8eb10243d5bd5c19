import type { Language } from '../measurement/language.ts';
import type { Accuracy, ScoreAccuracy } from '../tables/accuracy.ts';
import { decisionChart, probabilityChart, rocCurvesChart } from './accuracy-charts.ts';
import { accuracySummary, areaTable, calibrationTable, comparisonTable, directionSentences, named, thresholdSentences, thresholdTable } from './accuracy-figures.ts';
import { accuracyTexts as texts } from './accuracy-texts.ts';
import type { Markup } from './markup.ts';
import { cellTable, chartInEachLanguage, pagePanel, remark, sense, tablePage } from './table-page.ts';

export interface AccuracyPageInput {
  readonly accuracy: Accuracy;
  readonly language: Language;
  readonly writtenAt: Date;
  readonly table: string;
  /** What of the table is in no figure; null when nothing. */
  readonly leftOut: Markup | null;
}

const methods = 'ROC; DeLong; Holm; Wilson; Simel; Youden; Cox calibration; Brier; decision curve of Vickers and Elkin';

/** Writes ROC curves, thresholds, calibration and decision curves as one self-contained page. */
export function accuracyPage({ accuracy, language, writtenAt, table, leftOut }: AccuracyPageInput): string {
  const frame = { title: texts.title, subtitle: texts.subtitle, summary: accuracySummary(accuracy), language, writtenAt, table, methods: [[texts.methods, methods]] as const };
  return tablePage(frame, [areaPanel(accuracy), comparisonPanel(accuracy), thresholdPanel(accuracy), ...accuracy.scores.flatMap(probabilityPanels), leftOut]);
}

function areaPanel(accuracy: Accuracy): Markup {
  const drawn = accuracy.scores.some(({ roc }) => roc.length > 0);
  return pagePanel(texts.area, [
    sense(texts.areaSense),
    ...directionSentences(accuracy).map(sense),
    drawn ? chartInEachLanguage((language) => rocCurvesChart(accuracy, language)) : null,
  ]);
}

function comparisonPanel(accuracy: Accuracy): Markup {
  const compared = accuracy.comparisons.length > 0 ? [cellTable(comparisonTable(accuracy)), remark(texts.comparisonNote)] : [];
  return pagePanel(accuracy.comparisons.length > 0 ? texts.comparison : texts.areaShort, [cellTable(areaTable(accuracy)), ...compared, remark(texts.intervals)]);
}

function thresholdPanel(accuracy: Accuracy): Markup {
  return pagePanel(texts.threshold, [...thresholdSentences(accuracy).map(sense), cellTable(thresholdTable(accuracy))], 'full');
}

function probabilityPanels(score: ScoreAccuracy): readonly Markup[] {
  const { probability } = score;
  if (probability === null) return [];
  const { calibration, decision } = probability;
  const bins = calibration.status === 'measured' ? calibration.bins : [];
  return [
    pagePanel(named(texts.calibration, score), [sense(named(texts.calibrationSense, score)), chartInEachLanguage((language) => probabilityChart(bins, language)), cellTable(calibrationTable(probability))]),
    pagePanel(named(texts.decision, score), [sense(named(texts.decisionSense, score)), decision.length > 0 ? chartInEachLanguage((language) => decisionChart(score.name, decision, language)) : null]),
  ];
}
