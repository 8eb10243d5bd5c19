import { regionMoments, type RegionMap } from '../../image/mirrored-circles.ts';
import { resampleArea, type Grid } from '../../image/resample-area.ts';
import { loadNetwork, type Network } from '../../inference/onnx-network.ts';
import { swapViews, turnViews, type PlanarView, type PlanarViews } from './views.ts';

const BODY_GRID = { rows: 176, columns: 56, spacingMm: 12 } as const;
const CHEST_GRID = { rows: 96, columns: 96, spacingMm: 5 } as const;

/** Probability above which the orientation is changed: where the file is silent, and where it states the view by a code. */
const SURE = 0.8;
const SURE_AGAINST_FILE = 0.98;

/** The spine's column is read from rows this near to the heart's level. */
const NEAR_HEART_MM = 60;

export type BodyRegion = 'body' | 'heart' | 'spine' | 'kidneys' | 'bladder' | 'skull' | 'pelvis' | 'ribs' | 'hotSpot';
export type ChestRegion = 'heart' | 'sternum' | 'spine' | 'ribs' | 'kidneys' | 'lungs' | 'liver' | 'body';

/** Counts of both views on one grid; a missing view is null. */
export interface GriddedViews {
  readonly grid: Grid;
  readonly anterior: Float32Array | null;
  readonly posterior: Float32Array | null;
}

/** What the network sees of the whole field of view. */
export interface BodySegmentation {
  readonly counts: GriddedViews;
  readonly region: (name: BodyRegion) => RegionMap;
  readonly boneScanProbability: number;
  readonly upsideDownProbability: number;
  readonly viewsSwappedProbability: number;
}

/** What the network sees of the chest. */
export interface ChestSegmentation {
  readonly counts: GriddedViews;
  readonly region: (name: ChestRegion) => RegionMap;
  readonly gradeProbabilities: readonly number[];
  readonly boneScanProbability: number;
  /** Expected mean absolute error of the heart's centre, row and column, mm. */
  readonly spreadMm: readonly [number, number];
  readonly embedding: readonly number[];
}

export interface PlanarSegmentation {
  /** The views as finally oriented. */
  readonly views: PlanarViews;
  readonly body: BodySegmentation;
  /** null when no heart was found in the field of view. */
  readonly chest: ChestSegmentation | null;
  readonly turned: boolean;
  readonly swapped: boolean;
}

export interface PlanarNetworks {
  readonly body: Network;
  readonly chest: Network;
}

/** Loads both networks once per process or worker. @throws AmyloscopeError `modelUnusable`. */
export async function loadPlanarNetworks(): Promise<PlanarNetworks> {
  const [body, chest] = await Promise.all([loadNetwork('planar-body'), loadNetwork('planar-chest')]);
  return { body, chest };
}

/**
 * Finds regions on a scan of any orientation: body first, turned or exchanged when the network is sure that it must be
 * and agrees with the result, then the chest.
 */
export async function segmentPlanar(networks: PlanarNetworks, read: PlanarViews): Promise<PlanarSegmentation> {
  let views = read;
  let body = await segmentBody(networks.body, views);
  const upright = body.upsideDownProbability > SURE ? await reoriented(networks.body, turnViews(views), 'upsideDownProbability') : null;
  if (upright) ({ views, body } = upright);
  const stated = [views.anterior, views.posterior].some((view) => view?.frame.viewEvidence === 'code');
  const exchanged = body.viewsSwappedProbability > (stated ? SURE_AGAINST_FILE : SURE) ? await reoriented(networks.body, swapViews(views), 'viewsSwappedProbability') : null;
  if (exchanged) ({ views, body } = exchanged);
  const centre = chestCentre(body);
  const chest = centre && (await segmentChest(networks.chest, views, centre));
  return { views, body, chest, turned: upright !== null, swapped: exchanged !== null };
}

/** The body seen in another orientation; null when the network then says that this one is wrong as well. */
async function reoriented(network: Network, views: PlanarViews, wrong: 'upsideDownProbability' | 'viewsSwappedProbability') {
  const body = await segmentBody(network, views);
  return body[wrong] < 0.5 ? { views, body } : null;
}

