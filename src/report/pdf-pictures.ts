import type { Language, Text } from '../measurement/language.ts';
import type { Region } from '../modalities/modality.ts';
import { encodePngGrey } from './encode-png-grey.ts';
import { ink, line, type Pdf } from './pdf-canvas.ts';
import { type PictureView, viewsOf } from './picture-window.ts';
import { regionStyle } from './region-colours.ts';
import { reportTexts } from './report-texts.ts';
import type { ReportedScan } from './reported-scan.ts';
import { sampleGrey } from './sample-grey.ts';
import { screeningTexts } from './screening-texts.ts';

const GAP = 8;
/** Pixels of a picture for each point of the page: enough for print. */
const PIXELS_PER_POINT = 3;

/**
 * Draws the pictures of a scan side by side, counts dark on white, with the regions and their names.
 * @returns where they end on the right; the left edge when there is no picture.
 */
export function drawPictures(pdf: Pdf, scan: ReportedScan, x: number, y: number, width: number, height: number): number {
  const views = viewsOf(scan);
  if (views.length === 0) {
    line(pdf, screeningTexts.noPicture[scan.language], x, y, { size: 8.5, colour: ink.quiet });
    return x;
  }
  const wide = views.reduce((sum, { window }) => sum + (height * window.width) / window.height, GAP * (views.length - 1));
  const side = height * Math.min(1, width / wide);
  let left = x;
  for (const view of views) {
    const across = (side * view.window.width) / view.window.height;
    drawView(pdf, view, { x: left, y, width: across, height: side }, true);
    line(pdf, captionOf(view, scan), left, y + side + 3, { size: 7, colour: ink.quiet });
    left += across + GAP;
  }
  return left;
}

/** A place on the page, points. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Draws one picture with its regions. @param darkOnWhite whether the brightest of the picture is printed black. */
export function drawView(pdf: Pdf, view: PictureView, { x, y, width, height }: Box, darkOnWhite: boolean): void {
  const [rows, columns] = [height, width].map((points) => Math.round(points * PIXELS_PER_POINT));
  const { thumbnail, window, regions } = view;
  const grey = sampleGrey({ ...thumbnail, grey: Buffer.from(thumbnail.greyBase64, 'base64') }, window, rows, columns);
  pdf.image(encodePngGrey(rows, columns, darkOnWhite ? grey.map((value) => 255 - value) : grey), x, y, { width, height });
  pdf.save().rect(x, y, width, height).clip();
  pdf.translate(x, y).scale(width / window.width, height / window.height).translate(-window.x, -window.y);
  for (const region of regions) drawRegion(pdf, region, view, width / window.width);
  pdf.restore();
  pdf.rect(x, y, width, height).lineWidth(0.5).stroke(ink.line);
}

function drawRegion(pdf: Pdf, region: Region, { thumbnail: { scale: [rowScale, columnScale] }, form }: PictureView, pointsPerPixel: number): void {
  const { rgb, dashed } = regionStyle(region.name);
  const points = (length: number) => length / pointsPerPixel;
  pdf.lineWidth(points(form === 'chest' ? 1.1 : 0.7));
  if (dashed) pdf.dash(points(2.4), { space: points(1.6) });
  else pdf.undash();
  if (region.shape === 'circle') pdf.circle(region.x * columnScale, region.y * rowScale, region.radius * columnScale);
  else pdf.polygon(...region.points.map(([x, y]) => [x * columnScale, y * rowScale] as [number, number]));
  pdf.stroke([...rgb]).undash();
}

const captions = {
  anterior: { en: 'anterior', fr: 'antérieure' },
  posterior: { en: 'posterior', fr: 'postérieure' },
} as const satisfies Record<string, Text>;

/** Pictures come in the order anterior, posterior; the only one is posterior where quality control says so. */
function captionOf({ thumbnail, form }: PictureView, { thumbnails, analysis, language }: ReportedScan): string {
  const onlyPosterior = thumbnails.length === 1 && analysis.quality.findings.some(({ code }) => code === 'posteriorOnly');
  const side = captions[thumbnails.indexOf(thumbnail) > 0 || onlyPosterior ? 'posterior' : 'anterior'][language];
  return form === 'chest' ? `${reportTexts.chest[language]}, ${side}` : side;
}

const legend = [
  ['heartCircle', screeningTexts.heartCircle], ['contralateralCircle', screeningTexts.contralateralCircle], ['heart', screeningTexts.heart],
  ['sternum', screeningTexts.sternum], ['kidneys', screeningTexts.excluded],
] as const;

/** Names the colours of the regions. @returns where the list ends. */
export function drawLegend(pdf: Pdf, language: Language, x: number, y: number): number {
  legend.forEach(([name, text], i) => {
    const { rgb, dashed } = regionStyle(name);
    const at = y + i * 11;
    pdf.lineWidth(1.2).moveTo(x, at + 4.5).lineTo(x + 14, at + 4.5);
    if (dashed) pdf.dash(2.4, { space: 1.6 });
    pdf.stroke([...rgb]).undash();
    line(pdf, text[language], x + 19, at, { size: 7.5, colour: ink.quiet });
  });
  return y + legend.length * 11;
}
