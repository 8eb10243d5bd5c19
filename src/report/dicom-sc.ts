import type { CaptureToWrite } from '../dicom/capture-to-write.ts';
import { ellipseRing, type Ring } from '../image/fill-rings.ts';
import { software } from '../measurement/software.ts';
import type { Region } from '../modalities/modality.ts';
import { captionOf } from './picture-caption.ts';
import { gridPlaces, type PictureView, viewsOf } from './picture-window.ts';
import { blankRaster, paintGrey, paintRings, strokeRing, withinRectangle, type Raster } from './raster.ts';
import { regionStyle, type Rgb } from './region-colours.ts';
import { modalityReport } from './modality-report.ts';
import { answerSentence, numbersInOneLine } from './report-answer.ts';
import { reportTexts as texts } from './report-texts.ts';
import { reportUid, type ReportedScan } from './reported-scan.ts';
import { sampleGrey } from './sample-grey.ts';
import type { Weight } from './report-font.ts';
import { textRings } from './text-rings.ts';

const SERIES_NUMBER = 9003;
const MARGIN = 24;
const PICTURE_ROWS = 720;
/** More pictures than this stand in two rows, each half as high. */
const MOST_IN_A_ROW = 4;
const CAPTION_ROWS = 32;
/** The longest line of the head fits. */
const LEAST_COLUMNS = 1160;
const HEAD_ROWS = 116;
const FOOT_ROWS = 60;
const ink: Rgb = [0x1d, 0x21, 0x26];
const red: Rgb = [0xb3, 0x26, 0x1e];

/** The pictures, regions and answer of a scan as one picture that any viewer shows; nothing in it says who the patient is. */
export function captureOf(scan: ReportedScan): CaptureToWrite {
  const { rows, columns, rgb } = drawCapture(scan);
  return {
    sopInstanceUid: reportUid(scan, 'capture'),
    seriesInstanceUid: reportUid(scan, 'capture series'),
    seriesNumber: SERIES_NUMBER,
    seriesDescription: `${software.name} picture, research use only`,
    writtenAt: scan.writtenAt,
    sources: scan.sources,
    description: `Regions and measurements by ${software.name} ${software.version}. ${software.intendedUse}`,
    rows, columns, rgb,
  };
}

/** A picture and where it stands. */
interface Placed {
  readonly view: PictureView;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function drawCapture(scan: ReportedScan): Raster {
  const { modality } = scan.analysis;
  const views = viewsOf(scan);
  const placed = views.length > MOST_IN_A_ROW ? inTwoRows(views, modality) : inARow(views);
  const columns = Math.max(LEAST_COLUMNS, ...placed.map(({ left, width }) => left + width + MARGIN));
  const raster = blankRaster(HEAD_ROWS + (placed.length > 0 ? PICTURE_ROWS : 0) + FOOT_ROWS, columns);
  drawHead(raster, scan);
  for (const one of placed) {
    drawView(raster, one, modalityReport(scan.analysis).darkOnWhite);
    if (modality !== 'planar') write(raster, captionOf(one.view.thumbnail, scan), { left: one.left, baseline: one.top + one.height + 20 }, { size: 16, weight: 'regular', colour: ink });
  }
  write(raster, `${software.name} ${scan.analysis.software.version}. ${texts.unsigned[scan.language]}`, { left: MARGIN, baseline: raster.rows - 20 }, { size: 18, weight: 'regular', colour: ink });
  return raster;
}

function inARow(views: readonly PictureView[]): readonly Placed[] {
  const height = views.every(({ form }) => form === 'chest' || form === 'strip') ? PICTURE_ROWS : PICTURE_ROWS - CAPTION_ROWS;
  let left = MARGIN;
  return views.map((view) => {
    const placed = { view, left, top: HEAD_ROWS, width: Math.round((height * view.window.width) / view.window.height), height };
    left += placed.width + MARGIN;
    return placed;
  });
}

/** Pictures of the same kind, so as wide as the widest of them. */
function inTwoRows(views: readonly PictureView[], modality: string): readonly Placed[] {
  const height = PICTURE_ROWS / 2 - CAPTION_ROWS;
  const widths = views.map(({ window }) => Math.round((height * window.width) / window.height));
  const across = Math.max(...widths) + MARGIN;
  return gridPlaces(views.length, modality).map(({ column, row }, i) => ({ view: views[i], left: MARGIN + column * across, top: HEAD_ROWS + row * (height + CAPTION_ROWS), width: widths[i], height }));
}

function drawHead(raster: Raster, { analysis, language }: ReportedScan): void {
  const research = [texts.research[language], ...(analysis.study.simulated ? [`${texts.simulated[language]}.`] : [])].join('   ');
  write(raster, research, { left: MARGIN, baseline: 36 }, { size: 21, weight: 'semibold', colour: red });
  write(raster, answerSentence(analysis, language), { left: MARGIN, baseline: 70 }, { size: 24, weight: 'semibold', colour: ink });
  write(raster, numbersInOneLine(analysis, language), { left: MARGIN, baseline: 100 }, { size: 19, weight: 'regular', colour: ink });
}

interface Lettering {
  readonly size: number;
  readonly weight: Weight;
  readonly colour: Rgb;
}

function write(raster: Raster, text: string, { left, baseline }: { readonly left: number; readonly baseline: number }, { size, weight, colour }: Lettering): void {
  paintRings(raster, textRings(text, left, baseline, size, weight), colour);
}

function drawView(raster: Raster, placed: Placed, darkOnWhite: boolean): void {
  const { view: { thumbnail, window, regions, form }, left, top, width, height } = placed;
  const grey = sampleGrey({ ...thumbnail, grey: Buffer.from(thumbnail.greyBase64, 'base64') }, window, height, width);
  paintGrey(raster, darkOnWhite ? grey.map((value) => 255 - value) : grey, width, left, top);
  for (const region of regions) {
    const { rgb, dashed } = regionStyle(region.name);
    const outline = strokeRing(ringOn(region, placed), form === 'chest' ? 3 : 2, dashed ? 8 : null);
    paintRings(raster, withinRectangle(outline, left, top, width, height), rgb);
  }
}

/** A region in pixels of the raster. */
function ringOn(region: Region, { view: { thumbnail: { scale: [rowScale, columnScale] }, window }, left, top, height }: Placed): Ring {
  const zoom = height / window.height;
  const place = ([x, y]: readonly [number, number]) => [left + (x * columnScale - window.x) * zoom, top + (y * rowScale - window.y) * zoom] as const;
  if (region.shape === 'polygon') return region.points.map(place);
  const radius = region.radius * columnScale * zoom;
  return ellipseRing(...place([region.x, region.y]), radius, radius);
}
