import type { Grid } from '../image/volume.ts';
import { decimalText, type DataSetToWrite } from './data-set-to-write.ts';
import { SIMULATED_COMMENT, SIMULATED_MANUFACTURER } from './simulated.ts';
import type { SeriesToWrite, TomographyStudyToWrite } from './tomography-to-write.ts';
import { ageOf, dateOf, timeOf } from './written-facts.ts';

/** Patient, study, series, equipment and frame of reference of an image. Source: DICOM PS3.3 sections C.7.1 to C.7.5. */
export function tomographyModules(object: TomographyStudyToWrite & SeriesToWrite, modality: 'NM' | 'CT'): DataSetToWrite {
  const { patient, equipment, simulated } = object;
  return {
    PatientName: patient.name, PatientID: patient.id, PatientBirthDate: null, PatientSex: patient.sex, PatientAge: ageOf(patient.ageYears),
    PatientSize: decimalText(patient.heightM), PatientWeight: decimalText(patient.weightKg),
    ...(simulated ? { PatientComments: SIMULATED_COMMENT, ImageComments: SIMULATED_COMMENT } : {}),
    StudyInstanceUID: object.studyInstanceUid, StudyDate: dateOf(object.studyTime), StudyTime: timeOf(object.studyTime), StudyID: '1',
    AccessionNumber: null, ReferringPhysicianName: null, StudyDescription: object.studyDescription,
    Modality: modality, SeriesInstanceUID: object.seriesInstanceUid, SeriesNumber: object.seriesNumber, SeriesDescription: object.seriesDescription,
    SeriesDate: dateOf(object.acquisitionTime), SeriesTime: timeOf(object.acquisitionTime),
    AcquisitionDate: dateOf(object.acquisitionTime), AcquisitionTime: timeOf(object.acquisitionTime),
    ContentDate: dateOf(object.acquisitionTime), ContentTime: timeOf(object.acquisitionTime),
    BodyPartExamined: 'CHEST',
    Manufacturer: simulated ? SIMULATED_MANUFACTURER : equipment.manufacturer, ManufacturerModelName: equipment.model,
    StationName: equipment.station, SoftwareVersions: equipment.softwareVersions,
    FrameOfReferenceUID: object.frameOfReferenceUid, PositionReferenceIndicator: null,
    SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', BitsAllocated: 16, PixelRepresentation: 0, LossyImageCompression: '00',
  };
}

/** Rows to the patient's left, columns to the back: axial slices as they are looked at. */
export const AXIAL_ORIENTATION = ['1', '0', '0', '0', '1', '0'] as const;

/** Where the first voxel of a slice lies. */
export function slicePosition({ origin, steps }: Grid, slice: number): readonly string[] {
  return origin.map((at, axis) => decimalText(at + slice * steps[2][axis]));
}

/** Size and spacing of the pixels of a slice. */
export function sliceShape({ size, steps }: Grid): DataSetToWrite {
  return { Rows: size[1], Columns: size[0], PixelSpacing: [decimalText(steps[1][1]), decimalText(steps[0][0])] };
}
