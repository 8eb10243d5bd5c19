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

/** Where a quantity is measured: a region, on one of the images that the measurement names. */
interface Place {
  readonly region: string;
  /** Among the sources of the measurement, from 0. */
  readonly source: number;
}

/** The region that each quantity is measured on; the others belong to the whole scan. */
const placeOfQuantity: Partial<Readonly<Record<QuantityName, Place>>> = {
  heartToContralateralRatio: { region: 'heartCircle', source: 0 },
  heartToBoneRatio: { region: 'heartCircle', source: 0 },
  heartToWholeBodyRatio: { region: 'heart', source: 0 },
  leftVentricularEndDiastolicVolume: { region: 'leftVentricle', source: 0 },
  leftVentricularEndSystolicVolume: { region: 'leftVentricle', source: 1 },
  leftAtrialEndSystolicVolume: { region: 'leftAtrium', source: 1 },
  leftVentricularWallThickness: { region: 'myocardium', source: 0 },
  leftVentricularSeptalThickness: { region: 'myocardium', source: 0 },
  leftVentricularPosteriorWallThickness: { region: 'myocardium', source: 0 },
  leftVentricularEndDiastolicDiameter: { region: 'leftVentricle', source: 0 },
};

/** Outlined chambers of echocardiography are drawn by coordinates, as they are looked at; other organs are frames of the segmentation. */
const byCoordinates = ['leftVentricle', 'leftAtrium'];

/** What of a volume is measured in none of its organs: values of blood, bone, and a heart with its surroundings. */
const ofWholeScan: readonly QuantityName[] = ['bloodSuvMean', 'boneSuvPeak', 'uptakeVolumeRelative', 'uptakeVolumeAdaptive', 'uptakeVolumeFixed'];

/**
 * Groups of a measurement report: one for each circle and chamber with its coordinates, one for each outlined organ and view with a
 * reference to the segmentation, one for what belongs to the whole scan. Of a volume, one for each organ.
 * Source: DICOM PS3.16 templates 1410, 1411 and 1501.
 */
export function measurementGroups(scan: ReportedScan, segmentations: readonly SegmentationToWrite[]): readonly ContentItem[] {
  const drawn = regionsByFrame(scan);
  if (scan.outlines && segmentations.length > 0) return volumeGroups(scan, segmentations[0]);
  const placed = new Map(scan.analysis.measurements.map((measurement) => [measurement, drawn.find((one) => isMeasuredOn(measurement, one)) ?? null]));
  const numbersOf = (place: RegionsOfFrame | null) => [...placed].flatMap(([measurement, at]) => (at === place ? [numberItem(measurement, inferredFrom(measurement, drawn))] : []));
  const groups = drawn.flatMap((one) => {
    const region = regionItems(one, segmentations);
    return region.length > 0 ? [regionGroup(scan, one, [...region, ...numbersOf(one)])] : [];
  });
  return [...groups, scanGroup(scan, numbersOf(null))];
}

/** A group for each organ of a volume; the left ventricular wall holds the markers that are read in it. */
function volumeGroups(scan: ReportedScan, segmentation: SegmentationToWrite): readonly ContentItem[] {
  const { sopInstanceUid, segments, sources: [{ seriesInstanceUid }] } = segmentation;
  const { measurements } = scan.analysis;
  const numbers = (wanted: (quantity: QuantityName) => boolean) => measurements.flatMap((measurement) => (wanted(measurement.quantity) ? [numberItem(measurement, [])] : []));
  const names = [...new Set(scan.outlines!.map(({ name }) => name))].filter((name) => name in regionConcepts);
  const groups = names.map((name) => {
    const number = segments.findIndex(({ trackingUid }) => trackingUid === tracking(scan, name).uid) + 1;
    const { concept, site } = regionConcepts[name];
    return item('CONTAINS', concepts.measurementGroup, { type: 'CONTAINER', template: '1411' }, [
      ...trackingItems(scan, name),
      item('CONTAINS', concepts.finding, { type: 'CODE', code: concept }),
      item('HAS CONCEPT MOD', concepts.findingSite, { type: 'CODE', code: site }),
      imageItem('CONTAINS', concepts.referencedSegment, { sopClassUid: SEGMENTATION, sopInstanceUid, segments: [number] }),
      item('CONTAINS', concepts.sourceSeriesForSegmentation, { type: 'UIDREF', uid: seriesInstanceUid }),
      ...(name === 'leftVentricularWall' ? numbers((quantity) => !ofWholeScan.includes(quantity)) : []),
    ]);
  });
  return [...groups, scanGroup(scan, numbers((quantity) => ofWholeScan.includes(quantity)))];
}

