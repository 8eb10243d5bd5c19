import type { RegionMap } from '../image/mirrored-circles.ts';
import type { Projection } from './gamma-camera.ts';
import type { Random } from './random.ts';
import type { RegionName, VoxelBody } from './voxel-body.ts';

/** How one scan is taken: matrix, pixel, what part of the body, for how many counts. Lengths in mm, body coordinates. */
export interface Acquisition {
  readonly wholeBody: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly spacingMm: number;
  /** Where the matrix begins, from the outer corner of the projection. */
  readonly topMm: number;
  readonly leftMm: number;
  /** Expected counts of the anterior image; the posterior one follows from the same duration. */
  readonly anteriorCounts: number;
  /** Sideways jump of the patient below a row, mm; 0 when still. */
  readonly motionMm: number;
  readonly motionRow: number;
  /** Largest count a pixel can hold; hotter ones are cut. */
  readonly saturation: number;
}

export interface PlanarScan {
  readonly acquisition: Acquisition;
  /** Counts as stored: posterior as the camera at the back sees it, patient's left on the image's left. */
  readonly anterior: Uint16Array;
  readonly posterior: Uint16Array;
  /** Expected counts of the anterior view without noise, motion or saturation. */
  readonly expectedAnterior: Float32Array;
}

/** A region counts as present where a ray crosses at least this much of it. */
const LEAST_THICKNESS_MM = 4;

/** Samples a projection at the camera's pixels; each holds the counts of its area. */
function sampled(values: Float32Array, projection: Projection, acquisition: Acquisition, shiftMm: (row: number) => number): Float32Array {
  const { rows, columns, spacingMm } = acquisition;
  const out = new Float32Array(rows * columns);
  const area = (spacingMm / projection.pixelSpacingMm) ** 2;
  for (let r = 0; r < rows; r++) {
    const y = (acquisition.topMm + (r + 0.5) * spacingMm) / projection.pixelSpacingMm - 0.5;
    const y0 = Math.floor(y);
    if (y0 < 0 || y0 + 1 >= projection.rows) continue;
    const shift = shiftMm(r);
    for (let c = 0; c < columns; c++) {
      const x = (acquisition.leftMm + (c + 0.5) * spacingMm - shift) / projection.pixelSpacingMm - 0.5;
      const x0 = Math.floor(x);
      if (x0 < 0 || x0 + 1 >= projection.columns) continue;
      const i = y0 * projection.columns + x0;
      const top = values[i] + (x - x0) * (values[i + 1] - values[i]);
      const bottom = values[i + projection.columns] + (x - x0) * (values[i + projection.columns + 1] - values[i + projection.columns]);
      out[r * columns + c] = area * (top + (y - y0) * (bottom - top));
    }
  }
  return out;
}

/** Takes a scan: sampling, scaling to counts, motion, Poisson noise, saturation. */
export function acquirePlanar(projection: Projection, acquisition: Acquisition, random: Random): PlanarScan {
  const still = () => 0;
  const moved = (row: number) => (acquisition.motionMm !== 0 && row > acquisition.motionRow ? acquisition.motionMm : 0);
  const expected = sampled(projection.anterior, projection, acquisition, still);
  const total = expected.reduce((sum, value) => sum + value, 0);
  const scale = total > 0 ? acquisition.anteriorCounts / total : 0;
  const count = (values: Float32Array) => Uint16Array.from(values, (value) => Math.min(acquisition.saturation, random.poisson(value * scale)));
  const anterior = count(acquisition.motionMm === 0 ? expected : sampled(projection.anterior, projection, acquisition, moved));
  const posterior = mirroredColumns(count(sampled(projection.posterior, projection, acquisition, moved)), acquisition.columns);
  return { acquisition, anterior, posterior, expectedAnterior: expected.map((value) => value * scale) };
}

function mirroredColumns(values: Uint16Array, columns: number): Uint16Array {
  const out = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = values[i - (i % columns) + columns - 1 - (i % columns)];
  return out;
}

/** Where a region truly is on the scan, as a map of 0 and 1 placed in the scan's own mm. */
export function trueRegion(body: VoxelBody, name: RegionName, acquisition: Acquisition): RegionMap {
  const thickness = body.thicknessMm.get(name)!;
  return {
    rows: body.rows, columns: body.columns, spacingMm: body.pixelSpacingMm,
    topMm: -acquisition.topMm, leftMm: -acquisition.leftMm,
    values: Float32Array.from(thickness, (value) => (value > LEAST_THICKNESS_MM ? 1 : 0)),
  };
}

/** What a caller may fix about how scans are taken; the rest is drawn. */
export interface AcquisitionChoice {
  readonly wholeBody?: boolean;
  readonly anteriorCounts?: number;
}

/** Draws a scan from the habits of nuclear-medicine departments. */
export function drawAcquisition(random: Random, body: VoxelBody, choice: AcquisitionChoice = {}): Acquisition {
  const wholeBody = choice.wholeBody ?? random.chance(0.75);
  const draw = wholeBody ? drawWholeBody(random, body) : drawStatic(random, body);
  const usual = wholeBody ? random.logUniform(0.35e6, 1.9e6) : random.logUniform(0.3e6, 1.5e6);
  const moves = random.chance(0.04);
  return {
    ...draw, wholeBody,
    anteriorCounts: choice.anteriorCounts ?? usual,
    motionMm: moves ? random.pick([-1, 1]) * random.uniform(8, 25) : 0,
    motionRow: Math.floor(random.uniform(0.15, 0.8) * draw.rows),
    saturation: 65535,
  };
}

function drawWholeBody(random: Random, body: VoxelBody): Pick<Acquisition, 'rows' | 'columns' | 'spacingMm' | 'topMm' | 'leftMm'> {
  const spacingMm = random.pick([1.8, 2.0, 2.13, 2.21, 2.26, 2.33, 2.4, 2.8]);
  const [rows, columns] = [1024, 256];
  return {
    rows, columns, spacingMm,
    topMm: -random.uniform(0, Math.max(20, rows * spacingMm - body.rows * body.pixelSpacingMm) * 0.6),
    leftMm: (body.columns * body.pixelSpacingMm - columns * spacingMm) / 2 + random.normal(0, 12),
  };
}

function drawStatic(random: Random, body: VoxelBody): Pick<Acquisition, 'rows' | 'columns' | 'spacingMm' | 'topMm' | 'leftMm'> {
  const [size, spacingMm] = random.pick([[256, 2.4], [256, 2.13], [128, 4.8], [128, 4.42], [256, 1.8]] as const);
  const heart = trueCentre(body, 'heart');
  return {
    rows: size, columns: size, spacingMm,
    topMm: heart.rowMm - size * spacingMm * random.uniform(0.4, 0.62),
    leftMm: (body.columns * body.pixelSpacingMm - size * spacingMm) / 2 + random.uniform(-15, 50),
  };
}

function trueCentre(body: VoxelBody, name: RegionName): { rowMm: number } {
  const thickness = body.thicknessMm.get(name)!;
  let mass = 0;
  let down = 0;
  for (let i = 0; i < thickness.length; i++) {
    if (thickness[i] <= LEAST_THICKNESS_MM) continue;
    mass++;
    down += Math.floor(i / body.columns) + 0.5;
  }
  return { rowMm: mass > 0 ? (down / mass) * body.pixelSpacingMm : (body.rows * body.pixelSpacingMm) / 4 };
}
