import type { Language } from '../measurement/language.ts';
import type { Associations } from '../tables/associations.ts';
import { associationsSentences, associationsSummary, pairsTable, triangleTable } from './associations-figures.ts';
import { associationsTexts as texts } from './associations-texts.ts';
import { correlationTriangleChart } from './correlation-triangle-chart.ts';
import type { Markup } from './markup.ts';
import { cellTable, chartInEachLanguage, pagePanel, remark, sense, tablePage } from './table-page.ts';

export interface AssociationsPageInput {
  readonly associations: Associations;
  readonly language: Language;
  readonly writtenAt: Date;
  readonly table: string;
  /** What of the table is in no figure; null when nothing. */
  readonly leftOut: Markup | null;
}

const methods = 'Pearson or Spearman, pairwise complete; partial where quantities are held constant; Fisher z, Bonett and Wright; Holm';

/** Writes the correlations of every two markers as one self-contained page. */
export function associationsPage({ associations, language, writtenAt, table, leftOut }: AssociationsPageInput): string {
  const frame = { title: texts.title, subtitle: texts.subtitle, summary: associationsSummary(associations), language, writtenAt, table, methods: [[texts.methods, methods]] as const };
  return tablePage(frame, [
    pagePanel(texts.triangle, [sense(texts.sense), chartInEachLanguage((one) => correlationTriangleChart(associations, one)), ...associationsSentences(associations).map(sense)], 'full'),
    pagePanel(texts.tableTitle, [cellTable(triangleTable(associations)), cellTable(pairsTable(associations)), remark(texts.note)], 'full'),
    leftOut,
  ]);
}
