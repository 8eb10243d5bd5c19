import { software } from '../measurement/software.ts';
import { column, heightOf, ink, innerWidth, openPdf, page } from './pdf-canvas.ts';
import { drawAnswer, drawHead } from './pdf-head.ts';
import { drawGrades, drawNumbers } from './pdf-numbers.ts';
import { drawLegend, drawPictures } from './pdf-pictures.ts';
import { drawWords, versionParagraphs } from './pdf-words.ts';
import { reportTexts as texts } from './report-texts.ts';
import type { ReportedScan } from './reported-scan.ts';

const PICTURE_HEIGHT = 232;
/** Left for pictures; the rest of the width is for the legend and the grades. */
const PICTURE_WIDTH = innerWidth - 118;

/** One scan of one visit as one page of A4, in the language of the scan's report. */
export async function pdfReport(scan: ReportedScan): Promise<Buffer> {
  const { language, writtenAt, analysis } = scan;
  const { pdf, bytes } = openPdf({ title: `${texts.title[language]} ${analysis.study.patientId}`, author: `${software.name} ${software.version}`, language: language === 'fr' ? 'fr-FR' : 'en-GB', writtenAt });
  let y = drawHead(pdf, scan, page.margin - 8);
  y = drawAnswer(pdf, scan, y + 4) + 12;
  const pictured = scan.thumbnails.length > 0;
  const right = Math.max(drawPictures(pdf, scan, page.margin, y, PICTURE_WIDTH, PICTURE_HEIGHT), page.width - page.margin - 118);
  if (pictured) drawGrades(pdf, scan, right + 4, drawLegend(pdf, language, right + 4, y) + 10, page.width - page.margin - right - 4);
  y = drawNumbers(pdf, scan, y + (pictured ? PICTURE_HEIGHT + 18 : 18)) + 10;
  const versions = versionParagraphs(scan);
  const foot = page.height - page.margin + 8 - heightOf(pdf, versions, innerWidth, 1);
  drawWords(pdf, scan, y, foot - 12);
  pdf.moveTo(page.margin, foot - 5).lineTo(page.margin + innerWidth, foot - 5).lineWidth(0.4).stroke(ink.line);
  column(pdf, versions, page.margin, foot, innerWidth, 1);
  pdf.end();
  return bytes;
}
