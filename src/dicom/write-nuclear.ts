import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { concepts, tracerConcepts } from './clinical-codes.ts';
import { codeItem, decimalText, type DataSetToWrite } from './data-set-to-write.ts';
import { encodeFile } from './encode-file.ts';
import type { NuclearImageToWrite } from './nuclear-image-to-write.ts';
import { withPixels } from './pixels-to-write.ts';
import { SIMULATED_COMMENT, SIMULATED_MANUFACTURER } from './simulated.ts';
import { tagOf } from './tags.ts';
import { uidFrom } from './uid-from.ts';
import { ageOf, dateOf, timeOf } from './written-facts.ts';

export type { FrameToWrite, NuclearImageToWrite, PatientToWrite } from './nuclear-image-to-write.ts';

const NUCLEAR_MEDICINE = '1.2.840.10008.5.1.4.1.1.20';
const MULTI_FRAME_WORD_CAPTURE = '1.2.840.10008.5.1.4.1.1.7.3';
/** The photopeak of technetium with a window of 20 %, keV. */
const PHOTOPEAK = { name: 'Tc99m', lowerKeV: 126.5, upperKeV: 154.6 };

function patientModules({ patient, simulated }: NuclearImageToWrite): DataSetToWrite {
  return {
    PatientName: patient.name,
    PatientID: patient.id,
    PatientBirthDate: null,
    PatientSex: patient.sex,
    PatientAge: ageOf(patient.ageYears),
    PatientSize: decimalText(patient.heightM),
    PatientWeight: decimalText(patient.weightKg),
    ...(simulated ? { PatientComments: SIMULATED_COMMENT } : {}),
  };
}

function studyModules(image: NuclearImageToWrite): DataSetToWrite {
  const [date, time] = [dateOf(image.acquisitionTime), timeOf(image.acquisitionTime)];
  return {
    StudyInstanceUID: image.studyInstanceUid,
    StudyDate: date,
    StudyTime: time,
    StudyID: '1',
    AccessionNumber: null,
    ReferringPhysicianName: null,
    StudyDescription: image.studyDescription,
    SeriesInstanceUID: image.seriesInstanceUid,
    SeriesNumber: 1,
    SeriesDate: date,
    SeriesTime: time,
    SeriesDescription: image.seriesDescription,
    Modality: 'NM',
    Manufacturer: image.simulated ? SIMULATED_MANUFACTURER : image.equipment.manufacturer,
    ManufacturerModelName: image.equipment.model,
    StationName: image.equipment.station,
    SoftwareVersions: image.equipment.softwareVersions,
  };
}

/** Where columns and rows of the first frame run: feet first, the patient lies turned by half a circle under the camera. */
function orientationOf({ frames, patientPosition }: NuclearImageToWrite): readonly string[] {
  const fromFront = frames[0].view === 'anterior';
  return patientPosition === 'HFS' ? [fromFront ? 'L' : 'R', 'F'] : [fromFront ? 'R' : 'L', 'H'];
}

function countsOf({ frames }: NuclearImageToWrite): number {
  let sum = 0;
  for (const { counts } of frames) for (let i = 0; i < counts.length; i++) sum += counts[i];
  return sum;
}

function pixelModules(image: NuclearImageToWrite): DataSetToWrite {
  const { rows, columns, frames } = image;
  return {
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    NumberOfFrames: frames.length,
    Rows: rows,
    Columns: columns,
    PixelSpacing: image.spacingMm?.map(decimalText) ?? null,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 0,
  };
}

function imageModules(image: NuclearImageToWrite): DataSetToWrite {
  const [date, time] = [dateOf(image.acquisitionTime), timeOf(image.acquisitionTime)];
  return {
    InstanceNumber: 1,
    ImageType: ['ORIGINAL', 'PRIMARY', image.wholeBody ? 'WHOLE BODY' : 'STATIC', 'EMISSION'],
    ContentDate: date,
    ContentTime: time,
    AcquisitionDate: date,
    AcquisitionTime: time,
    BodyPartExamined: image.wholeBody ? 'WHOLEBODY' : 'CHEST',
    PatientOrientation: orientationOf(image),
    ActualFrameDuration: Math.round(image.frameDurationSeconds * 1000),
    CountsAccumulated: countsOf(image),
    LossyImageCompression: '00',
    ...(image.simulated ? { ImageComments: SIMULATED_COMMENT } : {}),
  };
}

function radiopharmaceutical(image: NuclearImageToWrite): DataSetToWrite {
  return {
    Radiopharmaceutical: image.tracer,
    RadiopharmaceuticalStartTime: timeOf(image.injectionTime),
    RadiopharmaceuticalStartDateTime: `${dateOf(image.injectionTime)}${timeOf(image.injectionTime)}`,
    RadionuclideTotalDose: decimalText(image.injectedActivityMBq),
    RadionuclideCodeSequence: codeItem(concepts.technetium99m),
    RadiopharmaceuticalCodeSequence: codeItem(tracerConcepts[image.tracer]),
  };
}

