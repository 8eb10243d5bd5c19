import { modalityReport } from './modality-report.ts';
import { drawBullsEye } from './pdf-bulls-eye.ts';
import { ink, innerWidth, line, page, type Pdf } from './pdf-canvas.ts';
import { drawClasses } from './pdf-classes.ts';
import { type Box, drawNames, drawView } from './pdf-pictures.ts';
import { drawStrainCurves } from './pdf-strain-chart.ts';
import { captionOf } from './picture-caption.ts';
import { gridPlaces, viewsOf } from './picture-window.ts';
import { regionTexts } from './region-texts.ts';
import type { ReportedScan } from './reported-scan.ts';
import { screeningTexts } from './screening-texts.ts';

const SIDE = 134;
const GAP = 6;
const CAPTION = 10;
/** More pictures than this are not shown on the one page. */
const MOST_PICTURES = 10;

/**
 * Pictures of a loop or a volume in two rows, and beside them what was made of all of them: bull's-eye, curves, classes.
 * @returns where they end.
 */
export function drawPictureGrid(pdf: Pdf, scan: ReportedScan, y: number, height: number): number {
  const width = innerWidth - SIDE - 10;
  drawGrid(pdf, scan, { x: page.margin, y, width, height });
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
    line(pdf, captionOf(view.thumbnail, scan), box.x, box.y + box.height + 2, { size: 6.3, colour: ink.quiet, width: cell.width });
  });
}

function drawSide(pdf: Pdf, scan: ReportedScan, { x, y, width, height }: Box): void {
  const { analysis, language } = scan;
  const { bullsEye, strainCurves, regions } = analysis;
  const shown = new Set(scan.thumbnails.length > 0 ? regions.map(({ name }) => name) : []);
  const named = Object.entries(regionTexts).filter(([name]) => shown.has(name));
  let at = drawNames(pdf, named, { language, x, y }) + 4;
  const rest = analysis.classification ? 14 + Object.keys(analysis.classification.probabilities).length * 13 + 6 : 0;
  const curveHeight = strainCurves ? 62 : 0;
  if (bullsEye) {
    const across = Math.min(width, y + height - at - rest - curveHeight - 22);
    at = drawBullsEye(pdf, bullsEye, { x, y: at, width: across, language }) + 4;
  }
  if (strainCurves) {
    drawStrainCurves(pdf, strainCurves, { x, y: at, width, height: curveHeight - 4 }, language);
    at += curveHeight;
  }
  drawClasses(pdf, scan, x, at, width);
}
