import { modalityReport } from './modality-report.ts';
import { drawBullsEye } from './pdf-bulls-eye.ts';
import { ink, innerWidth, line, page, type Pdf } from './pdf-canvas.ts';
import { drawGrades, gradesHeight } from './pdf-grades.ts';
import { type Box, drawView } from './pdf-pictures.ts';
import { drawStrainCurves } from './pdf-strain-chart.ts';
import { captionOf } from './picture-caption.ts';
import { gridPlaces, viewsOf } from './picture-window.ts';
import { regionStyle } from './region-colours.ts';
import { regionTexts } from './region-texts.ts';
import { reportTexts as texts } from './report-texts.ts';
import type { ReportedScan } from './reported-scan.ts';
import { screeningTexts } from './screening-texts.ts';

const SIDE = 134;
const GAP = 6;
const CAPTION = 10;
/** More pictures than this are not shown on the one page. */
const MOST_PICTURES = 10;
/** With more pictures in a row their captions name the view alone. */
const ROOMY = 3;
const LEGEND = 11;
const LEGEND_SIZE = 6.1;
/** Width of the words about both rows of loops. */
const MOMENTS = 100;
const CURVES = 62;
/** Smaller, and its numbers run into each other. */
const LEAST_BULLS_EYE = 62;

/**
 * Pictures of a loop or a volume in two rows, and beside them what was made of all of them: bull's-eye, curves, classes.
 * @returns where they end.
 */
export function drawPictureGrid(pdf: Pdf, scan: ReportedScan, y: number, height: number): number {
  const width = innerWidth - SIDE - 10;
  drawGrid(pdf, scan, { x: page.margin, y, width, height: height - LEGEND });
  drawLegendLine(pdf, scan, page.margin, y + height - LEGEND + 3, width);
  drawSide(pdf, scan, { x: page.margin + width + 10, y, width: SIDE, height });
  return y + height;
}

function drawGrid(pdf: Pdf, scan: ReportedScan, { x, y, width, height }: Box): void {
  const views = viewsOf(scan).slice(0, MOST_PICTURES);
  if (views.length === 0) return line(pdf, screeningTexts.noPicture[scan.language], x, y, { size: 8.5, colour: ink.quiet });
  const perRow = Math.ceil(views.length / 2);
  const cell = { width: (width - GAP * (perRow - 1)) / perRow, height: (height - GAP) / (views.length > 1 ? 2 : 1) - CAPTION };
  const places = gridPlaces(views.length, scan.analysis.modality);
  return views.forEach((view, i) => {
    const { column, row } = places[i];
    const zoom = Math.min(cell.width / view.window.width, cell.height / view.window.height);
    const box = { x: x + column * (cell.width + GAP), y: y + row * (cell.height + CAPTION + GAP), width: view.window.width * zoom, height: view.window.height * zoom };
    drawView(pdf, view, box, modalityReport(scan.analysis).darkOnWhite);
    line(pdf, captionOf(view.thumbnail, scan, perRow <= ROOMY), box.x, box.y + box.height + 2, { size: perRow <= ROOMY ? 6.3 : 5.2, colour: ink.quiet, width: cell.width + GAP });
  });
}

/** The names of what is outlined, in one line below the pictures. */
function drawLegendLine(pdf: Pdf, { analysis, language }: ReportedScan, x: number, y: number, width: number): void {
  const shown = new Set(analysis.regions.map(({ name }) => name));
  let at = x;
  if (analysis.modality === 'echo') line(pdf, texts.moments[language], x + width - MOMENTS, y, { size: LEGEND_SIZE, colour: ink.quiet, align: 'right', width: MOMENTS });
  for (const [name, text] of Object.entries(regionTexts).filter(([region]) => shown.has(region))) {
    pdf.font('regular').fontSize(LEGEND_SIZE);
    const taken = 13 + pdf.widthOfString(text[language]) + 6;
    if (at + taken > x + width - (analysis.modality === 'echo' ? MOMENTS : 0)) return;
    // Light lines are drawn on dark pictures, and seen on nothing else.
    if (!modalityReport(analysis).darkOnWhite) pdf.rect(at, y + 1, 11, 6).fill('#000000');
    pdf.moveTo(at, y + 4).lineTo(at + 11, y + 4).lineWidth(1.4).stroke([...regionStyle(name).rgb]);
    line(pdf, text[language], at + 13, y, { size: LEGEND_SIZE, colour: ink.quiet });
    at += taken;
  }
}

function drawSide(pdf: Pdf, scan: ReportedScan, { x, y, width, height }: Box): void {
  const { analysis, language } = scan;
  const { bullsEye, strainCurves } = analysis;
  const curves = strainCurves ? CURVES : 0;
  let at = y;
  if (bullsEye) at = drawBullsEye(pdf, bullsEye, { x, y: at, width, across: Math.max(LEAST_BULLS_EYE, Math.min(width, height - gradesHeight(scan) - curves - 28)), language }) + 4;
  if (strainCurves) {
    drawStrainCurves(pdf, strainCurves, { x, y: at, width, height: CURVES - 4 }, language);
    at += CURVES;
  }
  drawGrades(pdf, scan, x, at, width);
}
