/** A rotating gamma camera with a parallel-hole collimator. Lengths in mm. */
export interface RotatingCamera {
  /** System resolution (full width at half maximum) at the collimator face and its growth per mm of distance. */
  readonly fwhmAtFaceMm: number;
  readonly fwhmPerMm: number;
  /** Room between body and collimator, whose orbit follows the body. */
  readonly gapMm: number;
}

/** What a projector knows of the patient: attenuation per mm, in the order of `toSliceColumns`, and which columns hold any. */
export interface AttenuationColumns {
  readonly perMm: Float32Array;
  /** 1 where a column of slices lies in the body. */
  readonly inBody: Uint8Array;
}

/** How a projection is computed; without a camera rays stay sharp, without attenuation nothing is lost on the way. */
export interface Projector {
  readonly size: number;
  readonly slices: number;
  readonly spacingMm: number;
  /** Column and row, in fractions, about which the camera turns. */
  readonly axis: readonly [column: number, row: number];
  readonly attenuation: AttenuationColumns;
  readonly attenuates: boolean;
  readonly camera: RotatingCamera | null;
}

const FWHM_PER_SIGMA = 2.3548;
/** Largest variance one three-point pass adds while it stays close to a Gaussian, pixels squared. */
const PASS_VARIANCE = 0.4;
/** Blur of a detector image reaches so many pixels beyond the body's shadow. */
const BLUR_MARGIN = 10;
/** What attenuates less is no body, per mm. */
const ALMOST_AIR = 1e-3;

/**
 * Attenuation prepared for projectors: what attenuates is the body, and what lies within a margin of it.
 * @param size pixels a side of a slice. @param margin pixels.
 */
export function attenuationColumns(perMm: Float32Array, size: number, margin: number): AttenuationColumns {
  const slices = perMm.length / size ** 2;
  const inBody = new Uint8Array(size ** 2);
  for (let column = 0; column < inBody.length; column++) {
    if (!perMm.subarray(column * slices, (column + 1) * slices).some((value) => value > ALMOST_AIR)) continue;
    const [row, at] = [Math.floor(column / size), column % size];
    for (let r = Math.max(0, row - margin); r <= Math.min(size - 1, row + margin); r++) {
      inBody.fill(1, r * size + Math.max(0, at - margin), r * size + Math.min(size - 1, at + margin) + 1);
    }
  }
  return { perMm, inBody };
}

/**
 * The body as the camera sees it from one angle: the places of the turned grid that lie in the body, from near to far.
 * Made once an angle and used in every iteration.
 */
export interface View {
  readonly projector: Projector;
  /** Per place: the pixel of the grid at its corner, its place along the detector, and the shares of the four neighbours. */
  readonly corner: Int32Array;
  readonly place: Int32Array;
  readonly shares: Float32Array;
  /** Places of depth d are those from `starts[d]` to before `starts[d + 1]`. */
  readonly starts: Int32Array;
  readonly depths: readonly [nearest: number, farthest: number];
  readonly places: readonly [first: number, last: number];
  /** Share of rays that passes half of a voxel: a column of slices per place; empty without attenuation. */
  readonly through: Float32Array;
}

