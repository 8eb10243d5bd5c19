import { regionConcepts, reportConcepts as concepts } from '../dicom/report-codes.ts';
import { SEGMENTATION, type SegmentationToWrite } from '../dicom/segmentation-to-write.ts';
import type { SourceObject } from '../dicom/source-object.ts';
import type { ContentItem, ReferenceToWrite, Relationship } from '../dicom/structured-report-to-write.ts';
import type { CodedConcept } from '../dicom/clinical-codes.ts';
import type { QuantityName } from '../measurement/catalogue.ts';
import type { Measurement, SourceFrame } from '../measurement/measurement.ts';
import { item } from './content-item.ts';
import { tracking } from './dicom-seg.ts';
import { numberItem } from './dicom-sr-number.ts';
import { circleRadii, regionsByFrame, type RegionsOfFrame, type ReportedScan } from './reported-scan.ts';

/** The region on whose first image each quantity is measured; the others belong to the whole scan. */
const regionOfQuantity: Partial<Readonly<Record<QuantityName, string>>> = {
  heartToContralateralRatio: 'heartCircle',
  heartToBoneRatio: 'heartCircle',
  heartToWholeBodyRatio: 'heart',
};

/**
 * Groups of a measurement report: one for each circle with its coordinates, one for each outlined organ and view with a
 * reference to the segmentation, one for what belongs to the whole scan.
 * Source: DICOM PS3.16 templates 1410 and 1501.
 */
export function measurementGroups(scan: ReportedScan, segmentation: SegmentationToWrite | null): readonly ContentItem[] {
  const drawn = regionsByFrame(scan);
  const placed = new Map(scan.analysis.measurements.map((measurement) => [measurement, drawn.find((one) => isMeasuredOn(measurement, one)) ?? null]));
  const numbersOf = (place: RegionsOfFrame | null) => [...placed].flatMap(([measurement, at]) => (at === place ? [numberItem(measurement, inferredFrom(measurement, drawn))] : []));
  const groups = drawn.flatMap((one) => {
    const region = regionItems(one, segmentation);
    return region.length > 0 ? [regionGroup(scan, one, [...region, ...numbersOf(one)])] : [];
  });
  return [...groups, scanGroup(scan, numbersOf(null))];
}

function isMeasuredOn({ quantity, sources }: Measurement, { name, source, frame }: RegionsOfFrame): boolean {
  return regionOfQuantity[quantity] === name && sources.length > 0 && sources[0].sopInstanceUid === source.sopInstanceUid && sources[0].frame === frame;
}

/** The second circle of the ratio of two circles, by its coordinates. */
function inferredFrom(measurement: Measurement, drawn: readonly RegionsOfFrame[]): readonly ContentItem[] {
  if (measurement.quantity !== 'heartToContralateralRatio' || measurement.status !== 'measured') return [];
  const [first] = measurement.sources;
  const other = drawn.find(({ name, source, frame }) => name === 'contralateralCircle' && source.sopInstanceUid === first.sopInstanceUid && frame === first.frame);
  return other ? circleItems('INFERRED FROM', concepts.sourceOfMeasurement, other) : [];
}

function regionGroup(scan: ReportedScan, { name }: RegionsOfFrame, items: readonly ContentItem[]): ContentItem {
  const { concept, site } = regionConcepts[name];
  return item('CONTAINS', concepts.measurementGroup, { type: 'CONTAINER', template: '1410' }, [
    ...trackingItems(scan, name),
    item('CONTAINS', concepts.finding, { type: 'CODE', code: concept }),
    item('HAS CONCEPT MOD', concepts.findingSite, { type: 'CODE', code: site }),
    ...items,
  ]);
}

function scanGroup(scan: ReportedScan, numbers: readonly ContentItem[]): ContentItem {
  const images = scan.sources.map((source) => imageItem('CONTAINS', concepts.sourceOfMeasurement, { sopClassUid: source.sopClassUid, sopInstanceUid: source.sopInstanceUid }));
  return item('CONTAINS', concepts.measurementGroup, { type: 'CONTAINER', template: '1501' }, [...trackingItems(scan, 'scan'), ...images, ...numbers]);
}

function trackingItems(scan: ReportedScan, name: string): readonly ContentItem[] {
  const { id, uid } = tracking(scan, name);
  return [
    item('HAS OBS CONTEXT', concepts.trackingIdentifier, { type: 'TEXT', text: id }),
    item('HAS OBS CONTEXT', concepts.trackingUid, { type: 'UIDREF', uid }),
  ];
}

/** Where a region lies: circles by coordinates, organs by their frame of the segmentation; nothing for one without a code. */
function regionItems(drawn: RegionsOfFrame, segmentation: SegmentationToWrite | null): readonly ContentItem[] {
  if (!(drawn.name in regionConcepts)) return [];
  if (drawn.regions[0].shape === 'circle') return circleItems('CONTAINS', concepts.imageRegion, drawn);
  const reference = segmentation && segmentationFrame(segmentation, drawn);
  if (!reference) return [];
  return [
    imageItem('CONTAINS', concepts.referencedSegmentationFrame, reference),
    imageItem('CONTAINS', concepts.sourceImageForSegmentation, frameOf(drawn.source, drawn.frame)),
  ];
}

function segmentationFrame({ segments, sopInstanceUid }: SegmentationToWrite, { name, source, frame }: RegionsOfFrame): ReferenceToWrite | null {
  const frames = segments.flatMap((segment) => segment.frames.map((one) => ({ ...one, type: segment.type })));
  const at = frames.findIndex((one) => one.type === regionConcepts[name].concept && one.source === source && one.frame === frame);
  return at < 0 ? null : { sopClassUid: SEGMENTATION, sopInstanceUid, frames: [at + 1] };
}

/** A circle, or the ellipse that a circle of millimetres is where pixels are not square. */
function circleItems(relationship: Relationship, concept: CodedConcept, { regions, source, frame }: RegionsOfFrame): readonly ContentItem[] {
  return regions.flatMap((region) => {
    if (region.shape !== 'circle') return [];
    const { x, y } = region;
    const [alongColumns, alongRows] = circleRadii(region, source);
    const [across, along] = [[x - alongColumns, y, x + alongColumns, y], [x, y - alongRows, x, y + alongRows]];
    const shape = alongColumns === alongRows
      ? { type: 'SCOORD', graphic: 'CIRCLE', points: [x, y, x + alongColumns, y] } as const
      : { type: 'SCOORD', graphic: 'ELLIPSE', points: alongColumns > alongRows ? [...across, ...along] : [...along, ...across] } as const;
    return [item(relationship, concept, shape, [imageItem('SELECTED FROM', null, frameOf(source, frame))])];
  });
}

function imageItem(relationship: Relationship, concept: CodedConcept | null, reference: ReferenceToWrite): ContentItem {
  return item(relationship, concept, { type: 'IMAGE', reference });
}

/** An image of one frame is referred to as a whole. */
function frameOf({ sopClassUid, sopInstanceUid, numberOfFrames }: SourceObject, frame: SourceFrame['frame']): ReferenceToWrite {
  return { sopClassUid, sopInstanceUid, ...(numberOfFrames > 1 ? { frames: [frame] } : {}) };
}
