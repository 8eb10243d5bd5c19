import { ellipseRing, fillRings } from '../image/fill-rings.ts';
import { cross, dot } from '../image/vector.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { CodedConcept } from './clinical-codes.ts';
import { codeItem, decimalText, type DataSetToWrite } from './data-set-to-write.ts';
import { derivedModules } from './derived-modules.ts';
import { encodeFile } from './encode-file.ts';
import { SEGMENTATION, type SegmentationToWrite, type SegmentFrameToWrite, type SegmentToWrite, type ShapeToWrite } from './segmentation-to-write.ts';
import type { SourceObject } from './source-object.ts';
import type { FramePlane } from './study.ts';
import { tagOf } from './tags.ts';
import { uidFrom } from './uid-from.ts';

const codes = {
  segmentation: { value: '113076', scheme: 'DCM', meaning: 'Segmentation' },
  sourceImage: { value: '121322', scheme: 'DCM', meaning: 'Source image for image processing operation' },
} as const satisfies Record<string, CodedConcept>;

/** One frame of the new object: a segment on a frame of a source. */
interface MaskFrame {
  readonly segmentNumber: number;
  readonly source: SourceObject;
  readonly frame: number;
  /** Counts from 1 over the frames of all sources: by their place in the patient, or as they come where they have none. */
  readonly stack: number;
  readonly mask: Uint8Array;
}

/**
 * Writes regions as a binary segmentation: a pixel belongs to a region when its centre lies in it.
 *
 * Frames follow each other by segment, and within it in the order given, also those whose region covers no pixel.
 * Each names the frame of the source that it lies on, pixel by pixel. Slices also state where they lie in the patient; planar
 * images and ultrasound have no position in the room.
 * @throws AmyloscopeError `invalidInput` when sources differ in size, or there is no region.
 * Source: DICOM PS3.3 sections A.51 (Segmentation IOD) and C.8.20.
 */
export function writeSegmentation(segmentation: SegmentationToWrite): Uint8Array {
  const [source] = segmentation.sources;
  checkSizes(segmentation.sources);
  const frames = maskFrames(segmentation);
  if (frames.length === 0) throw new AmyloscopeError('invalidInput', 'segments is empty. A segmentation has at least one region on one frame.');
  return encodeFile(SEGMENTATION, segmentation.sopInstanceUid, {
    ...derivedModules('SEG', source, segmentation),
    ...imageModules(source, frames.length),
    ...referenceModules(segmentation.sources),
    ...(source.placement ? { FrameOfReferenceUID: source.placement.frameOfReferenceUid, PositionReferenceIndicator: null } : {}),
    ...dimensionModules(segmentation),
    SegmentSequence: segmentation.segments.map(segmentItem),
    SharedFunctionalGroupsSequence: [sharedGroups(source)],
    PerFrameFunctionalGroupsSequence: frames.map(frameItem),
    PixelData: packed(frames),
  });
}

function sharedGroups({ spacingMm, placement }: SourceObject): DataSetToWrite {
  const thickness = placement ? { SliceThickness: decimalText(placement.sliceThicknessMm), SpacingBetweenSlices: decimalText(placement.sliceThicknessMm) } : {};
  const [plane] = placement?.planes ?? [];
  return {
    ...(spacingMm ? { PixelMeasuresSequence: [{ PixelSpacing: spacingMm.map(decimalText), ...thickness }] } : {}),
    ...(plane ? { PlaneOrientationSequence: [{ ImageOrientationPatient: [...plane.rowDirection, ...plane.columnDirection].map(decimalText) }] } : {}),
  };
}

function checkSizes(sources: readonly SourceObject[]): void {
  const other = sources.find(({ rows, columns }) => rows !== sources[0].rows || columns !== sources[0].columns);
  if (!other) return;
  throw new AmyloscopeError('invalidInput', `The images of one segmentation must have one size; they have ${sources[0].rows} x ${sources[0].columns} and ${other.rows} x ${other.columns}. Write one for each.`);
}

function maskFrames({ sources, segments }: SegmentationToWrite): readonly MaskFrame[] {
  return segments.flatMap((segment, i) => segment.frames.map((frame) => maskFrame(frame, i + 1, sources)));
}

function maskFrame({ source, frame, shapes }: SegmentFrameToWrite, segmentNumber: number, sources: readonly SourceObject[]): MaskFrame {
  const stack = source.placement ? placeAmong(heightOf(source.placement.planes[frame - 1]), sources) : orderAmong(source, frame, sources);
  return { segmentNumber, source, frame, stack, mask: fillRings(shapes.map(ringOf), source.rows, source.columns) };
}

function orderAmong(source: SourceObject, frame: number, sources: readonly SourceObject[]): number {
  const before = sources.slice(0, sources.findIndex(({ sopInstanceUid }) => sopInstanceUid === source.sopInstanceUid));
  return before.reduce((sum, { numberOfFrames }) => sum + numberOfFrames, 0) + frame;
}

/** Along the normal of the planes, which are parallel. */
function placeAmong(height: number, sources: readonly SourceObject[]): number {
  const heights = sources.flatMap(({ placement }) => placement?.planes.map(heightOf) ?? []);
  return 1 + heights.filter((one) => one < height).length;
}