/** Runs the body network on views already oriented. */
export async function segmentBody(network: Network, views: PlanarViews): Promise<BodySegmentation> {
  const view = (views.anterior ?? views.posterior)!;
  const width = view.columns * view.spacingMm[1];
  const grid: Grid = { ...BODY_GRID, topMm: 0, leftMm: (width - BODY_GRID.columns * BODY_GRID.spacingMm) / 2 };
  const counts = griddedViews(views, grid);
  const { regions, answers } = await network.run(networkInput(counts), [2, grid.rows, grid.columns]);
  return {
    counts, region: (name) => regionOf(regions, network.card.regions, name, grid),
    boneScanProbability: answers[0], upsideDownProbability: answers[1], viewsSwappedProbability: answers[2],
  };
}

/** The chest window is centred on the spine at the level of the heart; null when there is no heart. */
function chestCentre(body: BodySegmentation): { rowMm: number; columnMm: number } | null {
  const heart = regionMoments(body.region('heart'), 0.3) ?? regionMoments(body.region('heart'), 0.1);
  if (!heart) return null;
  const spine = body.region('spine');
  const row = Math.round((heart.rowMm - spine.topMm) / spine.spacingMm);
  const reach = Math.round(NEAR_HEART_MM / spine.spacingMm);
  const [from, to] = [Math.max(0, row - reach), Math.min(spine.rows, row + reach)];
  const middle = regionMoments({ ...spine, rows: Math.max(0, to - from), values: spine.values.subarray(from * spine.columns, to * spine.columns) }, 0.2);
  return { rowMm: heart.rowMm, columnMm: middle?.columnMm ?? heart.columnMm - 45 };
}

async function segmentChest(network: Network, views: PlanarViews, centre: { rowMm: number; columnMm: number }): Promise<ChestSegmentation> {
  const half = (CHEST_GRID.rows * CHEST_GRID.spacingMm) / 2;
  const grid: Grid = { ...CHEST_GRID, topMm: centre.rowMm - half, leftMm: centre.columnMm - half };
  const counts = griddedViews(views, grid);
  const { regions, grades, boneScan, spreadMm, embedding } = await network.run(networkInput(counts), [2, grid.rows, grid.columns]);
  return {
    counts, region: (name) => regionOf(regions, network.card.regions, name, grid),
    gradeProbabilities: [...grades], boneScanProbability: boneScan[0], spreadMm: [spreadMm[0], spreadMm[1]], embedding: [...embedding],
  };
}

function griddedViews(views: PlanarViews, grid: Grid): GriddedViews {
  const gridded = (view: PlanarView | null) => view && resampleArea(view, grid);
  return { grid, anterior: gridded(views.anterior), posterior: gridded(views.posterior) };
}

function regionOf(maps: Float32Array, names: readonly string[], name: string, grid: Grid): RegionMap {
  const size = grid.rows * grid.columns;
  const at = names.indexOf(name) * size;
  return { ...grid, values: maps.subarray(at, at + size) };
}

/** Hot pixels are held down to this many times the mean before the body's level is taken. */
const HOT = 4;
const LARGEST_INPUT = 5;

/**
 * Square root of counts over the mean of the body, at most 5: near-constant noise at every count level. The same rule
 * stands in training/planar/bodies.py (`normalise`).
 */
export function networkInput({ grid, anterior, posterior }: GriddedViews): Float32Array {
  const size = grid.rows * grid.columns;
  const input = new Float32Array(2 * size);
  [anterior, posterior].forEach((counts, channel) => {
    if (!counts) return;
    const scale = 1 / Math.max(1e-6, bodyLevel(counts));
    for (let i = 0; i < size; i++) input[channel * size + i] = Math.min(LARGEST_INPUT, Math.sqrt(Math.max(0, counts[i]) * scale));
  });
  return input;
}

function bodyLevel(counts: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += Math.max(0, counts[i]);
  const mean = sum / counts.length;
  let level = 0;
  let inside = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] <= 0.3 * mean) continue;
    level += Math.min(counts[i], HOT * mean);
    inside++;
  }
  return inside > 0 ? level / inside : 0;
}
