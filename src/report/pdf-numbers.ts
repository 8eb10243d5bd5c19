import { catalogue, type QuantityName } from '../measurement/catalogue.ts';
import { fillText } from '../measurement/finding.ts';
import type { Measurement } from '../measurement/measurement.ts';
import type { Analysis } from '../modalities/modality.ts';
import { changeSince } from './change-since.ts';
import { formatDay } from './format-day.ts';
import { formatQuantityInterval, quantityWithUnit } from './format-quantity.ts';
import { mainQuantities } from './modality-report.ts';
import { reasonText } from './not-measured-texts.ts';
import { column, heightOf, ink, innerWidth, line, page, type Paragraph, type Pdf } from './pdf-canvas.ts';
import { reportTexts as texts } from './report-texts.ts';
import type { ReportedScan } from './reported-scan.ts';

const SIZE = 8.5;
/** The longest name in French fits its column. */
const NAME_SIZE = 7.7;
const HEAD = 11;
const TOP = 3;
const ROW_HEAD = 14;
const ROW_GAP = 3;
/** Of a row without its definition. */
const BARE_ROW = 13.5;
/** Left edges and widths of the columns, points from the left margin. */
const columns = { name: [0, 202], value: [200, 56], interval: [260, 66], change: [338, innerWidth - 338] } as const;

/**
 * The table of what the report is about: value, interval, change since the visit before, definition.
 * @param defined how many, from the first, stand with their definitions; other forms of the report hold all of them.
 * @returns where it ends.
 */
export function drawMainNumbers(pdf: Pdf, scan: ReportedScan, y: number, defined: number): number {
  const { analysis, previous, language } = scan;
  const head = { size: 7, colour: ink.quiet };
  const since = previous ? fillText(texts.change[language], { date: formatDay(previous.study.studyDate!, language) }) : `${texts.noChange[language]} (${texts.noPrevious[language]})`;
  cell(pdf, texts.quantity[language], 'name', y, head);
  cell(pdf, texts.value[language], 'value', y, { ...head, align: 'right' });
  cell(pdf, texts.interval[language], 'interval', y, { ...head, align: 'right' });
  cell(pdf, since, 'change', y, head);
  let at = y + HEAD;
  for (const [i, quantity] of mainQuantities(analysis).entries()) {
    pdf.moveTo(page.margin, at).lineTo(page.margin + innerWidth, at).lineWidth(0.4).stroke(ink.line);
    at = drawRow(pdf, scan, analysis.measurements.find((one) => one.quantity === quantity)!, at + TOP, i < defined);
  }
  return at;
}

/** The height that `drawMainNumbers` takes, points. */
export function mainNumbersHeight(pdf: Pdf, { analysis, language }: ReportedScan, defined: number): number {
  return mainQuantities(analysis).reduce((sum, quantity, i) => sum + (i < defined ? ROW_HEAD + heightOf(pdf, [definitionOf(quantity, language)], innerWidth, 1) + ROW_GAP : BARE_ROW), HEAD);
}

function definitionOf(quantity: QuantityName, language: ReportedScan['language']): Paragraph {
  return { text: catalogue[quantity].definition[language], size: 6.1, colour: ink.quiet };
}

function drawRow(pdf: Pdf, scan: ReportedScan, measurement: Measurement, y: number, defined: boolean): number {
  const { language } = scan;
  const { quantity } = measurement;
  cell(pdf, catalogue[quantity].name[language], 'name', y + 0.5, { size: NAME_SIZE, weight: 'semibold' });
  if (measurement.status === 'notMeasured') {
    const [left] = columns.value;
    line(pdf, fillText(texts.notMeasured[language], { reason: reasonText(measurement)[language] }), page.margin + left + 12, y, { size: 7.5, colour: ink.quiet, width: innerWidth - left - 12 });
  } else {
    cell(pdf, quantityWithUnit(quantity, measurement.value, language), 'value', y, { size: SIZE, weight: 'semibold', align: 'right' });
    cell(pdf, formatQuantityInterval(quantity, measurement.interval95, language), 'interval', y, { size: SIZE, align: 'right' });
    drawChange(pdf, scan, quantity, y);
  }
  return defined ? column(pdf, [definitionOf(quantity, language)], page.margin, y + ROW_HEAD - TOP, innerWidth, 1) + ROW_GAP : y - TOP + BARE_ROW;
}

