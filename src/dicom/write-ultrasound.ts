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

/** A loop in grey with everything its object must say of it. */
export interface UltrasoundLoopToWrite {
  readonly rows: number;
  readonly columns: number;
  /** rows * columns grey values each, row-major. */
  readonly frames: readonly Uint8Array[];
  readonly frameMs: number;
  /** Beats a minute. */
  readonly heartRate: number;
  readonly rWaveTimesMs: readonly number[];
  /** Side of a pixel; the whole image is one calibrated region. null: no region is stated. */
  readonly mmPerPixel: number | null;
  /** null: the file states no view. */
  readonly view: EchoViewConcept | null;
  readonly patient: PatientToWrite;
  readonly equipment: Pick<Equipment, 'model' | 'softwareVersions'>;
  readonly acquisitionTime: Date;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly instanceNumber: number;
}

function headModules({ patient, equipment, ...loop }: UltrasoundLoopToWrite): DataSetToWrite {
  const [date, time] = [dateOf(loop.acquisitionTime), timeOf(loop.acquisitionTime)];
  return {
    PatientName: patient.name, PatientID: patient.id, PatientBirthDate: null, PatientSex: patient.sex, PatientAge: ageOf(patient.ageYears),
    PatientSize: decimalText(patient.heightM), PatientWeight: decimalText(patient.weightKg), PatientComments: SIMULATED_COMMENT,
    StudyInstanceUID: loop.studyInstanceUid, StudyDate: date, StudyTime: time, StudyID: '1', AccessionNumber: null, ReferringPhysicianName: null, StudyDescription: 'Echocardiography',
    SeriesInstanceUID: loop.seriesInstanceUid, SeriesNumber: 1, SeriesDate: date, SeriesTime: time, SeriesDescription: null,
    Modality: 'US', Manufacturer: SIMULATED_MANUFACTURER, ManufacturerModelName: equipment.model, SoftwareVersions: equipment.softwareVersions,
    InstanceNumber: loop.instanceNumber, ImageType: ['ORIGINAL', 'PRIMARY'], ContentDate: date, ContentTime: time, AcquisitionDate: date, AcquisitionTime: time,
    PatientOrientation: null, BodyPartExamined: 'HEART', LossyImageCompression: '00', BurnedInAnnotation: 'NO', ImageComments: SIMULATED_COMMENT,
  };
}

function regionOf({ rows, columns }: UltrasoundLoopToWrite, mmPerPixel: number): DataSetToWrite {
  return {
    RegionSpatialFormat: TWO_DIMENSIONAL, RegionDataType: TISSUE, RegionFlags: 0,
    RegionLocationMinX0: 0, RegionLocationMinY0: 0, RegionLocationMaxX1: columns - 1, RegionLocationMaxY1: rows - 1,
    PhysicalUnitsXDirection: CENTIMETRES, PhysicalUnitsYDirection: CENTIMETRES, PhysicalDeltaX: mmPerPixel / 10, PhysicalDeltaY: mmPerPixel / 10,
  };
}

function imageModules(loop: UltrasoundLoopToWrite): DataSetToWrite {
  return {
    SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', NumberOfFrames: loop.frames.length, Rows: loop.rows, Columns: loop.columns,
    BitsAllocated: 8, BitsStored: 8, HighBit: 7, PixelRepresentation: 0,
    FrameIncrementPointer: [tagOf('FrameTime')], FrameTime: decimalText(loop.frameMs), HeartRate: Math.round(loop.heartRate),
    ...(loop.rWaveTimesMs.length > 0 ? { RWaveTimeVector: [...loop.rWaveTimesMs] } : {}),
    ...(loop.mmPerPixel === null ? {} : { SequenceOfUltrasoundRegions: [regionOf(loop, loop.mmPerPixel)] }),
    ...(loop.view === null ? {} : { ViewCodeSequence: codeItem(echoViewConcepts[loop.view]) }),
  };
}

/**
 * Writes a simulated loop as an ultrasound multi-frame image in explicit VR little endian; it says that it shows a digital patient.
 * @throws AmyloscopeError `invalidInput` when there is no frame, or one without rows * columns values.
 * Source: DICOM PS3.3 sections A.7 (US Multi-frame IOD) and C.8.5.5 (region calibration).
 */
export function writeUltrasound(loop: UltrasoundLoopToWrite): Uint8Array {
  const pixels = loop.rows * loop.columns;
  if (loop.frames.length === 0 || pixels % 2 !== 0 || loop.frames.some((frame) => frame.length !== pixels)) {
    throw new AmyloscopeError('invalidInput', `A loop of ${loop.rows} x ${loop.columns} pixels takes frames of ${pixels} values, an even number; there are frames of ${[...new Set(loop.frames.map(({ length }) => length))].join(', ') || 'none'}.`);
  }
  const header = encodeFile(ULTRASOUND_MULTI_FRAME, loop.sopInstanceUid, { ...headModules(loop), ...imageModules(loop) });
  // Two pixels of 8 bits are a word in little endian as they stand.
  return withPixels(header, loop.frames.map((frame) => new Uint16Array(frame.buffer, frame.byteOffset, pixels / 2)));
}