function heightOf({ position, rowDirection, columnDirection }: FramePlane): number {
  return dot(position, cross(rowDirection, columnDirection));
}

function ringOf(shape: ShapeToWrite) {
  return shape.shape === 'polygon' ? shape.points : ellipseRing(shape.x, shape.y, shape.radiusX, shape.radiusY);
}

function imageModules({ rows, columns }: SourceObject, numberOfFrames: number): DataSetToWrite {
  return {
    ImageType: ['DERIVED', 'PRIMARY'],
    PatientOrientation: null,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    NumberOfFrames: numberOfFrames,
    Rows: rows,
    Columns: columns,
    BitsAllocated: 1,
    BitsStored: 1,
    HighBit: 0,
    PixelRepresentation: 0,
    LossyImageCompression: '00',
    SegmentationType: 'BINARY',
    // A circle lies on the organ it was placed by.
    SegmentsOverlap: 'YES',
    ContentLabel: 'REGIONS',
    ContentDescription: 'Regions that the measurements were made in',
    ContentCreatorName: null,
  };
}

function referenceModules(sources: readonly SourceObject[]): DataSetToWrite {
  const bySeries = Map.groupBy(sources, ({ seriesInstanceUid }) => seriesInstanceUid);
  return {
    ReferencedSeriesSequence: [...bySeries].map(([seriesInstanceUid, members]) => ({
      SeriesInstanceUID: seriesInstanceUid,
      ReferencedInstanceSequence: members.map(({ sopClassUid, sopInstanceUid }) => ({ ReferencedSOPClassUID: sopClassUid, ReferencedSOPInstanceUID: sopInstanceUid })),
    })),
  };
}

/** Frames are ordered by segment, then by their place in the patient; without one by the frame of the source, each a stack of one. */
function dimensionModules({ sopInstanceUid, sources: [{ placement }] }: SegmentationToWrite): DataSetToWrite {
  const organization = uidFrom(sopInstanceUid, 'dimensions');
  const along = placement
    ? { DimensionIndexPointer: tagOf('ImagePositionPatient'), FunctionalGroupPointer: tagOf('PlanePositionSequence'), DimensionDescriptionLabel: 'Place in the patient' }
    : { DimensionIndexPointer: tagOf('StackID'), FunctionalGroupPointer: tagOf('FrameContentSequence'), DimensionDescriptionLabel: 'Frame of the source' };
  return {
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: organization }],
    DimensionIndexSequence: [
      { DimensionOrganizationUID: organization, DimensionIndexPointer: tagOf('ReferencedSegmentNumber'), FunctionalGroupPointer: tagOf('SegmentIdentificationSequence'), DimensionDescriptionLabel: 'Segment' },
      { DimensionOrganizationUID: organization, ...along },
    ],
  };
}

function segmentItem(segment: SegmentToWrite, index: number): DataSetToWrite {
  return {
    SegmentedPropertyCategoryCodeSequence: codeItem(segment.category),
    SegmentNumber: index + 1,
    SegmentLabel: segment.label,
    SegmentAlgorithmType: 'AUTOMATIC',
    SegmentAlgorithmName: segment.algorithmName,
    RecommendedDisplayCIELabValue: segment.colour,
    SegmentedPropertyTypeCodeSequence: codeItem(segment.type),
    TrackingID: segment.trackingId,
    TrackingUID: segment.trackingUid,
  };
}

function frameItem({ segmentNumber, source, frame, stack }: MaskFrame): DataSetToWrite {
  const reference = {
    ReferencedSOPClassUID: source.sopClassUid,
    ReferencedSOPInstanceUID: source.sopInstanceUid,
    ...(source.numberOfFrames > 1 ? { ReferencedFrameNumber: [frame] } : {}),
    SpatialLocationsPreserved: 'YES',
    PurposeOfReferenceCodeSequence: codeItem(codes.sourceImage),
  };
  return {
    DerivationImageSequence: [{ DerivationCodeSequence: codeItem(codes.segmentation), SourceImageSequence: [reference] }],
    FrameContentSequence: [{ ...(source.placement ? {} : { StackID: String(stack), InStackPositionNumber: 1 }), DimensionIndexValues: [segmentNumber, stack] }],
    ...(source.placement ? { PlanePositionSequence: [{ ImagePositionPatient: source.placement.planes[frame - 1].position.map(decimalText) }] } : {}),
    SegmentIdentificationSequence: [{ ReferencedSegmentNumber: segmentNumber }],
  };
}

/** One bit a pixel, lowest bit first, frame after frame without a gap. Source: DICOM PS3.5 section 8.1.1. */
function packed(frames: readonly MaskFrame[]): ArrayBuffer {
  const pixels = frames[0].mask.length;
  const bytes = new Uint8Array(2 * Math.ceil((frames.length * pixels) / 16));
  frames.forEach(({ mask }, f) => {
    for (let i = 0; i < pixels; i++) {
      const bit = f * pixels + i;
      if (mask[i] === 255) bytes[bit >> 3] |= 1 << (bit & 7);
    }
  });
  return bytes.buffer;
}
