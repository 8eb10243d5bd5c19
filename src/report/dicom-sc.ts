import type { CaptureToWrite } from '../dicom/capture-to-write.ts';
import { ellipseRing, type Ring } from '../image/fill-rings.ts';
import { software } from '../measurement/software.ts';
import type { Region } from '../modalities/modality.ts';
import { pictureViews, type PictureView } from './picture-window.ts';
import { blankRaster, paintGrey, paintRings, strokeRing, withinRectangle, type Raster } from './raster.ts';
import { regionStyle, type Rgb } from './region-colours.ts';
import { answerTexts, reportTexts as texts } from './report-texts.ts';
import { numbersInOneLine } from './report-conclusion.ts';
import { reportUid, type ReportedScan } from './reported-scan.ts';
import { sampleGrey } from './sample-grey.ts';
import type { Weight } from './report-font.ts';
import { textRings } from './text-rings.ts';

const SERIES_NUMBER = 9003;
const MARGIN = 24;
const PICTURE_ROWS = 720;
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

function drawCapture(scan: ReportedScan): Raster {
  const views = pictureViews(scan.thumbnails, scan.analysis.regions);
  const widths = views.map(({ window }) => Math.round((PICTURE_ROWS * window.width) / window.height));
  const columns = Math.max(LEAST_COLUMNS, widths.reduce((sum, width) => sum + width + MARGIN, MARGIN));
  const raster = blankRaster(HEAD_ROWS + (views.length > 0 ? PICTURE_ROWS : 0) + FOOT_ROWS, columns);
  drawHead(raster, scan);
  let left = MARGIN;
  views.forEach((view, i) => {
    drawView(raster, view, left, widths[i]);
    left += widths[i] + MARGIN;
  });
  write(raster, `${software.name} ${scan.analysis.software.version}. ${texts.unsigned[scan.language]}`, raster.rows - 24, 18, 'regular', ink);
  return raster;
}

function drawHead(raster: Raster, { analysis, language }: ReportedScan): void {
  const label = analysis.classification?.label;
  const research = [texts.research[language], ...(analysis.study.simulated ? [`${texts.simulated[language]}.`] : [])].join('   ');
  write(raster, research, 36, 21, 'semibold', red);
  write(raster, label ? answerTexts[label][language] : texts.cannotAnswer[language], 70, 24, 'semibold', ink);
  write(raster, numbersInOneLine(analysis, language), 100, 19, 'regular', ink);
}

function write(raster: Raster, text: string, baseline: number, size: number, weight: Weight, colour: Rgb): void {
  paintRings(raster, textRings(text, MARGIN, baseline, size, weight), colour);
}

function drawView(raster: Raster, view: PictureView, left: number, width: number): void {
  const { thumbnail, window, regions, form } = view;
  const grey = sampleGrey({ ...thumbnail, grey: Buffer.from(thumbnail.greyBase64, 'base64') }, window, PICTURE_ROWS, width);
  paintGrey(raster, grey.map((value) => 255 - value), width, left, HEAD_ROWS);
  for (const region of regions) {
    const { rgb, dashed } = regionStyle(region.name);
    const outline = strokeRing(ringOn(region, view, left), form === 'chest' ? 3 : 2, dashed ? 8 : null);
    paintRings(raster, withinRectangle(outline, left, HEAD_ROWS, width, PICTURE_ROWS), rgb);
  }
}

/** A region in pixels of the raster. */
function ringOn(region: Region, { thumbnail: { scale: [rowScale, columnScale] }, window }: PictureView, left: number): Ring {
  const zoom = PICTURE_ROWS / window.height;
  const place = ([x, y]: readonly [number, number]) => [left + (x * columnScale - window.x) * zoom, HEAD_ROWS + (y * rowScale - window.y) * zoom] as const;
  if (region.shape === 'polygon') return region.points.map(place);
  const radius = region.radius * columnScale * zoom;
  return ellipseRing(...place([region.x, region.y]), radius, radius);
}
