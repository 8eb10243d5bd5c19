import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { echoViewConcepts, type EchoViewConcept } from './clinical-codes.ts';
import { codeItem, decimalText, type DataSetToWrite } from './data-set-to-write.ts';
import { encodeFile } from './encode-file.ts';
import type { PatientToWrite } from './nuclear-image-to-write.ts';
import { withPixels } from './pixels-to-write.ts';
import { SIMULATED_COMMENT, SIMULATED_MANUFACTURER } from './simulated.ts';
import type { Equipment } from './study.ts';
import { tagOf } from './tags.ts';
import { ageOf, dateOf, timeOf } from './written-facts.ts';

const ULTRASOUND_MULTI_FRAME = '1.2.840.10008.5.1.4.1.1.3.1';
/** Values of region and unit. Source: DICOM PS3.3 sections C.8.5.5.1.1 to C.8.5.5.1.15. */
const TWO_DIMENSIONAL = 1;
const TISSUE = 1;
const CENTIMETRES = 3;

/** Where a loop is from: a digital patient, imaged by a simulated scanner, or a video of a person, whose scanner is not known. */
export type LoopOrigin =
  | { readonly kind: 'simulated'; readonly equipment: Pick<Equipment, 'model' | 'softwareVersions'> }
  | { readonly kind: 'video'; readonly derivation: string; readonly lossy: boolean };

/** A loop with everything its object must say of it. */
export interface UltrasoundLoopToWrite {
  readonly rows: number;
  readonly columns: number;
  /** rows * columns grey values each, row-major; or three times as many, red, green and blue of each pixel. */
  readonly frames: readonly Uint8Array[];
  /** Between frames: the same throughout, or the time since the frame before for each, 0 for the first. */
  readonly frameMs: number | readonly number[];
  /** Beats a minute. */
  readonly heartRate: number | null;
  readonly rWaveTimesMs: readonly number[];
  /** Side of a pixel; the whole image is one calibrated region. null: no region is stated. */
  readonly mmPerPixel: number | null;
  /** null: the file states no view. */
  readonly view: EchoViewConcept | null;
  readonly patient: Pick<PatientToWrite, 'id'> & Partial<PatientToWrite>;
  readonly origin: LoopOrigin;
  readonly acquisitionTime: Date | null;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly instanceNumber: number;
}

function headModules({ patient, origin, ...loop }: UltrasoundLoopToWrite): DataSetToWrite {
  const [date, time] = loop.acquisitionTime ? [dateOf(loop.acquisitionTime), timeOf(loop.acquisitionTime)] : [null, null];
  const written = (value: number | undefined, as: (value: number) => string) => (value === undefined ? null : as(value));
  return {
    PatientName: patient.name ?? null, PatientID: patient.id, PatientBirthDate: null, PatientSex: patient.sex ?? null, PatientAge: written(patient.ageYears, ageOf),
    PatientSize: written(patient.heightM, decimalText), PatientWeight: written(patient.weightKg, decimalText),
    StudyInstanceUID: loop.studyInstanceUid, StudyDate: date, StudyTime: time, StudyID: '1', AccessionNumber: null, ReferringPhysicianName: null, StudyDescription: 'Echocardiography',
    SeriesInstanceUID: loop.seriesInstanceUid, SeriesNumber: 1, SeriesDate: date, SeriesTime: time, SeriesDescription: null,
    Modality: 'US', InstanceNumber: loop.instanceNumber, ContentDate: date, ContentTime: time, AcquisitionDate: date, AcquisitionTime: time,
    PatientOrientation: null, BodyPartExamined: 'HEART', ...originOf(origin),
  };
}