function isMeasuredOn({ quantity, sources }: Measurement, { name, source, frame }: RegionsOfFrame): boolean {
  const place = placeOfQuantity[quantity];
  const at = place && sources[place.source];
  return place?.region === name && at?.sopInstanceUid === source.sopInstanceUid && at.frame === frame;
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

/** What belongs to the whole scan, with the images that its numbers name; with all of them where they name none. */
function scanGroup(scan: ReportedScan, numbers: readonly ContentItem[]): ContentItem {
  const named = new Set(scan.analysis.measurements.flatMap(({ sources }) => sources.map(({ sopInstanceUid }) => sopInstanceUid)));
  const measured = scan.sources.filter(({ sopInstanceUid }) => named.has(sopInstanceUid));
  const images = (measured.length > 0 ? measured : scan.sources).map(({ sopClassUid, sopInstanceUid }) => imageItem('CONTAINS', concepts.sourceOfMeasurement, { sopClassUid, sopInstanceUid }));
  return item('CONTAINS', concepts.measurementGroup, { type: 'CONTAINER', template: '1501' }, [...trackingItems(scan, 'scan'), ...images, ...numbers]);
}

function trackingItems(scan: ReportedScan, name: string): readonly ContentItem[] {
  const { id, uid } = tracking(scan, name);
  return [
    item('HAS OBS CONTEXT', concepts.trackingIdentifier, { type: 'TEXT', text: id }),
    item('HAS OBS CONTEXT', concepts.trackingUid, { type: 'UIDREF', uid }),
  ];
}

/** Where a region lies: circles and chambers by coordinates, organs by their frame of the segmentation; nothing for one without a code. */
function regionItems(drawn: RegionsOfFrame, segmentations: readonly SegmentationToWrite[]): readonly ContentItem[] {
  if (!(drawn.name in regionConcepts)) return [];
  if (drawn.regions[0].shape === 'circle') return circleItems('CONTAINS', concepts.imageRegion, drawn);
  if (byCoordinates.includes(drawn.name)) return [polygonItem(drawn)];
  const reference = segmentations.map((one) => segmentationFrame(one, drawn)).find((one) => one !== null);
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

/** The longest closed line of a region: what else was outlined of it is a speck. */
function polygonItem({ regions, source, frame }: RegionsOfFrame): ContentItem {
  const rings = regions.flatMap((region) => (region.shape === 'polygon' ? [region.points] : []));
  const [ring] = rings.toSorted((a, b) => b.length - a.length);
  return item('CONTAINS', concepts.imageRegion, { type: 'SCOORD', graphic: 'POLYLINE', points: [...ring, ring[0]].flat() }, [imageItem('SELECTED FROM', null, frameOf(source, frame))]);
}

function imageItem(relationship: Relationship, concept: CodedConcept | null, reference: ReferenceToWrite): ContentItem {
  return item(relationship, concept, { type: 'IMAGE', reference });
}

/** An image of one frame is referred to as a whole. */
function frameOf({ sopClassUid, sopInstanceUid, numberOfFrames }: SourceObject, frame: SourceFrame['frame']): ReferenceToWrite {
  return { sopClassUid, sopInstanceUid, ...(numberOfFrames > 1 ? { frames: [frame] } : {}) };
}
