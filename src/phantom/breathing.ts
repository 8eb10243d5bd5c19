import type { ChestVolumes } from './chest-volumes.ts';

/** Breathing of one patient: how far the diaphragm moves towards the feet from breathing out to breathing in, mm. */
export interface Breathing {
  readonly strokeMm: number;
}

/** Shares of the stroke and of time: a breath rests longest at its end. */
const PHASES = [[0, 0.34], [0.25, 0.22], [0.5, 0.18], [0.75, 0.14], [1, 0.12]] as const;

/** Mean displacement over a breath as a share of the stroke. */
export const MEAN_PHASE = PHASES.reduce((sum, [at, time]) => sum + at * time, 0);

/** Room between ribs and the organs that slide along them, as a share of the cavity's half-width. */
const SLIDING = 0.15;

/**
 * Organs moved towards the feet. Ribs, spine and skin stay; what lies deep in the chest moves by all of it, less towards the top.
 * @param values in the order of the volumes' grid. @param downMm displacement where it is full.
 */
export function displaced(chest: ChestVolumes, values: Float32Array, downMm: number): Float32Array {
  if (downMm === 0) return values;
  const [plane, last] = [chest.grid.size[0] * chest.grid.size[1], chest.grid.size[2] - 1.001];
  const out = values.slice();
  eachMoving(chest, downMm, (slice, pixel, from) => {
    const within = Math.min(last, from);
    const below = Math.floor(within);
    const at = below * plane + pixel;
    out[slice * plane + pixel] = values[at] + (within - below) * (values[at + plane] - values[at]);
  });
  return out;
}

/** Labels moved as `displaced` moves values: each voxel takes the nearest. */
export function displacedLabels(chest: ChestVolumes, downMm: number): Uint8Array {
  const { grid, labels } = chest;
  const [plane, last] = [grid.size[0] * grid.size[1], grid.size[2] - 1];
  const out = labels.slice();
  eachMoving(chest, downMm, (slice, pixel, from) => { out[slice * plane + pixel] = labels[Math.min(last, Math.round(from)) * plane + pixel]; });
  return out;
}

/** Calls back for every voxel that takes what lay above it, with the slice, in fractions, that it takes it from. */
function eachMoving({ grid, cavity }: ChestVolumes, downMm: number, take: (slice: number, pixel: number, from: number) => void): void {
  const spacing = grid.steps[2][2];
  const inward = depthInCavity(grid.size, grid, cavity);
  for (let k = 0; k < grid.size[2]; k++) {
    const z = grid.origin[2] + k * spacing - cavity.middle[2];
    const stroke = (downMm * Math.min(1, Math.max(0, (cavity.topMm - z) / (cavity.topMm - cavity.fullMm)))) / spacing;
    if (stroke === 0) continue;
    for (let pixel = 0; pixel < inward.length; pixel++) if (inward[pixel] > 0) take(k, pixel, k + stroke * inward[pixel]);
  }
}

/** Values averaged over a breath: what a scan of many minutes sees. */
export function breathed(volumes: ChestVolumes, values: Float32Array, { strokeMm }: Breathing): Float32Array {
  if (strokeMm === 0) return values;
  const mean = new Float32Array(values.length);
  for (const [share, time] of PHASES) {
    const moved = displaced(volumes, values, share * strokeMm);
    for (let i = 0; i < mean.length; i++) mean[i] += time * moved[i];
  }
  return mean;
}

/** Per pixel of a slice: 1 deep in the cavity, falling to 0 at its wall. */
function depthInCavity([columns, rows]: readonly [number, number, number], { origin, steps }: ChestVolumes['grid'], cavity: ChestVolumes['cavity']): Float32Array {
  const inward = new Float32Array(columns * rows);
  for (let j = 0; j < rows; j++) {
    const y = (origin[1] + j * steps[1][1] - cavity.middle[1]) / cavity.halfDepthMm;
    for (let i = 0; i < columns; i++) {
      const x = (origin[0] + i * steps[0][0] - cavity.middle[0]) / cavity.halfWidthMm;
      inward[j * columns + i] = Math.min(1, Math.max(0, (1 - SLIDING / 2 - Math.hypot(x, y)) / SLIDING));
    }
  }
  return inward;
}
