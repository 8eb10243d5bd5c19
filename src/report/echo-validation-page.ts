import type { EchoValidation } from '../analysis/echo-validation.ts';
import type { Language } from '../measurement/language.ts';
import { blandAltmanPairChart } from './bland-altman-chart.ts';
import { differenceFormat, echoRemarks, echoSummary, overlapTable, quantityTable, unusableTable } from './echo-validation-figures.ts';
import { echoQuantityTexts, echoValidationTexts as texts } from './echo-validation-texts.ts';
import { encodePngGrey } from './encode-png-grey.ts';
import { formatNumber } from './format-number.ts';
import { html, inEveryLanguage, type Markup } from './markup.ts';
import { cellTable, chartInEachLanguage, inBoth, pagePanel, remark, sense, tablePage } from './table-page.ts';

export interface EchoValidationPageInput {
  readonly validation: EchoValidation;
  readonly language: Language;
  readonly writtenAt: Date;
  readonly folder: string;
}

const charted = ['endDiastolicVolume', 'endSystolicVolume', 'ejectionFraction', 'longitudinalStrain'];
const methods = 'Dice; distances between border pixels; single-plane discs, ASE/EACVI 2015; Bland-Altman; Pearson with Fisher z';

/** Writes a validation of outlines as one self-contained page, with the worst of them as pictures. */
export function echoValidationPage({ validation, language, writtenAt, folder }: EchoValidationPageInput): string {
  const { name, version, sha256 } = validation.model;
  const frame = { title: texts.title, subtitle: texts.subtitle, summary: echoSummary(validation), language, writtenAt, table: folder, methods: [[texts.methods, methods], [texts.model, `${name} ${version} (SHA-256 ${sha256.slice(0, 12)}…)`]] as const };
  const unusable = unusableTable(validation);
  return tablePage(frame, [
    pagePanel(texts.overlap, [sense(texts.overlapSense), cellTable(overlapTable(validation)), ...echoRemarks(validation).map(remark)], 'full'),
    pagePanel(texts.numbers, [sense(texts.numbersSense), cellTable(quantityTable(validation))], 'full'),
    ...validation.quantities.filter((row) => charted.includes(row.quantity) && row.pair.difference.status === 'measured').map((row) =>
      pagePanel(echoQuantityTexts[row.quantity], [chartInEachLanguage((one) => blandAltmanPairChart(row.pair, differenceFormat(row), row.unit, one)!)])),
    pagePanel(texts.worst, [sense(texts.worstSense), html`<div class="stills">${validation.worst.map(still)}</div>`], 'full'),
    unusable ? pagePanel(texts.notUsed, [cellTable(unusable)], 'full') : null,
  ]);
}

/** A still with both outlines. */
function still({ frame, outlines, meanDice }: EchoValidation['worst'][number]): Markup {
  const { rows, columns, grey, spacingMm, name } = frame;
  const png = encodePngGrey(rows, columns, grey).toString('base64');
  const lines = outlines.map(({ structure, by, ring }) => html`<polygon class="region-${structure} by-${by}" points="${ring.map((point) => point.join()).join(' ')}"/>`);
  const said = inEveryLanguage(inBoth((language) => `Dice ${formatNumber(meanDice, 3, language)}`));
  return html`<figure><svg viewBox="0 0 ${columns} ${rows}" style="aspect-ratio: ${columns * spacingMm[1]} / ${rows * spacingMm[0]}" preserveAspectRatio="none" role="img" aria-label="${name}"><image width="${columns}" height="${rows}" preserveAspectRatio="none" href="data:image/png;base64,${png}"/>${lines}</svg><figcaption>${name} · ${said}</figcaption></figure>`;
}