function originOf(origin: LoopOrigin): DataSetToWrite {
  if (origin.kind === 'video') return { Manufacturer: null, ImageType: ['DERIVED', 'PRIMARY'], DerivationDescription: origin.derivation, LossyImageCompression: origin.lossy ? '01' : '00' };
  return {
    PatientComments: SIMULATED_COMMENT, ImageComments: SIMULATED_COMMENT, Manufacturer: SIMULATED_MANUFACTURER, ManufacturerModelName: origin.equipment.model, SoftwareVersions: origin.equipment.softwareVersions,
    ImageType: ['ORIGINAL', 'PRIMARY'], LossyImageCompression: '00', BurnedInAnnotation: 'NO',
  };
}

function regionOf({ rows, columns }: UltrasoundLoopToWrite, mmPerPixel: number): DataSetToWrite {
  return {
    RegionSpatialFormat: TWO_DIMENSIONAL, RegionDataType: TISSUE, RegionFlags: 0,
    RegionLocationMinX0: 0, RegionLocationMinY0: 0, RegionLocationMaxX1: columns - 1, RegionLocationMaxY1: rows - 1,
    PhysicalUnitsXDirection: CENTIMETRES, PhysicalUnitsYDirection: CENTIMETRES, PhysicalDeltaX: mmPerPixel / 10, PhysicalDeltaY: mmPerPixel / 10,
  };
}

function imageModules(loop: UltrasoundLoopToWrite, samples: number): DataSetToWrite {
  return {
    SamplesPerPixel: samples, PhotometricInterpretation: samples === 1 ? 'MONOCHROME2' : 'RGB', ...(samples === 1 ? {} : { PlanarConfiguration: 0 }),
    NumberOfFrames: loop.frames.length, Rows: loop.rows, Columns: loop.columns,
    BitsAllocated: 8, BitsStored: 8, HighBit: 7, PixelRepresentation: 0, ...timesOf(loop.frameMs), ...(loop.heartRate === null ? {} : { HeartRate: Math.round(loop.heartRate) }),
    ...(loop.rWaveTimesMs.length > 0 ? { RWaveTimeVector: [...loop.rWaveTimesMs] } : {}),
    ...(loop.mmPerPixel === null ? {} : { SequenceOfUltrasoundRegions: [regionOf(loop, loop.mmPerPixel)] }),
    ...(loop.view === null ? {} : { ViewCodeSequence: codeItem(echoViewConcepts[loop.view]) }),
  };
}

function timesOf(frameMs: UltrasoundLoopToWrite['frameMs']): DataSetToWrite {
  if (typeof frameMs === 'number') return { FrameIncrementPointer: [tagOf('FrameTime')], FrameTime: decimalText(frameMs) };
  return { FrameIncrementPointer: [tagOf('FrameTimeVector')], FrameTimeVector: frameMs.map(decimalText) };
}

/**
 * Writes a loop as an ultrasound multi-frame image in explicit VR little endian; one that is simulated says that it shows a digital
 * patient, one from a video that it was derived.
 * @throws AmyloscopeError `invalidInput` when there is no frame, or one without rows * columns values or three times as many, an even number.
 * Source: DICOM PS3.3 sections A.7 (US Multi-frame IOD) and C.8.5.5 (region calibration).
 */
export function writeUltrasound(loop: UltrasoundLoopToWrite): Uint8Array {
  const pixels = loop.rows * loop.columns;
  const values = loop.frames[0]?.length ?? 0;
  if ((values !== pixels && values !== 3 * pixels) || values % 2 !== 0 || loop.frames.some(({ length }) => length !== values)) {
    throw new AmyloscopeError('invalidInput', `A loop of ${loop.rows} x ${loop.columns} pixels takes frames of ${pixels} values, or of ${3 * pixels} in colour, an even number; there are frames of ${[...new Set(loop.frames.map(({ length }) => length))].join(', ') || 'none'}.`);
  }
  const header = encodeFile(ULTRASOUND_MULTI_FRAME, loop.sopInstanceUid, { ...headModules(loop), ...imageModules(loop, values / pixels) });
  // Two values of 8 bits are a word in little endian as they stand.
  return withPixels(header, loop.frames.map((frame) => new Uint16Array(frame.buffer, frame.byteOffset, values / 2)));
}
