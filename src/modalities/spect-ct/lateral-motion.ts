import type { Pixels } from '../../dicom/study.ts';

/** A sudden shift of the patient across the table during the acquisition. */
export interface LateralStep {
  /** As one detector saw it, towards the last column: the patient moved by so much or more, mm. */
  readonly mm: number;
  /** The projection, counted from 0 within its detector and rotation, before which it happened. */
  readonly projection: number;
  /** Size of the step in standard errors: how surely it is one. */
  readonly surety: number;
}

/** Projections on each side that the course is fitted to; a step nearer to either end is not seen. */
const BESIDE = 5;
/** The middle of the counts wanders by so much without a step, mm, however well the course fits. */
const LEAST_SCATTER_MM = 0.5;

/**
 * Finds the surest sudden shift across the table among the projections of one detector and rotation. As the camera turns, the middle
 * of the counts follows a smooth course, whatever the angles are: a cubic over ten projections. A step in it is held against how far the
 * projections scatter about that course. Slow creep is part of the course and not seen.
 *
 * @param projections counts, all of one size, in the order of acquisition; rows run along the table.
 * @param columnMm distance of two columns.
 * @returns null of fewer than ten projections, or where one is empty.
 */
export function surestLateralStep(projections: readonly Pixels[], columnMm: number): LateralStep | null {
  const middles = projections.map((one) => middleColumn(one) * columnMm);
  if (middles.some(Number.isNaN)) return null;
  let surest: LateralStep | null = null;
  for (let at = BESIDE; at + BESIDE <= middles.length; at++) {
    const step = stepBetween(middles.slice(at - BESIDE, at + BESIDE));
    if (!surest || step.surety > surest.surety) surest = { ...step, projection: at };
  }
  return surest;
}

/** Centre of mass of the counts, in columns; NaN of an empty projection. */
function middleColumn({ rows, columns, values }: Pixels): number {
  let [counts, moment] = [0, 0];
  for (let at = 0; at < rows * columns; at++) {
    counts += values[at];
    moment += values[at] * (at % columns);
  }
  return moment / counts;
}

/** Constant, linear, square and cubic course over the projections beside a place, then the step there: made orthonormal, in this order. */
const places = Array.from({ length: 2 * BESIDE }, (_, i) => (i - BESIDE + 0.5) / BESIDE);
const step = places.map((place) => (place < 0 ? -0.5 : 0.5));
const course = [0, 1, 2, 3].reduce<readonly (readonly number[])[]>((basis, power) => [...basis, normalised(beside(basis, places.map((place) => place ** power)))], []);
const stepBeside = beside(course, step);
const stepLength = Math.sqrt(product(stepBeside, stepBeside));

/** Least squares of course and step. */
function stepBetween(middles: readonly number[]): Omit<LateralStep, 'projection'> {
  const rest = beside(course, middles);
  const height = product(stepBeside, rest) / stepLength;
  const scatter = Math.sqrt(Math.max(0, product(rest, rest) - height ** 2) / (places.length - course.length - 1) + LEAST_SCATTER_MM ** 2);
  return { mm: height / stepLength, surety: Math.abs(height) / scatter };
}

/** What of a vector the basis does not hold. */
function beside(basis: readonly (readonly number[])[], vector: readonly number[]): readonly number[] {
  return basis.reduce((rest, one) => { const share = product(one, rest); return rest.map((value, i) => value - share * one[i]); }, vector);
}

function normalised(vector: readonly number[]): readonly number[] {
  const size = Math.sqrt(product(vector, vector));
  return vector.map((value) => value / size);
}

function product(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, i) => sum + value * other[i], 0);
}
