import type { Language, Text } from '../measurement/language.ts';
import type { Reproducibility } from '../tables/reproducibility.ts';
import { quantityName } from './agreement-figures.ts';
import { varianceSharesChart } from './gauge-chart.ts';
import { coefficientTable, componentsOf, componentTable, gaugeChangeSentence, gaugeRemarks, gaugeSummary, sharesSentence } from './gauge-figures.ts';
import { gaugeTexts as texts } from './gauge-texts.ts';
import type { Markup } from './markup.ts';
import { cellTable, chartInEachLanguage, filled, inBoth, pagePanel, remark, sense, tablePage } from './table-page.ts';

export interface GaugePageInput {
  readonly quantities: readonly Reproducibility[];
  readonly language: Language;
  readonly writtenAt: Date;
  readonly table: string;
  /** What of the table is in no figure; null when nothing. */
  readonly leftOut: Markup | null;
}

const methods = 'REML as in lme4 (Bates); delta method; gauge R&R (Burdick, Borror, Montgomery); repeatability of ISO 5725-1';

/** Writes the sources of scatter of a table as one self-contained page. */
export function gaugePage({ quantities, language, writtenAt, table, leftOut }: GaugePageInput): string {
  const frame = { title: texts.title, subtitle: texts.subtitle, summary: gaugePageSummary(quantities), language, writtenAt, table, methods: [[texts.methods, methods]] as const };
  return tablePage(frame, [sharesPanel(quantities), ...quantities.flatMap(quantityPanel), leftOut]);
}

/** What the table holds, quantity by quantity. */
export function gaugePageSummary(quantities: readonly Reproducibility[]): Text {
  const sentences = quantities.map(gaugeSummary);
  return inBoth((language) => sentences.map((sentence) => sentence[language]).join(' '));
}

function sharesPanel(quantities: readonly Reproducibility[]): Markup {
  const drawn = quantities.some((quantity) => componentsOf(quantity).length > 0);
  return pagePanel(texts.sharesTitle, [
    ...quantities.map((quantity) => sense(sharesSentence(quantity))),
    ...(drawn ? [chartInEachLanguage((language) => varianceSharesChart(quantities, language)), sense(texts.notTruth)] : []),
  ], 'full');
}

function quantityPanel(quantity: Reproducibility): readonly Markup[] {
  if (componentsOf(quantity).length === 0) return [];
  const change = gaugeChangeSentence(quantity);
  return [pagePanel(filled(texts.componentsOf, (language) => ({ name: quantityName(quantity)[language] })), [
    ...(change ? [sense(change)] : []),
    cellTable(componentTable(quantity)),
    cellTable(coefficientTable(quantity)),
    ...gaugeRemarks(quantity).map(remark),
  ], 'full')];
}
