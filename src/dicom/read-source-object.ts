import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { DataSet } from './data-set.ts';
import { parseDate, parseTime } from './dicom-time.ts';
import { numberValue, textValue, uidValue } from './element-values.ts';
import { readFramePlanes } from './frame-planes.ts';
import { readImageShape, type ImageShape } from './image-shape.ts';
import { parseDataSet } from './parse-data-set.ts';
import { readPixelSpacing } from './pixel-spacing.ts';
import type { PatientAndStudy, Placement, SourceObject } from './source-object.ts';
import type { Keyword } from './tags.ts';

/** As DICOM writes it today; older files write 2024.03.01, which a new object must not repeat. */
function dateText(dataSet: DataSet, keyword: Keyword): string | null {
  const text = textValue(dataSet, keyword);
  return parseDate(text) === null ? null : text!.replaceAll(/[.-]/g, '');
}

function timeText(dataSet: DataSet, keyword: Keyword): string | null {
  const text = textValue(dataSet, keyword);
  return parseTime(text) === null ? null : text!.replaceAll(':', '');
}

function readPatientAndStudy(dataSet: DataSet): PatientAndStudy {
  const sex = textValue(dataSet, 'PatientSex')?.toUpperCase();
  return {
    patientName: textValue(dataSet, 'PatientName'),
    patientId: textValue(dataSet, 'PatientID'),
    patientBirthDate: dateText(dataSet, 'PatientBirthDate'),
    patientSex: sex === 'M' || sex === 'F' || sex === 'O' ? sex : null,
    patientComments: textValue(dataSet, 'PatientComments'),
    studyInstanceUid: uidValue(dataSet, 'StudyInstanceUID'),
    studyDate: dateText(dataSet, 'StudyDate'),
    studyTime: timeText(dataSet, 'StudyTime'),
    studyId: textValue(dataSet, 'StudyID'),
    accessionNumber: textValue(dataSet, 'AccessionNumber'),
    referringPhysicianName: textValue(dataSet, 'ReferringPhysicianName'),
    studyDescription: textValue(dataSet, 'StudyDescription'),
  };
}

/**
 * Reads what a report needs to refer to an image and to stand in the same study.
 * @param bytes the whole file.
 * @throws AmyloscopeError as `readInstance` does, and `invalidInput` when the object has no pixels.
 */
export function readSourceObject(bytes: Uint8Array): SourceObject {
  const { dataSet } = parseDataSet(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const shape = readImageShape(dataSet);
  if (!shape) throw new AmyloscopeError('invalidInput', 'The object holds no image, so no report can be written about it.');
  return {
    ...readPatientAndStudy(dataSet),
    sopClassUid: uidValue(dataSet, 'SOPClassUID'),
    sopInstanceUid: uidValue(dataSet, 'SOPInstanceUID'),
    seriesInstanceUid: uidValue(dataSet, 'SeriesInstanceUID'),
    modality: textValue(dataSet, 'Modality') ?? 'OT',
    rows: shape.rows,
    columns: shape.columns,
    numberOfFrames: shape.numberOfFrames,
    spacingMm: readPixelSpacing(dataSet),
    placement: readPlacement(dataSet, shape),
  };
}

function readPlacement(dataSet: DataSet, shape: ImageShape): Placement | null {
  const planes = readFramePlanes(dataSet, shape, textValue(dataSet, 'Modality') ?? 'OT');
  const frameOfReferenceUid = textValue(dataSet, 'FrameOfReferenceUID');
  const sliceThicknessMm = numberValue(dataSet, 'SliceThickness') ?? numberValue(dataSet, 'SpacingBetweenSlices');
  return planes && frameOfReferenceUid && sliceThicknessMm ? { frameOfReferenceUid, planes, sliceThicknessMm: Math.abs(sliceThicknessMm) } : null;
}
