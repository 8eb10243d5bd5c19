import { textValue } from './element-values.ts';
import { parseDataSet } from './parse-data-set.ts';

/** What a de-identified object says by which its original can be found back. */
export interface DeidentifiedObject {
  readonly pseudonym: string | null;
  readonly datesMoved: boolean;
  readonly studyInstanceUid: string | null;
  readonly seriesInstanceUid: string | null;
  readonly sopInstanceUid: string | null;
}

/** Reads what leads back to an original. @throws AmyloscopeError as `parseDataSet`. */
export function readDeidentifiedObject(bytes: Uint8Array): DeidentifiedObject {
  const { dataSet } = parseDataSet(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return {
    pseudonym: textValue(dataSet, 'PatientID'),
    datesMoved: textValue(dataSet, 'LongitudinalTemporalInformationModified') === 'MODIFIED',
    studyInstanceUid: textValue(dataSet, 'StudyInstanceUID'),
    seriesInstanceUid: textValue(dataSet, 'SeriesInstanceUID'),
    sopInstanceUid: textValue(dataSet, 'SOPInstanceUID'),
  };
}