function drawChange(pdf: Pdf, { analysis, previous, language }: ReportedScan, quantity: QuantityName, y: number): void {
  const change = previous && changeSince(quantity, analysis, previous, language);
  if (!change) return;
  const weight = change.beyond ? 'semibold' : 'regular';
  const [left, width] = columns.change;
  const difference = change.difference ?? '';
  line(pdf, difference, page.margin + left, y, { size: SIZE, weight });
  const taken = difference === '' ? 0 : pdf.widthOfString(difference) + 5;
  line(pdf, change.verdict, page.margin + left + taken, y + 1, { size: 6.8, weight, colour: change.beyond ? ink.text : ink.quiet, width: width - taken });
}

function cell(pdf: Pdf, text: string, name: keyof typeof columns, y: number, style: Parameters<typeof line>[4]): void {
  const [left, width] = columns[name];
  line(pdf, text, page.margin + left, y, { ...style, width });
}

const OTHER_SIZE = 6.4;
const VALUE_WIDTH = 78;
const OTHER_ROW = 8.8;
const COLUMN_GAP = 18;

/** Every other number in two columns, and below them what could not be measured, with the reasons. @returns where they end. */
export function drawOtherNumbers(pdf: Pdf, { analysis, language }: ReportedScan, y: number): number {
  const others = otherNumbers(analysis);
  const measured = others.filter((one) => one.status === 'measured');
  if (others.length === 0) return y;
  line(pdf, texts.otherNumbers[language], page.margin, y, { size: 7.5, weight: 'semibold' });
  const rows = Math.ceil(measured.length / 2);
  const width = (innerWidth - COLUMN_GAP) / 2;
  measured.forEach((one, i) => {
    const [x, at] = [page.margin + Math.floor(i / rows) * (width + COLUMN_GAP), y + 11 + (i % rows) * OTHER_ROW];
    const value = `${quantityWithUnit(one.quantity, one.value, language)} (${formatQuantityInterval(one.quantity, one.interval95, language)})`;
    line(pdf, catalogue[one.quantity].name[language], x, at, { size: OTHER_SIZE, colour: ink.quiet, width: width - VALUE_WIDTH - 2 });
    line(pdf, value, x + width - VALUE_WIDTH, at, { size: OTHER_SIZE, align: 'right', width: VALUE_WIDTH });
  });
  const missing = missingParagraphs(others, language);
  return column(pdf, missing, page.margin, y + 12 + rows * OTHER_ROW, innerWidth, 1);
}

/** The height that `drawOtherNumbers` takes, points. */
export function otherNumbersHeight(pdf: Pdf, { analysis, language }: ReportedScan): number {
  const others = otherNumbers(analysis);
  if (others.length === 0) return 0;
  return 12 + Math.ceil(others.filter(({ status }) => status === 'measured').length / 2) * OTHER_ROW + heightOf(pdf, missingParagraphs(others, language), innerWidth, 1);
}

function otherNumbers(analysis: Analysis): readonly Measurement[] {
  const main = mainQuantities(analysis);
  return analysis.measurements.filter(({ quantity }) => !main.includes(quantity));
}

/** What has no value, put together by reason. */
function missingParagraphs(others: readonly Measurement[], language: ReportedScan['language']): readonly Paragraph[] {
  const missing = others.flatMap((one) => (one.status === 'notMeasured' ? [{ name: catalogue[one.quantity].name[language], reason: reasonText(one)[language] }] : []));
  const [colon, semicolon] = language === 'fr' ? ['\u00a0:', '\u00a0;'] : [':', ';'];
  return [...Map.groupBy(missing, ({ reason }) => reason)].map(([reason, members]) => ({ text: `${texts.withoutValue[language]}${colon} ${members.map(({ name }) => name).join(`${semicolon} `)} (${reason.replace(/\.$/, '')}).`, size: 6.5, colour: ink.quiet, above: 2 }));
}
