import type { VoxelBody } from './voxel-body.ts';

/** A planar gamma camera with a parallel-hole collimator. Lengths in mm. */
export interface GammaCamera {
  /** System resolution (full width at half maximum) at the collimator face and its growth per mm of distance. */
  readonly fwhmAtFaceMm: number;
  readonly fwhmPerMm: number;
  readonly gapAnteriorMm: number;
  readonly gapPosteriorMm: number;
  /** Scattered counts in the energy window as a share of the primary ones, and the reach of their blur. */
  readonly scatterShare: number;
  readonly scatterSigmaMm: number;
  /** Share of a very hot source that leaks through septa into a six-armed star. */
  readonly septalLeak: number;
}

export interface Projection {
  readonly rows: number;
  readonly columns: number;
  readonly pixelSpacingMm: number;
  /** Expected relative counts, row-major. Anterior as seen from the front: columns grow to the patient's left. */
  readonly anterior: Float32Array;
  /** Posterior in the same orientation as anterior (not yet mirrored as a camera at the back shows it). */
  readonly posterior: Float32Array;
}

const FWHM_PER_SIGMA = 2.3548;

/** Images the activity of a body without noise: attenuation, depth-dependent blur, scatter, septal leak. */
export function projectPlanar(body: VoxelBody, camera: GammaCamera): Projection {
  const view = (fromFront: boolean) => withScatter(primaryCounts(body, camera, fromFront), body, camera);
  return { rows: body.rows, columns: body.columns, pixelSpacingMm: body.pixelSpacingMm, anterior: view(true), posterior: view(false) };
}

/** Marches from the far side to the camera: what is behind is blurred a little more and attenuated at each plane. */
function primaryCounts(body: VoxelBody, camera: GammaCamera, fromFront: boolean): Float32Array {
  const { planes, rows, columns, planeSpacingMm } = body;
  const size = rows * columns;
  const image = new Float32Array(size);
  const spare = new Float32Array(size);
  const gap = fromFront ? camera.gapAnteriorMm : camera.gapPosteriorMm;
  const variance = (distance: number) => ((camera.fwhmAtFaceMm + camera.fwhmPerMm * distance) / FWHM_PER_SIGMA) ** 2;
  for (let step = planes - 1; step >= 0; step--) {
    const plane = fromFront ? step : planes - 1 - step;
    const offset = plane * size;
    for (let i = 0; i < size; i++) {
      const attenuation = body.attenuationPerMm[offset + i];
      const activity = body.activity[offset + i];
      if (attenuation === 0 && activity === 0) continue;
      const half = Math.exp(-0.5 * attenuation * planeSpacingMm);
      image[i] = (image[i] * half + activity * planeSpacingMm) * half;
    }
    const distance = gap + (step + 0.5) * planeSpacingMm;
    const added = step > 0 ? variance(distance) - variance(distance - planeSpacingMm) : variance(distance);
    blurByVariance(image, spare, rows, columns, added / body.pixelSpacingMm ** 2);
  }
  return image;
}

/** Gaussian blur by repeated three-point kernels, exact in variance (pixels squared). In place; edges lose counts outside. */
export function blurByVariance(image: Float32Array, spare: Float32Array, rows: number, columns: number, variance: number): void {
  const passes = Math.max(1, Math.ceil(variance / 0.4));
  const side = variance / passes / 2;
  const centre = 1 - 2 * side;
  for (let pass = 0; pass < passes; pass++) {
    for (let r = 0; r < rows; r++) {
      const row = r * columns;
      spare[row] = centre * image[row] + side * image[row + 1];
      for (let i = row + 1; i < row + columns - 1; i++) spare[i] = centre * image[i] + side * (image[i - 1] + image[i + 1]);
      spare[row + columns - 1] = centre * image[row + columns - 1] + side * image[row + columns - 2];
    }
    const last = (rows - 1) * columns;
    for (let c = 0; c < columns; c++) {
      image[c] = centre * spare[c] + side * spare[c + columns];
      image[last + c] = centre * spare[last + c] + side * spare[last + c - columns];
    }
    for (let i = columns; i < last; i++) image[i] = centre * spare[i] + side * (spare[i - columns] + spare[i + columns]);
  }
}

/** Adds scatter (a wide blur of the primary counts, computed on a four times coarser grid) and septal stars. */
function withScatter(primary: Float32Array, body: VoxelBody, camera: GammaCamera): Float32Array {
  const { rows, columns } = body;
  const factor = 4;
  const [coarseRows, coarseColumns] = [Math.ceil(rows / factor), Math.ceil(columns / factor)];
  const coarse = new Float32Array(coarseRows * coarseColumns);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) coarse[Math.floor(r / factor) * coarseColumns + Math.floor(c / factor)] += primary[r * columns + c] / factor ** 2;
  blurByVariance(coarse, new Float32Array(coarse.length), coarseRows, coarseColumns, (camera.scatterSigmaMm / (factor * body.pixelSpacingMm)) ** 2);
  const out = new Float32Array(primary.length);
  for (let r = 0; r < rows; r++) {
    const y = Math.min(coarseRows - 1.001, Math.max(0, (r + 0.5) / factor - 0.5));
    const y0 = Math.floor(y);
    for (let c = 0; c < columns; c++) {
      const x = Math.min(coarseColumns - 1.001, Math.max(0, (c + 0.5) / factor - 0.5));
      const x0 = Math.floor(x);
      const i = y0 * coarseColumns + x0;
      const top = coarse[i] + (x - x0) * (coarse[i + 1] - coarse[i]);
      const bottom = coarse[i + coarseColumns] + (x - x0) * (coarse[i + coarseColumns + 1] - coarse[i + coarseColumns]);
      out[r * columns + c] = primary[r * columns + c] + camera.scatterShare * (top + (y - y0) * (bottom - top));
    }
  }
  if (camera.septalLeak > 0) addStars(out, primary, rows, columns, camera.septalLeak);
  return out;
}

/** Six arms at 60 degrees around pixels 40 times hotter than the mean of the body, fading with distance. */
function addStars(out: Float32Array, primary: Float32Array, rows: number, columns: number, leak: number): void {
  let sum = 0;
  let inside = 0;
  for (const value of primary) if (value > 0) { sum += value; inside++; }
  const hot = (40 * sum) / Math.max(1, inside);
  for (let i = 0; i < primary.length; i++) {
    if (primary[i] < hot) continue;
    for (let arm = 0; arm < 6; arm++) {
      for (let step = 3; step < 40; step++) {
        const r = Math.floor(i / columns) + Math.round(step * Math.sin((arm * Math.PI) / 3));
        const c = (i % columns) + Math.round(step * Math.cos((arm * Math.PI) / 3));
        if (r >= 0 && r < rows && c >= 0 && c < columns) out[r * columns + c] += (leak * primary[i]) / step ** 1.5;
      }
    }
  }
}

export interface CameraDraw { uniform(low: number, high: number): number; chance(p: number): boolean }

/** Draws a camera from the range of those in use. */
export function drawCamera(random: CameraDraw): GammaCamera {
  return {
    fwhmAtFaceMm: random.uniform(3.8, 6),
    fwhmPerMm: random.uniform(0.026, 0.05),
    gapAnteriorMm: random.uniform(15, 90),
    gapPosteriorMm: random.uniform(15, 70),
    scatterShare: random.uniform(0.18, 0.42),
    scatterSigmaMm: random.uniform(25, 55),
    septalLeak: random.chance(0.3) ? random.uniform(0.0005, 0.004) : 0,
  };
}
