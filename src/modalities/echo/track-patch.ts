/** Brightness on a grid of square pixels, row-major. */
export interface GreyGrid {
  readonly rows: number;
  readonly columns: number;
  readonly grey: Float32Array;
}

/** How patches are followed, in pixels of the fine grid. */
export interface PatchSettings {
  /** Half the side of the patch. */
  readonly radius: number;
  /** As far as tissue may move between two frames. */
  readonly reach: number;
}

/** A frame at full and at half resolution. */
export interface TrackedFrame {
  readonly fine: GreyGrid;
  readonly coarse: GreyGrid;
}

/** Where a patch went, pixels. */
export interface PatchMotion {
  readonly down: number;
  readonly right: number;
  /** How alike it still is: correlation, 1 the same. */
  readonly alike: number;
  /** From the point to the middle of what the motion was read off: towards the brighter, richer side of the patch. */
  readonly middle: readonly [down: number, right: number];
}

const MOST_ITERATIONS = 6;
/** Pixels: a smaller step changes nothing that could be measured. */
const SMALL_STEP = 0.005;
/** A patch that strays farther from where the search found it has slid onto another pattern. */
const STRAY = 3;
/** Dark parts of a patch are blood, whose grains do not move with the wall: their least weight beside white. */
const LEAST_WEIGHT = 0.08;

/** Room for patches of one size, used again for each. */
interface Bench {
  readonly radius: number;
  readonly side: number;
  /** Falls off from the middle of the patch. */
  readonly bell: Float64Array;
  readonly wide: Float64Array;
  readonly grey: Float64Array;
  readonly weight: Float64Array;
  readonly slopeDown: Float64Array;
  readonly slopeRight: Float64Array;
  readonly other: Float64Array;
}

/** What of a patch does not change while it is sought. */
interface Held {
  readonly products: readonly [dd: number, dr: number, rr: number];
  readonly total: number;
  readonly mean: number;
  /** Sum of squares about the mean, weighted. */
  readonly spread: number;
  readonly middle: PatchMotion['middle'];
}

/** Finds where the patch about a point of one frame lies in another; null where it leaves the image or has no pattern. */
export type PatchTracker = (from: TrackedFrame, to: TrackedFrame, y: number, x: number) => PatchMotion | null;

/**
 * Makes a tracker of patches of one size. A patch is sought on the coarse grid, then by Gauss and Newton's method between
 * pixels on the fine one. Brightness may differ by a constant. Points are rows and columns of the fine grid, between pixels too.
 * Source: Baker and Matthews, Int J Comput Vis 2004;56:221 (inverse compositional alignment), translation only.
 */
export function patchTracker({ radius, reach }: PatchSettings): PatchTracker {
  const [coarse, fine] = [benchFor(Math.ceil(radius / 2)), benchFor(radius)];
  const searched = searchFor(coarse, Math.ceil(reach / 2));
  return (from, to, y, x) => {
    const held = holdPatch(coarse, from.coarse, y / 2, x / 2);
    const start = held && searchAround(searched, held, to.coarse, y / 2, x / 2);
    const finely = start && holdPatch(fine, from.fine, y, x);
    return finely && refined(fine, finely, to.fine, [y, x], [2 * start[0], 2 * start[1]], reach);
  };
}

function benchFor(radius: number): Bench {
  const side = 2 * radius + 1;
  const room = (): Float64Array => new Float64Array(side * side);
  const bell = room().map((_, i) => Math.exp((-1.5 * ((Math.floor(i / side) - radius) ** 2 + ((i % side) - radius) ** 2)) / (radius * radius)));
  return { radius, side, bell, wide: new Float64Array((side + 2) ** 2), grey: room(), weight: room(), slopeDown: room(), slopeRight: room(), other: room() };
}

function holds({ rows, columns }: GreyGrid, y: number, x: number, margin: number): boolean {
  return y >= margin && x >= margin && y < rows - 1 - margin && x < columns - 1 - margin;
}

/** Reads the square about a point, between pixels. The share of the way between them is the same for all. */
function cut({ columns, grey }: GreyGrid, y: number, x: number, radius: number, into: Float64Array): void {
  const [r, c] = [Math.floor(y), Math.floor(x)];
  const [v, u] = [y - r, x - c];
  const side = 2 * radius + 1;
  for (let i = 0; i < side; i++) {
    const at = (r - radius + i) * columns + c - radius;
    let left = grey[at] + v * (grey[at + columns] - grey[at]);
    for (let k = 0; k < side; k++) {
      const upper = grey[at + k + 1];
      const right = upper + v * (grey[at + columns + k + 1] - upper);
      into[i * side + k] = left + u * (right - left);
      left = right;
    }
  }
}

