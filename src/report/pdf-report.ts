import { software } from '../measurement/software.ts';
import { mainQuantities, modalityReport } from './modality-report.ts';
import { column, heightOf, ink, innerWidth, openPdf, page, type Pdf } from './pdf-canvas.ts';
import { drawGrades } from './pdf-grades.ts';
import { drawAnswer, drawHead } from './pdf-head.ts';
import { drawMainNumbers, drawOtherNumbers, mainNumbersHeight, otherNumbersHeight } from './pdf-numbers.ts';
import { drawPictureGrid } from './pdf-picture-grid.ts';
import { drawLegend, drawPictures } from './pdf-pictures.ts';
import { drawWords, versionParagraphs, wordsHeight } from './pdf-words.ts';
import type { ReportedScan } from './reported-scan.ts';

const LARGEST_PICTURES = 236;
const SMALLEST_PICTURES = 134;
/** Between the parts of the page. */
const GAPS = 48;
/** Left for pictures; the rest of the width is for the legend and the grades. */
const PICTURE_WIDTH = innerWidth - 118;

/** One scan of one visit as one page of A4, in the language of the scan's report. */
export async function pdfReport(scan: ReportedScan): Promise<Buffer> {
  const { language, writtenAt, analysis } = scan;
  const title = modalityReport(analysis).title[language];
  const { pdf, bytes } = openPdf({ title: `${title} ${analysis.study.patientId}`, author: `${software.name} ${software.version}`, language: language === 'fr' ? 'fr-FR' : 'en-GB', writtenAt });
  let y = drawHead(pdf, scan, page.margin - 12);
  y = drawAnswer(pdf, scan, y + 3) + 9;
  const versions = versionParagraphs(scan);
  const foot = page.height - page.margin + 12 - heightOf(pdf, versions, innerWidth, 1);
  const defined = definitionsThatFit(pdf, scan, foot - y);
  y = drawWhatIsSeen(pdf, scan, y, pictureHeight(pdf, scan, foot - y, defined)) + 8;
  y = drawMainNumbers(pdf, scan, y, defined) + 5;
  y = drawOtherNumbers(pdf, scan, y) + 7;
  drawWords(pdf, scan, y, foot - 8);
  pdf.moveTo(page.margin, foot - 4).lineTo(page.margin + innerWidth, foot - 4).lineWidth(0.4).stroke(ink.line);
  column(pdf, versions, page.margin, foot, innerWidth, 1);
  pdf.end();
  return bytes;
}

/** Pictures take what numbers and words leave of the page. @param left from where they begin to the foot. */
function pictureHeight(pdf: Pdf, scan: ReportedScan, left: number, defined: number): number {
  return Math.min(LARGEST_PICTURES, Math.max(SMALLEST_PICTURES, left - neededHeight(pdf, scan, defined)));
}

/** The pictures with everything beside them. @returns where they end. */
function drawWhatIsSeen(pdf: Pdf, scan: ReportedScan, y: number, height: number): number {
  if (scan.analysis.modality !== 'planar') return scan.thumbnails.length > 0 ? drawPictureGrid(pdf, scan, y, height) : y;
  const right = Math.max(drawPictures(pdf, scan, page.margin, y, PICTURE_WIDTH, height), page.width - page.margin - 118);
  if (scan.thumbnails.length === 0) return y + 10;
  drawGrades(pdf, scan, right + 4, drawLegend(pdf, scan.language, right + 4, y) + 10, page.width - page.margin - right - 4);
  return y + height + 12;
}

/** How many of the main numbers, the first ones, stand with their definitions: on a full page the last ones do without. */
function definitionsThatFit(pdf: Pdf, scan: ReportedScan, left: number): number {
  let defined = mainQuantities(scan.analysis).length;
  while (defined > 0 && neededHeight(pdf, scan, defined) + SMALLEST_PICTURES > left) defined -= 1;
  return defined;
}

/** What numbers and words ask for. @param defined how many of the main numbers stand with their definitions. */
function neededHeight(pdf: Pdf, scan: ReportedScan, defined: number): number {
  return mainNumbersHeight(pdf, scan, defined) + otherNumbersHeight(pdf, scan) + wordsHeight(pdf, scan) + GAPS;
}
