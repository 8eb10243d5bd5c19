import { catalogue } from '../measurement/catalogue.ts';
import type { Measurement } from '../measurement/measurement.ts';
import { formatQuantity, formatQuantityInterval, formatUncertainty } from './format-quantity.ts';
import { reasonText } from './not-measured-texts.ts';
import { ink, innerWidth, line, page, type Pdf } from './pdf-canvas.ts';
import { reportTexts as texts } from './report-texts.ts';
import type { ReportedScan } from './reported-scan.ts';
import { percent } from './scan-card.ts';
import { screeningTexts } from './screening-texts.ts';

const ROW = 15;
const SIZE = 8.5;
/** Left edges and widths of the columns, points from the left margin. */
const columns = { name: [0, 250], value: [250, 70], interval: [330, 105], uncertainty: [440, 75] } as const;

/** The table of every quantity that was asked for. @returns where it ends. */
export function drawNumbers(pdf: Pdf, { analysis, language }: ReportedScan, y: number): number {
  const head = { size: 7, colour: ink.quiet };
  cell(pdf, texts.quantity[language], 'name', y, head);
  cell(pdf, texts.value[language], 'value', y, { ...head, align: 'right' });
  cell(pdf, texts.interval[language], 'interval', y, { ...head, align: 'right' });
  cell(pdf, texts.uncertainty[language], 'uncertainty', y, { ...head, align: 'right' });
  let at = y + 12;
  for (const measurement of analysis.measurements) {
    pdf.moveTo(page.margin, at).lineTo(page.margin + innerWidth, at).lineWidth(0.4).stroke(ink.line);
    drawRow(pdf, measurement, language, at + 3.5);
    at += ROW;
  }
  return at;
}

function drawRow(pdf: Pdf, measurement: Measurement, language: ReportedScan['language'], y: number): void {
  const { quantity } = measurement;
  cell(pdf, catalogue[quantity].name[language], 'name', y, { size: SIZE });
  if (measurement.status === 'notMeasured') {
    const [left] = columns.value;
    line(pdf, texts.notMeasured[language].replace('{reason}', reasonText(measurement)[language]), page.margin + left + 20, y, { size: 7.5, colour: ink.quiet, width: innerWidth - left - 20 });
    return;
  }
  cell(pdf, formatQuantity(quantity, measurement.value, language), 'value', y, { size: SIZE, weight: 'semibold', align: 'right' });
  cell(pdf, formatQuantityInterval(quantity, measurement.interval95, language), 'interval', y, { size: SIZE, align: 'right' });
  cell(pdf, formatUncertainty(quantity, measurement.standardUncertainty, language), 'uncertainty', y, { size: SIZE, colour: ink.quiet, align: 'right' });
}

function cell(pdf: Pdf, text: string, name: keyof typeof columns, y: number, style: Parameters<typeof line>[4]): void {
  const [left, width] = columns[name];
  line(pdf, text, page.margin + left, y, { ...style, width });
}

/** The probability of each grade as bars. @returns where they end. */
export function drawGrades(pdf: Pdf, { analysis, language }: ReportedScan, x: number, y: number, width: number): number {
  if (!analysis.classification) return y;
  line(pdf, screeningTexts.grade[language], x, y, { size: 8, weight: 'semibold' });
  const bars = Object.values(analysis.classification.probabilities);
  const largest = bars.indexOf(Math.max(...bars));
  const track = width - 12 - 34;
  bars.forEach((probability, grade) => {
    const at = y + 14 + grade * 13;
    line(pdf, String(grade), x, at, { size: 8, weight: grade === largest ? 'semibold' : 'regular' });
    pdf.rect(x + 12, at + 1.5, track, 7).fill(ink.pale);
    pdf.rect(x + 12, at + 1.5, Math.max(0.5, track * probability), 7).fill(grade === largest ? ink.text : '#9aa2aa');
    line(pdf, percent(probability), x + 12 + track, at, { size: 7.5, align: 'right', width: 34, colour: grade === largest ? ink.text : ink.quiet });
  });
  return y + 14 + bars.length * 13;
}