/** Turns the grid for a camera at an angle: 0 is in front of the patient, growing towards the patient's left. */
export function viewAt(projector: Projector, angle: number): View {
  const { size, slices, axis, attenuation: { inBody }, attenuates } = projector;
  const [corner, place, shares, starts] = [[] as number[], [] as number[], [] as number[], new Int32Array(size + 1)];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const middle = (size - 1) / 2;
  const [depths, places] = [[size, -1], [size, -1]] as [[number, number], [number, number]];
  for (let d = 0; d < size; d++) {
    starts[d] = corner.length;
    for (let u = 0; u < size; u++) {
      // Rays run from the camera into the patient: depth grows away from it.
      const x = axis[0] + (u - middle) * cos - (d - middle) * sin;
      const y = axis[1] + (u - middle) * sin + (d - middle) * cos;
      const [x0, y0] = [Math.floor(x), Math.floor(y)];
      if (x0 < 0 || y0 < 0 || x0 + 1 >= size || y0 + 1 >= size) continue;
      const first = y0 * size + x0;
      if (!(inBody[first] | inBody[first + 1] | inBody[first + size] | inBody[first + size + 1])) continue;
      const [fx, fy] = [x - x0, y - y0];
      corner.push(first);
      place.push(u);
      shares.push((1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy);
      extend(depths, d);
      extend(places, u);
    }
  }
  starts[size] = corner.length;
  const view = { projector, corner: Int32Array.from(corner), place: Int32Array.from(place), shares: Float32Array.from(shares), starts, depths, places };
  return { ...view, through: attenuates ? passing(view, slices) : new Float32Array(0) };
}

function extend(range: [number, number], value: number): void {
  if (value < range[0]) range[0] = value;
  if (value > range[1]) range[1] = value;
}

function passing({ projector: { size, spacingMm, attenuation: { perMm } }, corner, shares }: Omit<View, 'through'>, slices: number): Float32Array {
  const through = new Float32Array(corner.length * slices);
  for (let p = 0; p < corner.length; p++) {
    const a = corner[p] * slices;
    const [b, c] = [a + slices, a + size * slices];
    const e = c + slices;
    const [w0, w1, w2, w3] = shares.subarray(4 * p, 4 * p + 4);
    for (let k = 0; k < slices; k++) through[p * slices + k] = Math.exp(-0.5 * spacingMm * (w0 * perMm[a + k] + w1 * perMm[b + k] + w2 * perMm[c + k] + w3 * perMm[e + k]));
  }
  return through;
}

/** Variance that resolution adds between a depth and the next nearer one, pixels squared. */
function addedVariance(camera: RotatingCamera, nearest: number, depth: number, spacingMm: number): number {
  const variance = (step: number) => ((camera.fwhmAtFaceMm + camera.fwhmPerMm * (camera.gapMm + (step + 0.5) * spacingMm)) / FWHM_PER_SIGMA) ** 2;
  const here = variance(depth - nearest);
  return (depth === nearest ? here : here - variance(depth - nearest - 1)) / spacingMm ** 2;
}

/**
 * Projects values onto the detector.
 * @param values in the order of `toSliceColumns`.
 * @param into size * slices, index = place * slices + slice; sums of value times mm of ray.
 */
export function project(view: View, values: Float32Array, into: Float32Array): void {
  const { projector: { size, slices, spacingMm, attenuates, camera }, corner, place, shares, starts, depths, places, through } = view;
  const spare = new Float32Array(into.length);
  into.fill(0);
  for (let d = depths[1]; d >= depths[0]; d--) {
    for (let p = starts[d]; p < starts[d + 1]; p++) {
      const a = corner[p] * slices;
      const [b, c, w] = [a + slices, a + size * slices, 4 * p];
      const e = c + slices;
      const [w0, w1, w2, w3] = [shares[w] * spacingMm, shares[w + 1] * spacingMm, shares[w + 2] * spacingMm, shares[w + 3] * spacingMm];
      const [to, passes] = [place[p] * slices, p * slices];
      for (let k = 0; k < slices; k++) {
        const value = w0 * values[a + k] + w1 * values[b + k] + w2 * values[c + k] + w3 * values[e + k];
        const share = attenuates ? through[passes + k] : 1;
        into[to + k] = (into[to + k] * share + value) * share;
      }
    }
    if (camera) blurDetector(into, spare, places, size, slices, addedVariance(camera, depths[0], d, spacingMm));
  }
}

/**
 * Adds what a detector image says of each voxel: the transpose of `project`.
 * @param image size * slices; is used up.
 */
export function backProject(view: View, image: Float32Array, into: Float32Array): void {
  const { projector: { size, slices, spacingMm, attenuates, camera }, corner, place, shares, starts, depths, places, through } = view;
  const spare = new Float32Array(image.length);
  for (let d = depths[0]; d <= depths[1]; d++) {
    if (camera) blurDetector(image, spare, places, size, slices, addedVariance(camera, depths[0], d, spacingMm));
    for (let p = starts[d]; p < starts[d + 1]; p++) {
      const a = corner[p] * slices;
      const [b, c, w] = [a + slices, a + size * slices, 4 * p];
      const e = c + slices;
      const [w0, w1, w2, w3] = [shares[w] * spacingMm, shares[w + 1] * spacingMm, shares[w + 2] * spacingMm, shares[w + 3] * spacingMm];
      const [from, passes] = [place[p] * slices, p * slices];
      for (let k = 0; k < slices; k++) {
        const share = attenuates ? through[passes + k] : 1;
        const seen = image[from + k] * share;
        image[from + k] = seen * share;
        into[a + k] += w0 * seen;
        into[b + k] += w1 * seen;
        into[c + k] += w2 * seen;
        into[e + k] += w3 * seen;
      }
    }
  }
}

/**
 * Gaussian blur of a detector image by three-point passes, exact in variance (pixels squared), in place. The kernel is
 * symmetric, so it is its own transpose.
 */
function blurDetector(image: Float32Array, spare: Float32Array, [from, to]: readonly [number, number], size: number, slices: number, variance: number): void {
  const passes = Math.max(1, Math.ceil(variance / PASS_VARIANCE));
  const side = variance / passes / 2;
  const centre = 1 - 2 * side;
  const [first, last] = [Math.max(1, from - BLUR_MARGIN), Math.min(size - 2, to + BLUR_MARGIN)];
  for (let pass = 0; pass < passes; pass++) {
    for (let u = first - 1; u <= last + 1; u++) {
      const row = u * slices;
      spare[row] = centre * image[row] + side * (image[row] + image[row + 1]);
      for (let i = row + 1; i < row + slices - 1; i++) spare[i] = centre * image[i] + side * (image[i - 1] + image[i + 1]);
      spare[row + slices - 1] = centre * image[row + slices - 1] + side * (image[row + slices - 1] + image[row + slices - 2]);
    }
    for (let u = first; u <= last; u++) {
      const row = u * slices;
      for (let i = row; i < row + slices; i++) image[i] = centre * spare[i] + side * (spare[i - slices] + spare[i + slices]);
    }
  }
}
