import type { DataSet } from './data-set.ts';
import { numberValues, sequenceItems, textValue } from './element-values.ts';
import type { FrameRegistration } from './study.ts';

/** Rows of a rigid matrix are of length 1 and at right angles, to the digits that are written. */
const TOLERANCE = 1e-3;

/**
 * Reads which frames of reference a registration object lays on its own, by shift and turn. Registrations that scale or bend are left out.
 * @throws AmyloscopeError when one of its sequences is damaged.
 * Source: DICOM PS3.3 section C.20.2.
 */
export function readRegistrations(dataSet: DataSet): readonly FrameRegistration[] {
  const to = textValue(dataSet, 'FrameOfReferenceUID');
  if (!to) return [];
  return sequenceItems(dataSet, 'RegistrationSequence').flatMap((item): FrameRegistration[] => {
    const from = textValue(item, 'FrameOfReferenceUID');
    const matrices = sequenceItems(item, 'MatrixRegistrationSequence').flatMap((one) => sequenceItems(one, 'MatrixSequence'));
    const matrix = matrices.length === 1 && textValue(matrices[0], 'FrameOfReferenceTransformationMatrixType') === 'RIGID' ? rigid(numberValues(matrices[0], 'FrameOfReferenceTransformationMatrix')) : null;
    return from && matrix ? [{ from, to, ...matrix }] : [];
  });
}

/** Rows of the turn, and the shift, of a matrix of four by four; null when it is none that keeps lengths and sense. */
function rigid(values: readonly (number | null)[]): Pick<FrameRegistration, 'turn' | 'shiftMm'> | null {
  if (values.length !== 16 || values.includes(null)) return null;
  const [a, b, c, x, d, e, f, y, g, h, i, z] = values as readonly number[];
  const dots = [a * a + b * b + c * c - 1, d * d + e * e + f * f - 1, g * g + h * h + i * i - 1, a * d + b * e + c * f, a * g + b * h + c * i, d * g + e * h + f * i];
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (dots.some((value) => Math.abs(value) > TOLERANCE) || determinant < 0) return null;
  return { turn: [[a, b, c], [d, e, f], [g, h, i]], shiftMm: [x, y, z] };
}
