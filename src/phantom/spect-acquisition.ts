import { TECHNETIUM_HALF_LIFE_SECONDS } from '../dicom/written-facts.ts';
import { smoothed } from '../image/volume-smooth.ts';
import { blockMeans } from './block-means.ts';
import { breathed, type Breathing } from './breathing.ts';
import { axialGrid, type ChestVolumes } from './chest-volumes.ts';
import type { Random } from './random.ts';
import { toSliceColumns } from './slice-columns.ts';
import { attenuationColumns, project, viewAt, type Projector, type RotatingCamera } from './spect-projector.ts';

/** How one tomogram is taken. Lengths in mm. */
export interface SpectAcquisition {
  /** Places along the detector and pixels a side of each slice. */
  readonly matrix: number;
  readonly pixelMm: number;
  readonly slices: number;
  readonly projections: number;
  /** 360, or 180 from right anterior oblique to left posterior oblique. */
  readonly arcDegrees: 180 | 360;
  readonly secondsPerProjection: number;
  /** Counts a second and MBq of one detector in air. */
  readonly sensitivity: number;
  readonly camera: RotatingCamera;
  /** Scattered counts as a share of the primary ones in the window, and the reach of their blur. */
  readonly scatterShare: number;
  readonly scatterSigmaMm: number;
  readonly breathing: Breathing;
}

/** What the camera recorded, and what a scatter window beside it recorded. */
export interface SpectProjections {
  readonly anglesRadians: readonly number[];
  /** Per angle: index = place * slices + slice. */
  readonly counts: readonly Float32Array[];
  /** Estimate of the scattered counts among them, from a noisy window of its own. */
  readonly scatter: readonly Float32Array[];
  /** Counts of each angle for 1 Bq/mL at the start of the acquisition along 1 mm of ray. */
  readonly countsPerUnit: readonly number[];
  readonly totalCounts: number;
}

/** Voxels of a chest are averaged in blocks of so many before they are imaged: finer than any camera resolves. */
const BLOCK = 2;
/** Two detectors record at a time. */
const DETECTORS = 2;
/** A scatter window is smoothed before it is used. */
const SCATTER_FILTER_SIGMA_MM = 12;
/** Length of the camera's field along the patient, mm. */
const FIELD_MM = 390;

/**
 * Takes a tomogram: attenuation, resolution that falls with distance, scatter, decay, breathing and Poisson counts.
 * The body is imaged on a finer grid than the tomogram will have.
 * @param becquerelPerSuv activity concentration, Bq/mL, of SUV 1 when the acquisition starts.
 */
export function acquireSpect(chest: ChestVolumes, acquisition: SpectAcquisition, becquerelPerSuv: number, random: Random): SpectProjections {
  const { pixelMm } = acquisition;
  const fine = fineProjector(chest, acquisition);
  const anglesRadians = angles(acquisition);
  const area = pixelMm ** 2 / 1000;
  const rays = new Float32Array(fine.projector.size * fine.projector.slices);
  const [counts, scatter, countsPerUnit] = [[] as Float32Array[], [] as Float32Array[], [] as number[]];
  anglesRadians.forEach((angle, i) => {
    const stop = Math.floor(i / DETECTORS);
    const perUnit = (acquisition.sensitivity / 1e6) * area * decayedSeconds(stop * acquisition.secondsPerProjection, acquisition.secondsPerProjection);
    project(viewAt(fine.projector, angle), fine.suv, rays);
    const primary = onDetector(rays, fine, acquisition).map((value) => value * becquerelPerSuv * perUnit);
    const scattered = blurred(primary.map((value) => value * acquisition.scatterShare), acquisition, acquisition.scatterSigmaMm);
    counts.push(primary.map((value, p) => random.poisson(value + scattered[p])));
    scatter.push(blurred(scattered.map((value) => random.poisson(value)), acquisition, SCATTER_FILTER_SIGMA_MM));
    countsPerUnit.push(perUnit);
  });
  return { anglesRadians, counts, scatter, countsPerUnit, totalCounts: counts.reduce((total, image) => total + image.reduce((sum, value) => sum + value, 0), 0) };
}

function blurred(image: Float32Array, { matrix, slices, pixelMm }: SpectAcquisition, sigmaMm: number): Float32Array {
  return smoothed({ grid: axialGrid([slices, matrix, 1], pixelMm, pixelMm, [0, 0, 0]), values: image }, sigmaMm).values;
}

/** Seconds of undecayed counting that a stop is worth, from the start of the acquisition. */
function decayedSeconds(start: number, duration: number): number {
  const rate = Math.LN2 / TECHNETIUM_HALF_LIFE_SECONDS;
  return (Math.exp(-rate * start) - Math.exp(-rate * (start + duration))) / rate;
}

