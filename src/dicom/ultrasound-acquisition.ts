import { echoViewConcepts, type EchoViewConcept } from './clinical-codes.ts';
import type { DataSet } from './data-set.ts';
import { numberValue, numberValues, sequenceItems, textValue } from './element-values.ts';
import type { UltrasoundAcquisition, UltrasoundRegion } from './study.ts';

/** Physical units of (0018,6024) and (0018,6026). */
const CENTIMETRES = 3;
/** What a region shows by its data type (0018,6014): of two-dimensional regions, and of wave forms. */
const flatTypes: Readonly<Record<number, UltrasoundRegion['dataType']>> = { 1: 'tissue', 2: 'colourFlow', 3: 'spectralDoppler', 4: 'spectralDoppler', 10: 'ecg' };
const waveTypes: Readonly<Record<number, UltrasoundRegion['dataType']>> = { 10: 'ecg' };
/** Spatial formats of (0018,6012), each with what its regions show. */
const shownBy: Readonly<Record<number, (dataType: number) => UltrasoundRegion['dataType'] | undefined>> = {
  1: (dataType) => flatTypes[dataType], 2: () => 'mMode', 3: () => 'spectralDoppler', 4: (dataType) => waveTypes[dataType],
};
const TWO_DIMENSIONAL = 1;
/** Beyond these a pixel is a mistake of the writer, not a scanner's. */
const LEAST_MM = 0.01;
const MOST_MM = 5;

/** A region as the file describes it. @param rows of the image, to tell whether the region lies in it. */
function readRegion(item: DataSet, rows: number, columns: number): UltrasoundRegion | null {
  const [x0, y0, x1, y1] = (['RegionLocationMinX0', 'RegionLocationMinY0', 'RegionLocationMaxX1', 'RegionLocationMaxY1'] as const).map((keyword) => numberValue(item, keyword));
  if (x0 === null || y0 === null || x1 === null || y1 === null || x1 <= x0 || y1 <= y0) return null;
  const inCentimetres = numberValue(item, 'PhysicalUnitsXDirection') === CENTIMETRES && numberValue(item, 'PhysicalUnitsYDirection') === CENTIMETRES;
  // A negative delta says which way the axis runs; a pixel is as large either way.
  const [column, row] = (['PhysicalDeltaX', 'PhysicalDeltaY'] as const).map((keyword) => 10 * Math.abs(numberValue(item, keyword) ?? 0));
  const plausible = [row, column].every((size) => size >= LEAST_MM && size <= MOST_MM);
  return {
    dataType: shownBy[numberValue(item, 'RegionSpatialFormat') ?? TWO_DIMENSIONAL]?.(numberValue(item, 'RegionDataType') ?? 0) ?? 'other',
    x0, y0, x1, y1,
    inside: x0 >= 0 && y0 >= 0 && x1 <= columns && y1 <= rows,
    spacingMm: inCentimetres && plausible ? [row, column] : null,
  };
}

/** Time of each frame after the first, ms; null when the file states none. */
function readFrameTimes(dataSet: DataSet, numberOfFrames: number): readonly number[] | null {
  const steps = numberValues(dataSet, 'FrameTimeVector');
  if (steps.length === numberOfFrames && steps.every((step) => step !== null && step >= 0)) {
    let time = 0;
    return steps.map((step, i) => (time += i === 0 ? 0 : step!));
  }
  const rate = numberValue(dataSet, 'CineRate') ?? numberValue(dataSet, 'RecommendedDisplayFrameRate');
  const step = numberValue(dataSet, 'FrameTime') ?? (rate ? 1000 / rate : null);
  return step !== null && step > 0 ? Array.from({ length: numberOfFrames }, (_, i) => i * step) : null;
}

function readView(dataSet: DataSet): UltrasoundAcquisition['view'] {
  const code = sequenceItems(dataSet, 'ViewCodeSequence').map((item) => textValue(item, 'CodeValue'))[0];
  if (!code) return null;
  return (Object.keys(echoViewConcepts) as EchoViewConcept[]).find((view) => echoViewConcepts[view].value === code) ?? 'other';
}

/**
 * Reads what an ultrasound image says of its regions, their calibration and its time.
 * Source: DICOM PS3.3 sections C.8.5.5 (regions), C.7.6.5 (cine), C.8.5.6, C.7.6.4 (contrast).
 */
export function readUltrasoundAcquisition(dataSet: DataSet, { rows, columns, numberOfFrames }: { readonly rows: number; readonly columns: number; readonly numberOfFrames: number }): UltrasoundAcquisition {
  const heartRate = numberValue(dataSet, 'HeartRate');
  return {
    regions: sequenceItems(dataSet, 'SequenceOfUltrasoundRegions').flatMap((item) => readRegion(item, rows, columns) ?? []),
    frameTimesMs: readFrameTimes(dataSet, numberOfFrames),
    heartRate: heartRate !== null && heartRate > 0 ? heartRate : null,
    rWaveTimesMs: numberValues(dataSet, 'RWaveTimeVector').filter((time) => time !== null),
    view: readView(dataSet),
    protocol: textValue(dataSet, 'ProtocolName'),
    contrastAgent: textValue(dataSet, 'ContrastBolusAgent'),
  };
}
