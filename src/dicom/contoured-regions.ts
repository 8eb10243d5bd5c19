import type { Vector } from '../image/vector.ts';
import type { DataSet } from './data-set.ts';
import { numberValue, numberValues, sequenceItems, textValue } from './element-values.ts';
import type { ContouredRegion } from './study.ts';

/** Bytes of one line: a hundred thousand points. */
const LONGEST_LINE = 4_000_000;

/**
 * Reads the regions of a structure set that are drawn as closed lines; points and open lines enclose nothing and are left out.
 * @returns regions in the order of the file, those without a closed line among them.
 * @throws AmyloscopeError when one of its sequences is damaged.
 * Source: DICOM PS3.3 sections C.8.8.5 and C.8.8.6.
 */
export function readContouredRegions(dataSet: DataSet): readonly ContouredRegion[] {
  const drawn = new Map(sequenceItems(dataSet, 'ROIContourSequence').map((item) => [numberValue(item, 'ReferencedROINumber'), sequenceItems(item, 'ContourSequence').flatMap(closedLine)]));
  return sequenceItems(dataSet, 'StructureSetROISequence').map((item) => ({
    name: textValue(item, 'ROIName') ?? '', frameOfReferenceUid: textValue(item, 'ReferencedFrameOfReferenceUID'), contours: drawn.get(numberValue(item, 'ROINumber')) ?? [],
  }));
}

/** The points of one closed line; none of a line that is open, has fewer than three points, or holds what is no number. */
function closedLine(item: DataSet): readonly (readonly Vector[])[] {
  if (!textValue(item, 'ContourGeometricType')?.startsWith('CLOSED_PLANAR')) return [];
  const values = numberValues(item, 'ContourData', LONGEST_LINE);
  if (values.length < 9 || values.length % 3 !== 0 || values.includes(null)) return [];
  return [Array.from({ length: values.length / 3 }, (_, i) => [values[3 * i]!, values[3 * i + 1]!, values[3 * i + 2]!] as const)];
}
