import type { Language } from '../measurement/language.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';
import { panelChart } from './panel-chart.ts';
import { cohortLines, cohortTable, type PanelFacts, panelRemarks, panelSummary, patientLines, patientTable } from './panel-figures.ts';
import { panelTexts as texts } from './panel-texts.ts';
import { cellTable, chartInEachLanguage, pagePanel, remark, sense, tablePage } from './table-page.ts';

export interface PanelPageInput extends PanelFacts {
  /** Headings of columns that are not read. */
  readonly unread: readonly string[];
  readonly language: Language;
  readonly writtenAt: Date;
  readonly table: string;
  /** What of the table is in no figure; null when nothing. */
  readonly leftOut: Markup | null;
}

const methods = 'Wilcoxon signed rank, Student paired; Holm, Benjamini-Hochberg; noise limit 1.96 SD of a difference (Bland-Altman)';

/** Writes a panel of markers before and after as one self-contained page. */
export function panelPage(input: PanelPageInput): string {
  const { patient, language, writtenAt, table, leftOut } = input;
  const frame = { title: texts.title, subtitle: texts.subtitle, summary: panelSummary(input), language, writtenAt, table, methods: [[texts.methods, methods]] as const };
  return tablePage(frame, [patient === null ? cohortPanel(input) : patientPanel(input), leftOut]);
}

function cohortPanel({ panel, unread }: PanelPageInput): Markup {
  return pagePanel(texts.cohort, [
    sense(texts.cohortSense),
    chartInEachLanguage((language) => panelChart({ lines: cohortLines(panel, language), axis: texts.cohortAxis[language], band: null }, language)),
    html`<div class="wrapping">${cellTable(cohortTable(panel))}</div>`,
    ...panelRemarks(panel, unread, false).map(remark),
  ], 'full');
}

function patientPanel({ panel, unread }: PanelPageInput): Markup {
  return pagePanel(texts.patient, [
    sense(texts.patientSense),
    chartInEachLanguage((language) => panelChart({ lines: patientLines(panel, language), axis: texts.patientAxis[language], band: [-1, 1] }, language)),
    html`<div class="wrapping">${cellTable(patientTable(panel))}</div>`,
    ...panelRemarks(panel, unread, true).map(remark),
  ], 'full');
}
