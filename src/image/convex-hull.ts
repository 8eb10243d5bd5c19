type Point = readonly [number, number];

/**
 * The smallest convex polygon around points, each corner once.
 * @param points two numbers each, in any unit and order.
 * @returns the points themselves when there are fewer than three; those on a straight line of the border are left out.
 * @example convexHull([[0, 0], [2, 0], [1, 1], [2, 2], [0, 2]]) // [[0, 0], [2, 0], [2, 2], [0, 2]]
 * Source: monotone chain, Andrew, Inf Process Lett 1979;9:216.
 */
export function convexHull(points: readonly Point[]): readonly Point[] {
  if (points.length < 3) return points;
  const sorted = [...points].sort(([a, b], [c, d]) => a - c || b - d);
  const [forth, back] = [halfHull(sorted), halfHull(sorted.toReversed())];
  return [...forth.slice(0, -1), ...back.slice(0, -1)];
}

function halfHull(sorted: readonly Point[]): readonly Point[] {
  const hull: Point[] = [];
  for (const point of sorted) {
    while (hull.length > 1 && turn(hull[hull.length - 2], hull[hull.length - 1], point) <= 0) hull.pop();
    hull.push(point);
  }
  return hull;
}

function turn([a, b]: Point, [c, d]: Point, [e, f]: Point): number {
  return (c - a) * (f - b) - (d - b) * (e - a);
}

/** Area of a polygon, in the square of the unit of its points. */
export function polygonArea(points: readonly Point[]): number {
  return Math.abs(points.reduce((sum, [a, b], i) => {
    const [c, d] = points[(i + 1) % points.length];
    return sum + a * d - b * c;
  }, 0)) / 2;
}