/** Takes the patch about a point up: its brightness, weights and slopes. */
function holdPatch(bench: Bench, grid: GreyGrid, y: number, x: number): Held | null {
  const { radius, side, bell, wide, grey, weight, slopeDown, slopeRight } = bench;
  if (!holds(grid, y, x, radius + 2)) return null;
  cut(grid, y, x, radius + 1, wide);
  let [dd, dr, rr, sum, total, squares, middleDown, middleRight] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < side; i++) {
    for (let k = 0; k < side; k++) {
      const [at, from] = [i * side + k, (i + 1) * (side + 2) + k + 1];
      const value = wide[from];
      const w = bell[at] * (LEAST_WEIGHT + value / 255);
      const [down, right] = [(wide[from + side + 2] - wide[from - side - 2]) / 2, (wide[from + 1] - wide[from - 1]) / 2];
      grey[at] = value;
      weight[at] = w;
      slopeDown[at] = down;
      slopeRight[at] = right;
      dd += w * down * down;
      dr += w * down * right;
      rr += w * right * right;
      const steep = w * (down * down + right * right);
      middleDown += steep * (i - radius);
      middleRight += steep * (k - radius);
      sum += w * value;
      squares += w * value * value;
      total += w;
    }
  }
  const patterned = dd * rr - dr * dr > 1e-6 * total * total;
  return patterned ? { products: [dd, dr, rr], total, mean: sum / total, spread: squares - (sum * sum) / total, middle: [middleDown / (dd + rr), middleRight / (dd + rr)] } : null;
}

/** A patch with room for all that lies about it. */
interface SearchBench {
  readonly bench: Bench;
  readonly reach: number;
  readonly around: Float64Array;
}

function searchFor(bench: Bench, reach: number): SearchBench {
  return { bench, reach, around: new Float64Array((bench.side + 2 * reach) ** 2) };
}

/** The whole number of coarse pixels at which the patches are most alike; null where none holds the patch. */
function searchAround({ bench, reach, around }: SearchBench, held: Held, grid: GreyGrid, y: number, x: number): readonly [number, number] | null {
  const { radius, side } = bench;
  const width = side + 2 * reach;
  // The way between pixels is the same wherever the patch is tried: all is read once. What lies outside of the grid is not used.
  cut(grid, y, x, radius + reach, around);
  let [best, down, right] = [-Infinity, 0, 0];
  for (let v = -reach; v <= reach; v++) {
    for (let u = -reach; u <= reach; u++) {
      if (v * v + u * u > reach * reach || !holds(grid, y + v, x + u, radius + 1)) continue;
      const alike = likeness(bench, held, around, (reach + v) * width + reach + u, width);
      if (alike > best) [best, down, right] = [alike, v, u];
    }
  }
  return best === -Infinity ? null : [down, right];
}

/** Weighted correlation of the patch held with another. @param values in which the other lies, from an index on, in rows of a width. */
function likeness({ side, grey, weight }: Bench, { total, mean, spread }: Held, values: Float64Array, from: number, width: number): number {
  let [sum, squares, both] = [0, 0, 0];
  for (let i = 0; i < side; i++) {
    for (let k = 0; k < side; k++) {
      const at = i * side + k;
      const value = values[from + i * width + k];
      const w = weight[at] * value;
      sum += w;
      squares += w * value;
      both += w * (grey[at] - mean);
    }
  }
  return both / Math.sqrt(Math.max(1e-9, spread * (squares - (sum * sum) / total)));
}

function refined(bench: Bench, held: Held, grid: GreyGrid, [y, x]: readonly [number, number], [startDown, startRight]: readonly [number, number], reach: number): PatchMotion | null {
  const [dd, dr, rr] = held.products;
  const determinant = dd * rr - dr * dr;
  let [down, right] = [startDown, startRight];
  for (let i = 0; i < MOST_ITERATIONS; i++) {
    if (!holds(grid, y + down, x + right, bench.radius + 1)) return null;
    cut(grid, y + down, x + right, bench.radius, bench.other);
    const [gd, gr] = pull(bench, held);
    const [stepDown, stepRight] = [(rr * gd - dr * gr) / determinant, (dd * gr - dr * gd) / determinant];
    down += stepDown;
    right += stepRight;
    if (Math.hypot(down - startDown, right - startRight) > STRAY || Math.hypot(down, right) > reach + STRAY) return null;
    if (Math.hypot(stepDown, stepRight) < SMALL_STEP) break;
  }
  return { down, right, alike: likeness(bench, held, bench.other, 0, bench.side), middle: held.middle };
}

/** Slopes of the patch times what is left between it and the one last cut, less the mean of that. */
function pull({ grey, weight, slopeDown, slopeRight, other }: Bench, { total }: Held): readonly [number, number] {
  let [rest, gd, gr, d, r] = [0, 0, 0, 0, 0];
  for (let i = 0; i < grey.length; i++) {
    const w = weight[i];
    const left = w * (grey[i] - other[i]);
    rest += left;
    gd += slopeDown[i] * left;
    gr += slopeRight[i] * left;
    d += w * slopeDown[i];
    r += w * slopeRight[i];
  }
  return [gd - (rest / total) * d, gr - (rest / total) * r];
}
