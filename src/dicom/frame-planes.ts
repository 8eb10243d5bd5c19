import { cross, dot, length, plus, times, type Vector } from '../image/vector.ts';
import type { DataSet } from './data-set.ts';
import { numberValue, numberValues, sequenceItems } from './element-values.ts';
import type { ImageShape } from './image-shape.ts';
import type { FramePlane } from './study.ts';
import type { Keyword } from './tags.ts';

/** Direction cosines are written with few digits; beyond this they are no directions. */
const DIRECTION_TOLERANCE = 0.01;

interface Directions {
  readonly rowDirection: Vector;
  readonly columnDirection: Vector;
}

function threeNumbers(dataSet: DataSet, keyword: Keyword): Vector | null {
  const values = numberValues(dataSet, keyword);
  return values.length === 3 && values.every((value) => value !== null) ? (values as unknown as Vector) : null;
}

function directionsOf(dataSet: DataSet): Directions | null {
  const values = numberValues(dataSet, 'ImageOrientationPatient');
  if (values.length !== 6 || values.some((value) => value === null)) return null;
  const [a, b, c, x, y, z] = values as readonly number[];
  const [row, column]: [Vector, Vector] = [[a, b, c], [x, y, z]];
  const right = Math.abs(length(row) - 1) < DIRECTION_TOLERANCE && Math.abs(length(column) - 1) < DIRECTION_TOLERANCE && Math.abs(dot(row, column)) < DIRECTION_TOLERANCE;
  return right ? { rowDirection: times(row, 1 / length(row)), columnDirection: times(column, 1 / length(column)) } : null;
}

/** The first item of a sequence inside a functional group. */
function inGroup(group: DataSet | undefined, keyword: Keyword): DataSet | null {
  return (group && sequenceItems(group, keyword)[0]) ?? null;
}

/** Enhanced objects state the plane of each frame, or once for all. Source: DICOM PS3.3 sections C.7.6.16.2.3 and C.7.6.16.2.4. */
function planesOfGroups(dataSet: DataSet, frames: number): readonly FramePlane[] | null {
  const [shared] = sequenceItems(dataSet, 'SharedFunctionalGroupsSequence');
  const groups = sequenceItems(dataSet, 'PerFrameFunctionalGroupsSequence');
  if (groups.length !== frames) return null;
  const planes = groups.map((group) => {
    const placed = inGroup(group, 'PlanePositionSequence') ?? inGroup(shared, 'PlanePositionSequence');
    const turned = inGroup(group, 'PlaneOrientationSequence') ?? inGroup(shared, 'PlaneOrientationSequence');
    return placed && turned ? planeOf(threeNumbers(placed, 'ImagePositionPatient'), directionsOf(turned)) : null;
  });
  return complete(planes);
}

/**
 * A reconstructed tomogram of nuclear medicine states the plane of its first slice in the first detector, and where the
 * others lie by the spacing between slices: behind the first when positive, in front of it when negative.
 * Source: DICOM PS3.3 sections C.8.4.11 and C.8.4.15.
 */
function planesOfTomogram(dataSet: DataSet, frames: number): readonly FramePlane[] | null {
  const [detector] = sequenceItems(dataSet, 'DetectorInformationSequence');
  const holder = [detector, dataSet].find((one) => one && directionsOf(one));
  const directions = holder ? directionsOf(holder) : null;
  const first = [holder, dataSet].map((one) => (one ? threeNumbers(one, 'ImagePositionPatient') : null)).find((position) => position !== null) ?? null;
  const step = numberValue(dataSet, 'SpacingBetweenSlices') ?? numberValue(dataSet, 'SliceThickness');
  if (!directions || !first || !step) return null;
  const normal = cross(directions.rowDirection, directions.columnDirection);
  const stated = numberValues(dataSet, 'SliceVector');
  return Array.from({ length: frames }, (_, i) => {
    const slice = (stated.length === frames ? stated[i] : null) ?? i + 1;
    return { ...directions, position: plus(first, times(normal, (slice - 1) * step)) };
  });
}

function planeOf(position: Vector | null, directions: Directions | null): FramePlane | null {
  return position && directions ? { position, ...directions } : null;
}

function complete(planes: readonly (FramePlane | null)[]): readonly FramePlane[] | null {
  const held = planes.filter((plane) => plane !== null);
  return held.length === planes.length ? held : null;
}

/**
 * Reads where each frame lies in the patient.
 * @returns one plane per frame; null when the file does not say it of every frame, or says what is no direction.
 * @throws AmyloscopeError when one of its sequences is damaged.
 */
export function readFramePlanes(dataSet: DataSet, { numberOfFrames }: ImageShape, modality: string): readonly FramePlane[] | null {
  const enhanced = planesOfGroups(dataSet, numberOfFrames);
  if (enhanced) return enhanced;
  if (modality === 'NM') return planesOfTomogram(dataSet, numberOfFrames);
  return numberOfFrames === 1 ? complete([planeOf(threeNumbers(dataSet, 'ImagePositionPatient'), directionsOf(dataSet))]) : null;
}
