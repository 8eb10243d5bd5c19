import { fillText } from '../measurement/finding.ts';
import type { Language, Text } from '../measurement/language.ts';
import type { CoxTies } from '../statistics/cox-likelihood.ts';
import type { Outcome } from '../tables/outcome.ts';
import type { TimeUnit } from '../tables/outcome-input.ts';
import { forestChart } from './forest-chart.ts';
import type { Markup } from './markup.ts';
import { reasonText } from './not-measured-texts.ts';
import { changeTable, comparisonSentences, curvesOf, forestLines, hazardTable, modelSentences, outcomeSummary, survivalTable } from './outcome-figures.ts';
import { outcomeTexts as texts } from './outcome-texts.ts';
import { survivalChart } from './survival-chart.ts';
import { cellTable, chartInEachLanguage, inBoth, pagePanel, remark, sense, tablePage } from './table-page.ts';

export interface OutcomePageInput {
  readonly outcome: Outcome;
  readonly unit: TimeUnit | null;
  readonly language: Language;
  readonly writtenAt: Date;
  readonly table: string;
  /** What of the table is in no figure; null when nothing. */
  readonly leftOut: Markup | null;
}

const methods = 'Kaplan-Meier, log(-log) intervals; log-rank; Cox; Grambsch-Therneau; Harrell';

const tiesNames: Readonly<Record<CoxTies, Text>> = { efron: { en: 'Efron', fr: 'Efron' }, breslow: { en: 'Breslow', fr: 'Breslow' }, exact: { en: 'the exact likelihood', fr: 'la vraisemblance exacte' } };

/** Writes survival, hazard ratios and changes of markers as one self-contained page. */
export function outcomePage({ outcome, unit, language, writtenAt, table, leftOut }: OutcomePageInput): string {
  const frame = { title: texts.title, subtitle: texts.subtitle, summary: outcomeSummary(outcome, unit), language, writtenAt, table, methods: [[texts.methods, methods]] as const };
  return tablePage(frame, [survivalPanel(outcome, unit), hazardPanel(outcome), changePanel(outcome), leftOut]);
}

function survivalPanel(outcome: Outcome, unit: TimeUnit | null): Markup {
  const curves = curvesOf(outcome);
  if (curves.length === 0) return pagePanel(texts.survivalTitle, outcome.everybody.status === 'notMeasured' ? [sense(reasonText(outcome.everybody))] : [], 'full');
  const { times } = outcome;
  return pagePanel(texts.survivalTitle, [
    ...comparisonSentences(outcome).map(sense),
    chartInEachLanguage((language) => survivalChart({ curves, times, unit, groupedBy: outcome.comparison }, language)),
    remark(texts.bands),
    cellTable(survivalTable(outcome, unit)),
  ], 'full');
}

function hazardPanel(outcome: Outcome): Markup | null {
  const { univariable, multivariable, ties } = outcome;
  if (univariable.length === 0) return null;
  const series = (language: Language) => [texts.alone[language], ...(multivariable.status === 'measured' ? [texts.together[language]] : [])];
  return pagePanel(texts.hazards, [
    sense(texts.hazardSense),
    chartInEachLanguage((language) => forestChart({ lines: forestLines(outcome, language), seriesNames: series(language), axis: texts.hazardAxis[language] }, language)),
    ...modelSentences(outcome).map(sense),
    cellTable(hazardTable(outcome)),
    remark(texts.noCause),
    remark(inBoth((language) => fillText(texts.ties[language], { ties: tiesNames[ties][language] }))),
  ], 'full');
}

function changePanel(outcome: Outcome): Markup | null {
  return outcome.changes.length === 0 ? null : pagePanel(texts.changes, [sense(texts.changeSense), cellTable(changeTable(outcome))], 'full');
}
