/** One segment of a bull's-eye on a disc of radius 1: from where to where, counter-clockwise from the right, radians. */
export interface SegmentShape {
  readonly inner: number;
  readonly outer: number;
  readonly from: number;
  readonly to: number;
}

const degrees = Math.PI / 180;
/** Anterior is up and the septum at the left, as the American Heart Association draws it. */
const SIXTH = 60;
const QUARTER = 90;

function ring(count: 4 | 6, inner: number, outer: number): readonly SegmentShape[] {
  const width = count === 6 ? SIXTH : QUARTER;
  return Array.from({ length: count }, (_, i) => {
    const from = 90 - width / 2 + i * width;
    return { inner, outer, from: from * degrees, to: (from + width) * degrees };
  });
}

/**
 * Where the segments of a bull's-eye lie, in the order of their numbers.
 * @param count 17: an apex of four segments and a cap; 18: an apex of six without one.
 * Source: Cerqueira et al., Circulation 2002;105:539; Lang et al., J Am Soc Echocardiogr 2015;28:1.
 */
export function bullsEyeShape(count: number): readonly SegmentShape[] {
  if (count === 17) return [...ring(6, 0.75, 1), ...ring(6, 0.5, 0.75), ...ring(4, 0.25, 0.5), { inner: 0, outer: 0.25, from: 0, to: 2 * Math.PI }];
  return [...ring(6, 0.7, 1), ...ring(6, 0.38, 0.7), ...ring(6, 0, 0.38)];
}
