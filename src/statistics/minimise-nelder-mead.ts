const mostSteps = 4000;

interface Vertex {
  readonly point: readonly number[];
  readonly value: number;
}

/**
 * Point where a function of a few variables is least, without derivatives (Nelder-Mead), restarted once from its result.
 * @param target any function without NaN; infinite values mark forbidden points.
 * @param start where to begin; the first steps are `step` long in each direction.
 * @param tolerance relative difference of the values, over the last simplex, at which the search stops.
 * @example minimiseNelderMead(([x]) => (x - 2) ** 2, [0], 1) // { point: [2], value: 0 }
 * Source: Nelder and Mead, Comput J 1965;7:308, doi 10.1093/comjnl/7.4.308.
 */
export function minimiseNelderMead(target: (point: readonly number[]) => number, start: readonly number[], step: number, tolerance = 1e-11): Vertex {
  const first = descend(target, start, step, tolerance);
  return descend(target, first.point, step / 10, tolerance);
}

function descend(target: (point: readonly number[]) => number, start: readonly number[], step: number, tolerance: number): Vertex {
  const vertex = (point: readonly number[]): Vertex => ({ point, value: target(point) });
  let simplex = [vertex(start), ...start.map((value, i) => vertex(start.with(i, value + step)))];
  for (let count = 0; count < mostSteps; count++) {
    simplex.sort((a, b) => a.value - b.value);
    const [best, worst] = [simplex[0], simplex[simplex.length - 1]];
    if (isSmall(simplex, tolerance)) return best;
    const others = simplex.slice(0, -1);
    const centre = start.map((_, i) => others.reduce((total, { point }) => total + point[i], 0) / others.length);
    const along = (factor: number): Vertex => vertex(centre.map((value, i) => value + factor * (worst.point[i] - value)));
    const replacement = better(along, best, others[others.length - 1], worst);
    simplex = replacement ? [...others, replacement] : [best, ...simplex.slice(1).map(({ point }) => vertex(point.map((value, i) => (value + best.point[i]) / 2)))];
  }
  return simplex.reduce((a, b) => (b.value < a.value ? b : a));
}

function better(along: (factor: number) => Vertex, best: Vertex, secondWorst: Vertex, worst: Vertex): Vertex | null {
  const reflected = along(-1);
  if (reflected.value < best.value) {
    const expanded = along(-2);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < secondWorst.value) return reflected;
  const contracted = reflected.value < worst.value ? along(-0.5) : along(0.5);
  return contracted.value < Math.min(reflected.value, worst.value) ? contracted : null;
}

function isSmall(simplex: readonly Vertex[], tolerance: number): boolean {
  const [best, worst] = [simplex[0], simplex[simplex.length - 1]];
  const size = Math.max(...simplex.map(({ point }) => Math.max(...point.map((value, i) => Math.abs(value - best.point[i])))));
  const scale = 1 + Math.max(...best.point.map(Math.abs));
  // Near its least value a function rises with the square of the distance, so points settle no closer than this root.
  return worst.value - best.value <= tolerance * (1 + Math.abs(best.value)) && size <= Math.sqrt(tolerance) * scale;
}
