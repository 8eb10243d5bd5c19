import type { DataSet } from './data-set.ts';
import { dicomFault, EXPORT_AGAIN } from './dicom-fault.ts';
import { numberValue, sequenceItems } from './element-values.ts';
import type { StoredValues } from './pixel-values.ts';
import type { Pixels } from './study.ts';

/** The linear modality transformation: value = stored * slope + intercept. */
export interface Rescale {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * Reads the rescale, of the image or, in enhanced objects, of its shared functional groups; the identity when absent.
 * @throws AmyloscopeError `invalidDicom` on a slope of 0, which would erase the image.
 * Source: DICOM PS3.3 section C.11.1.
 */
export function readRescale(dataSet: DataSet): Rescale {
  const shared = sequenceItems(dataSet, 'SharedFunctionalGroupsSequence').flatMap((item) => sequenceItems(item, 'PixelValueTransformationSequence'));
  const holder = shared[0] ?? dataSet;
  const slope = numberValue(holder, 'RescaleSlope') ?? 1;
  const intercept = numberValue(holder, 'RescaleIntercept') ?? 0;
  if (slope === 0) throw dicomFault('invalidDicom', 'RescaleSlope', 'is 0', 'It must not be 0: every pixel would become equal.', EXPORT_AGAIN);
  return { slope, intercept };
}

/** Applies a rescale; counts stay the whole numbers they are when it is the identity. */
export function rescaledValues(values: StoredValues, { slope, intercept }: Rescale): Pixels['values'] {
  if (slope !== 1 || intercept !== 0) {
    const rescaled = new Float32Array(values.length);
    for (let i = 0; i < values.length; i++) rescaled[i] = values[i] * slope + intercept;
    return rescaled;
  }
  if (values instanceof Int8Array) return Int16Array.from(values);
  return values instanceof Float64Array ? Float32Array.from(values) : values;
}
