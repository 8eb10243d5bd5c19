import type { DataSet } from './data-set.ts';
import { textValue } from './element-values.ts';

/** Manufacturer of digital patients: the first thing a person or a program sees in a file. */
export const SIMULATED_MANUFACTURER = 'Amyloscope digital patient';
/** Stands in the comments of digital patients, where it survives a change of the manufacturer. */
export const SIMULATED_COMMENT = 'AMYLOSCOPE DIGITAL PATIENT';

/** True when the file says that it shows a digital patient and no person. */
export function isSimulated(dataSet: DataSet): boolean {
  return textValue(dataSet, 'Manufacturer') === SIMULATED_MANUFACTURER
    || (['PatientComments', 'ImageComments'] as const).some((keyword) => textValue(dataSet, keyword)?.includes(SIMULATED_COMMENT));
}
