import type { DataSet } from './data-set.ts';
import { numberValues, sequenceItems } from './element-values.ts';

/** Beyond these a spacing is a mistake of the writer, not a camera's. */
const LEAST_MM = 0.001;
const MOST_MM = 100;

/**
 * Millimetres between rows and between columns; null when absent or absurd.
 * Source: DICOM PS3.3 section 10.7.1.1.
 */
export function readPixelSpacing(dataSet: DataSet): readonly [row: number, column: number] | null {
  const shared = sequenceItems(dataSet, 'SharedFunctionalGroupsSequence').flatMap((item) => sequenceItems(item, 'PixelMeasuresSequence'));
  const candidates = [dataSet, ...shared].map((holder) => numberValues(holder, 'PixelSpacing'));
  candidates.push(numberValues(dataSet, 'ImagerPixelSpacing'), numberValues(dataSet, 'NominalScannedPixelSpacing'));
  for (const [row, column = row] of candidates) {
    if (row != null && column != null && Math.min(row, column) >= LEAST_MM && Math.max(row, column) <= MOST_MM) return [row, column];
  }
  return null;
}