function detectorItem(view: 'anterior' | 'posterior'): DataSetToWrite {
  return {
    CollimatorGridName: null,
    CollimatorType: 'PARA',
    FieldOfViewShape: null,
    StartAngle: view === 'anterior' ? 0 : 180,
    FocalDistance: 0,
    XFocusCenter: null,
    YFocusCenter: null,
    ZoomCenter: null,
    ZoomFactor: null,
    CenterOfRotationOffset: null,
    GantryDetectorTilt: null,
    ImagePositionPatient: null,
    ImageOrientationPatient: null,
    ViewCodeSequence: [{ ...codeItem(concepts[view])[0], ViewModifierCodeSequence: [] }],
  };
}

/** The camera passes along the patient once, at an even speed. */
function sweep({ rows, spacingMm, frameDurationSeconds }: NuclearImageToWrite): DataSetToWrite {
  const lengthMm = rows * (spacingMm?.[0] ?? 0);
  return {
    WholeBodyTechnique: '1PS',
    ScanLength: spacingMm ? Math.round(lengthMm) : null,
    ScanVelocity: spacingMm && frameDurationSeconds > 0 ? decimalText(lengthMm / frameDurationSeconds) : null,
  };
}

function nuclearModules(image: NuclearImageToWrite): DataSetToWrite {
  const { frames, wholeBody } = image;
  const range = { EnergyWindowLowerLimit: decimalText(PHOTOPEAK.lowerKeV), EnergyWindowUpperLimit: decimalText(PHOTOPEAK.upperKeV) };
  return {
    FrameIncrementPointer: [tagOf('EnergyWindowVector'), tagOf('DetectorVector')],
    EnergyWindowVector: frames.map(() => 1),
    NumberOfEnergyWindows: 1,
    EnergyWindowInformationSequence: [{ EnergyWindowName: PHOTOPEAK.name, EnergyWindowRangeSequence: [range] }],
    RadiopharmaceuticalInformationSequence: [radiopharmaceutical(image)],
    DetectorVector: frames.map((_, i) => i + 1),
    NumberOfDetectors: frames.length,
    DetectorInformationSequence: frames.map(({ view }) => detectorItem(view)),
    AcquisitionTerminationCondition: wholeBody ? 'MANU' : 'TIME',
    ...(wholeBody ? sweep(image) : {}),
    PatientOrientationCodeSequence: [{ ...codeItem(concepts.recumbent)[0], PatientOrientationModifierCodeSequence: codeItem(concepts.supine) }],
    PatientGantryRelationshipCodeSequence: codeItem(image.patientPosition === 'HFS' ? concepts.headFirst : concepts.feetFirst),
  };
}

function captureModules(image: NuclearImageToWrite): DataSetToWrite {
  return {
    PatientPosition: image.patientPosition,
    ConversionType: 'WSD',
    BurnedInAnnotation: 'NO',
    FrameIncrementPointer: [tagOf('PageNumberVector')],
    PageNumberVector: image.frames.map((_, i) => i + 1),
    RescaleIntercept: '0',
    RescaleSlope: '1',
    RescaleType: 'US',
    PresentationLUTShape: 'IDENTITY',
  };
}

function check(image: NuclearImageToWrite): void {
  const pixels = image.rows * image.columns;
  if (image.frames.length === 0) throw new AmyloscopeError('invalidInput', 'frames is empty. A nuclear-medicine image has at least one.');
  image.frames.forEach(({ counts }, i) => {
    if (counts.length === pixels) return;
    throw new AmyloscopeError('invalidInput', `frames[${i}].counts has ${counts.length} values; ${image.rows} x ${image.columns} pixels take ${pixels}.`);
  });
}

/**
 * Writes a planar scan as a DICOM file in explicit VR little endian, one frame a view.
 *
 * Times are written as UTC without an offset. A file written here is read back by `readInstance` to the same facts.
 * @throws AmyloscopeError `invalidInput` when a frame does not have rows * columns values, or there is none.
 * Source: DICOM PS3.3 sections A.5 (NM Image IOD) and A.8.4 (Multi-frame Grayscale Word Secondary Capture).
 */
export function writeNuclear(image: NuclearImageToWrite): Uint8Array {
  check(image);
  const nuclear = image.form === 'nuclear';
  const sopClass = nuclear ? NUCLEAR_MEDICINE : MULTI_FRAME_WORD_CAPTURE;
  const header = encodeFile(sopClass, image.sopInstanceUid, {
    ...patientModules(image), ...studyModules(image), ...imageModules(image), ...pixelModules(image),
    ...(nuclear ? nuclearModules(image) : captureModules(image)),
  });
  return withPixels(header, image.frames.map(({ counts }) => counts));
}

/** Writes every view as a file of its own, as some cameras do; each has its own instance UID and says its view in words. */
export function writeNuclearViews(image: NuclearImageToWrite): Uint8Array[] {
  return image.frames.map((frame) => writeNuclear({
    ...image, frames: [frame],
    sopInstanceUid: uidFrom(image.sopInstanceUid, frame.view),
    seriesDescription: `${image.seriesDescription} ${frame.view === 'anterior' ? 'ANT' : 'POST'}`,
  }));
}