/** Radians, 0 in front, growing to the patient's left. */
function angles({ projections, arcDegrees }: SpectAcquisition): readonly number[] {
  const start = arcDegrees === 360 ? 0 : -45;
  return Array.from({ length: projections }, (_, i) => ((start + (arcDegrees * i) / projections) * Math.PI) / 180);
}

interface FineBody {
  readonly projector: Projector;
  readonly suv: Float32Array;
  /** Slice of the fine grid at which the tomogram's first lies, in fractions. */
  readonly firstSlice: number;
}

/** The chest on a square grid about the camera's axis. */
function fineProjector(chest: ChestVolumes, acquisition: SpectAcquisition): FineBody {
  const means = (values: Float32Array) => blockMeans({ grid: chest.grid, values: breathed(chest, values, acquisition.breathing) }, [BLOCK, BLOCK, BLOCK]);
  const suv = means(chest.suv);
  const attenuation = means(chest.attenuationPerMm);
  const { grid } = suv;
  const spacingMm = grid.steps[0][0];
  const [columns, rows, slices] = grid.size;
  const size = Math.max(columns, rows) + 2;
  const [left, front] = [Math.floor((size - columns) / 2), Math.floor((size - rows) / 2)];
  const onSquare = (values: Float32Array) => {
    const out = new Float32Array(size * size * slices);
    const inColumns = toSliceColumns({ grid, values });
    for (let j = 0; j < rows; j++) {
      out.set(inColumns.subarray(j * columns * slices, (j + 1) * columns * slices), ((j + front) * size + left) * slices);
    }
    return out;
  };
  const perMm = onSquare(attenuation.values);
  const middle = -grid.origin[2] / spacingMm;
  return {
    suv: onSquare(suv.values), firstSlice: middle - ((acquisition.slices - 1) / 2) * (acquisition.pixelMm / spacingMm),
    projector: { size, slices, spacingMm, axis: [left - grid.origin[0] / spacingMm, front - grid.origin[1] / spacingMm], attenuation: attenuationColumns(perMm, size, 0), attenuates: true, camera: acquisition.camera },
  };
}

/** Reads a fine detector image at the camera's pixels. */
function onDetector(rays: Float32Array, { projector, firstSlice }: FineBody, { matrix, pixelMm, slices }: SpectAcquisition): Float32Array {
  const out = new Float32Array(matrix * slices);
  const step = pixelMm / projector.spacingMm;
  for (let u = 0; u < matrix; u++) {
    const x = (projector.size - 1) / 2 + (u - (matrix - 1) / 2) * step;
    const x0 = Math.floor(x);
    if (x0 < 0 || x0 + 1 >= projector.size) continue;
    for (let k = 0; k < slices; k++) {
      const z = firstSlice + k * step;
      const z0 = Math.floor(z);
      if (z0 < 0 || z0 + 1 >= projector.slices) continue;
      const at = x0 * projector.slices + z0;
      const next = at + projector.slices;
      const near = rays[at] + (z - z0) * (rays[at + 1] - rays[at]);
      out[u * slices + k] = near + (x - x0) * (rays[next] + (z - z0) * (rays[next + 1] - rays[next]) - near);
    }
  }
  return out;
}

/** What a caller may fix about how tomograms are taken; the rest is drawn. */
export interface SpectChoice {
  readonly matrix?: number;
  readonly projections?: number;
  readonly arcDegrees?: 180 | 360;
  readonly secondsPerProjection?: number;
  readonly breathingMm?: number;
}

/** Draws an acquisition from the habits of nuclear-medicine departments. */
export function drawSpectAcquisition(random: Random, choice: SpectChoice = {}): SpectAcquisition {
  const matrix = choice.matrix ?? random.pick([64, 128, 128]);
  const pixelMm = matrix < 100 ? random.pick([6.6, 6.8]) : random.pick([4.42, 4.8]);
  const drawn = {
    projections: random.pick([60, 60, 90, 120]), arcDegrees: random.pick([360, 360, 360, 180] as const),
    secondsPerProjection: Math.round(random.uniform(10, 25)), strokeMm: random.uniform(4, 15),
  };
  return {
    matrix, pixelMm, slices: Math.floor(FIELD_MM / pixelMm),
    projections: choice.projections ?? drawn.projections, arcDegrees: choice.arcDegrees ?? drawn.arcDegrees,
    secondsPerProjection: choice.secondsPerProjection ?? drawn.secondsPerProjection,
    sensitivity: random.uniform(75, 100),
    camera: { fwhmAtFaceMm: random.uniform(3.8, 5), fwhmPerMm: random.uniform(0.03, 0.045), gapMm: random.uniform(15, 50) },
    scatterShare: random.uniform(0.22, 0.38), scatterSigmaMm: random.uniform(30, 50),
    breathing: { strokeMm: choice.breathingMm ?? drawn.strokeMm },
  };
}

