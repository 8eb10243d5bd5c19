import { createHash } from 'node:crypto';
import { software } from '../measurement/software.ts';
import type { DataSetToWrite } from './data-set-to-write.ts';
import { privateScheme } from './report-codes.ts';
import type { SourceObject } from './source-object.ts';
import type { NewObject } from './structured-report-to-write.ts';

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Day and time on the clock of this computer, as the other dates of a study are on that of its hospital. */
export function momentText(moment: Date): { readonly date: string; readonly time: string } {
  return {
    date: `${moment.getFullYear()}${two(moment.getMonth() + 1)}${two(moment.getDate())}`,
    time: `${two(moment.getHours())}${two(moment.getMinutes())}${two(moment.getSeconds())}`,
  };
}

/** Patient and study as the source has them, so that the new object is filed beside it. Source: DICOM PS3.3 sections C.7.1, C.7.2. */
function sameStudy(source: SourceObject): DataSetToWrite {
  return {
    PatientName: source.patientName,
    PatientID: source.patientId,
    PatientBirthDate: source.patientBirthDate,
    PatientSex: source.patientSex,
    ...(source.patientComments ? { PatientComments: source.patientComments } : {}),
    StudyInstanceUID: source.studyInstanceUid,
    StudyDate: source.studyDate,
    StudyTime: source.studyTime,
    StudyID: source.studyId,
    AccessionNumber: source.accessionNumber,
    ReferringPhysicianName: source.referringPhysicianName,
    ...(source.studyDescription ? { StudyDescription: source.studyDescription } : {}),
  };
}

/** Everything but the content of an object that Amyloscope derives from images. */
export function derivedModules(modality: string, source: SourceObject, object: NewObject): DataSetToWrite {
  const { date, time } = momentText(object.writtenAt);
  return {
    ...sameStudy(source),
    Modality: modality,
    SeriesInstanceUID: object.seriesInstanceUid,
    SeriesNumber: object.seriesNumber,
    SeriesDescription: object.seriesDescription,
    SeriesDate: date,
    SeriesTime: time,
    InstanceNumber: 1,
    ContentDate: date,
    ContentTime: time,
    Manufacturer: software.name,
    ManufacturerModelName: software.name,
    DeviceSerialNumber: createHash('sha256').update(`${software.name} ${software.version}`).digest('hex').slice(0, 16),
    SoftwareVersions: software.version,
    CodingSchemeIdentificationSequence: [{
      CodingSchemeDesignator: privateScheme.designator,
      CodingSchemeUID: privateScheme.uid,
      CodingSchemeName: privateScheme.name,
      CodingSchemeResponsibleOrganization: privateScheme.responsible,
    }],
  };
}
