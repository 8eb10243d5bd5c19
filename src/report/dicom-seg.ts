import { regionConcepts } from '../dicom/report-codes.ts';
import type { SegmentationToWrite, SegmentFrameToWrite, SegmentToWrite, ShapeToWrite } from '../dicom/segmentation-to-write.ts';
import { uidFrom } from '../dicom/uid-from.ts';
import { software } from '../measurement/software.ts';
import type { Region } from '../modalities/modality.ts';
import { dicomLab, regionStyle } from './region-colours.ts';
import { circleRadii, regionsByFrame, reportUid, type RegionsOfFrame, type ReportedScan } from './reported-scan.ts';

const SERIES_NUMBER = 9001;
/** Characters of a long string of DICOM. Source: PS3.5 section 6.2. */
const LONGEST_NAME = 64;

/**
 * The regions of a scan as DICOM segmentations, one for each size of image; none when the scan has no region whose image is at hand.
 *
 * One segment for each organ and circle, with a frame for each view or slice it was drawn on, so both kidneys are one segment.
 */
export function segmentationsOf(scan: ReportedScan): readonly SegmentationToWrite[] {
  const drawn = regionsByFrame(scan).filter(({ name }) => name in regionConcepts);
  const bySize = Map.groupBy(drawn, ({ source: { rows, columns, placement } }) => [rows, columns, placement?.frameOfReferenceUid].join(' '));
  return [...bySize.values()].map((ofOneSize, i) => segmentationOf(scan, ofOneSize, i + 1));
}

function segmentationOf(scan: ReportedScan, drawn: readonly RegionsOfFrame[], number: number): SegmentationToWrite {
  const sources = scan.sources.filter(({ sopInstanceUid }) => drawn.some(({ source }) => source.sopInstanceUid === sopInstanceUid));
  const names = segmentNames(drawn);
  return {
    sopInstanceUid: reportUid(scan, 'segmentation', number),
    seriesInstanceUid: reportUid(scan, 'segmentation series'),
    seriesNumber: SERIES_NUMBER,
    seriesDescription: `${software.name} regions, research use only`,
    writtenAt: scan.writtenAt,
    sources,
    segments: names.map((name) => segmentOf(scan, name, drawn.filter((one) => one.name === name))),
  };
}

/** Names of regions that have a code, in the order of the codes. */
export function segmentNames(drawn: readonly RegionsOfFrame[]): readonly string[] {
  return Object.keys(regionConcepts).filter((name) => drawn.some((one) => one.name === name));
}

/** Follows one region of one scan through all objects that speak of it. */
export function tracking({ analysis }: ReportedScan, name: string): { readonly id: string; readonly uid: string } {
  return { id: `${software.name} ${name}`, uid: uidFrom('tracking', ...analysis.study.sopInstanceUids, name) };
}

function segmentOf(scan: ReportedScan, name: string, drawn: readonly RegionsOfFrame[]): SegmentToWrite {
  const { concept, category } = regionConcepts[name];
  const { id, uid } = tracking(scan, name);
  return {
    label: concept.meaning,
    category,
    type: concept,
    algorithmName: [`${software.name} ${software.version}`, ...scan.analysis.models.map((model) => `${model.name} ${model.version}`)].join(', ').slice(0, LONGEST_NAME),
    trackingId: id,
    trackingUid: uid,
    colour: dicomLab(regionStyle(name).rgb),
    frames: drawn.map((one): SegmentFrameToWrite => ({ source: one.source, frame: one.frame, shapes: one.regions.map((region) => shapeOf(region, one)) })),
  };
}

function shapeOf(region: Region, { source }: RegionsOfFrame): ShapeToWrite {
  if (region.shape === 'polygon') return region;
  const [radiusX, radiusY] = circleRadii(region, source);
  return { shape: 'ellipse', x: region.x, y: region.y, radiusX, radiusY };
}
