import type { Language, Text } from '../measurement/language.ts';
import type { Agreement } from '../tables/agreement.ts';
import type { ClassAgreement } from '../tables/class-agreement.ts';
import type { QuantityAgreement } from '../tables/quantity-agreement.ts';
import { changeSentence, equivalenceSentence, formatOf, iccLines, iccTable, lineTable, overviewTable, pairRemarks, pairSentences, pairTable, quantityName, quantitySummary, raterTable, reliabilitySentences, scatterTable, singleReading } from './agreement-figures.ts';
import { agreementTexts as texts } from './agreement-texts.ts';
import { blandAltmanPairChart, mostPointsDrawn } from './bland-altman-chart.ts';
import { classSentences, classSummary, confusionTable, kappaTable, sameClassSentence, togetherTable } from './class-agreement-figures.ts';
import { iccForestChart } from './icc-forest-chart.ts';
import type { Markup } from './markup.ts';
import { cellTable, chartInEachLanguage, filled, inBoth, pagePanel, remark, sense, tablePage } from './table-page.ts';

export interface AgreementPageInput {
  readonly agreement: Agreement;
  /** The rater held against the others; null for none. */
  readonly machine: string | null;
  readonly language: Language;
  readonly writtenAt: Date;
  readonly table: string;
  /** What of the table is in no figure; null when nothing. */
  readonly leftOut: Markup | null;
}

/** More figures of pairs than this are not looked at; the table has all. */
const mostPairFigures = 6;
const methods = 'ICC of Shrout and Fleiss, McGraw and Wong; Koo and Li; REML; Bland and Altman; Lin; Passing and Bablok; Deming with jackknife; Cohen, Fleiss, Gwet, Krippendorff; Barnhart';

/** Writes agreement of readers or methods as one self-contained page. */
export function agreementPage({ agreement, machine, language, writtenAt, table, leftOut }: AgreementPageInput): string {
  const quantities = agreement.filter((one) => one.kind === 'quantity');
  const frame = { title: texts.title, subtitle: texts.subtitle, summary: agreementSummary(agreement), language, writtenAt, table, methods: [[texts.methods, methods]] as const };
  return tablePage(frame, [
    quantities.length > 1 ? overviewPanel(quantities) : null,
    ...agreement.flatMap((one) => (one.kind === 'quantity' ? quantityPanels(one, machine) : classPanels(one))),
    leftOut,
  ]);
}

/** What the table holds, quantity by quantity. */
export function agreementSummary(agreement: Agreement): Text {
  const sentences = agreement.map((one) => (one.kind === 'quantity' ? quantitySummary(one) : classSummary(one)));
  return inBoth((language) => sentences.map((sentence) => sentence[language]).join(' '));
}

function overviewPanel(quantities: readonly QuantityAgreement[]): Markup {
  const lines = (language: Language) => quantities.flatMap((one) => {
    const single = singleReading(one);
    return 'reason' in single ? [] : [{ ...single, name: quantityName(one)[language] }];
  });
  return pagePanel(texts.overview, [chartInEachLanguage((language) => iccForestChart(lines(language), language)), cellTable(overviewTable(quantities))], 'full');
}

function quantityPanels(agreement: QuantityAgreement, machine: string | null): readonly Markup[] {
  const name = (language: Language) => ({ name: quantityName(agreement)[language] });
  const format = formatOf(agreement);
  const change = changeSentence(agreement);
  const equivalence = machine === null ? null : equivalenceSentence(agreement, machine);
  const shown = agreement.pairs.slice(0, mostPairFigures);
  const { icc } = agreement;
  return [
    pagePanel(filled(texts.reliabilityOf, name), [
      ...reliabilitySentences(agreement).map(sense),
      iccLines(agreement, 'en').length > 0 ? chartInEachLanguage((language) => iccForestChart(iccLines(agreement, language), language)) : null,
      icc.status === 'measured' ? cellTable(iccTable(icc, agreement.raters.length)) : null,
    ], 'full'),
    ...shown.map((pair) => pagePanel(filled(texts.pairOf, (language) => ({ ...name(language), first: pair.first, second: pair.second })), [
      ...pairSentences(pair, format).map(sense),
      pair.difference.status === 'measured' ? chartInEachLanguage((language) => blandAltmanPairChart(pair, format, agreement.unit, language)!) : null,
      pair.points.length > mostPointsDrawn ? remark(filled(texts.sampled, () => ({ shown: Math.ceil(pair.points.length / Math.ceil(pair.points.length / mostPointsDrawn)), pairs: pair.points.length }))) : null,
    ])),
    pagePanel(filled(texts.changeOf, name), [...(change ? [sense(change)] : []), cellTable(scatterTable(agreement)), cellTable(raterTable(agreement))], shown.length % 2 === 1 ? 'half' : 'full'),
    ...(equivalence && machine !== null ? [pagePanel(filled(texts.equivalence, () => ({ machine })), [sense(equivalence)], 'full')] : []),
    ...(agreement.pairs.length > 0 ? [pagePanel(filled(texts.pairsOf, name), [cellTable(pairTable(agreement, format)), cellTable(lineTable(agreement)), ...pairRemarks(agreement, shown.length).map(remark)], 'full')] : pairRemarks(agreement, 0).map((text) => pagePanel(filled(texts.pairsOf, name), [remark(text)], 'full'))),
  ];
}

function classPanels(agreement: ClassAgreement): readonly Markup[] {
  const name = (language: Language) => ({ name: quantityName(agreement)[language] });
  const shown = agreement.pairs.slice(0, mostPairFigures);
  return [
    pagePanel(filled(texts.classTitle, name), [...classSentences(agreement).map(sense), cellTable(togetherTable(agreement))], 'full'),
    ...shown.map((pair) => pagePanel(filled(texts.pairOf, (language) => ({ ...name(language), first: pair.first, second: pair.second })), [sense(sameClassSentence(pair)), confusionTable(pair, agreement.categories)])),
    ...(agreement.pairs.length > 0 ? [pagePanel(filled(texts.kappaTitle, name), [cellTable(kappaTable(agreement)), agreement.pairs.length > shown.length ? remark(filled(texts.onlyFirst, () => ({ shown: shown.length, pairs: agreement.pairs.length }))) : null], 'full')] : []),
  ];
}
