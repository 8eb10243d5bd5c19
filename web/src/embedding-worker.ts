import { UMAP } from 'umap-js';
import { type Matrix, nearestRows, principalComponents } from './embedding.ts';

export type MapMethod = 'pca' | 'umap';

/** What the page asks: features once, then maps and neighbours of them. */
export type MapRequest =
  | { readonly ask: 'map'; readonly method: MapMethod; readonly features: Matrix }
  | { readonly ask: 'nearest'; readonly row: number; readonly count: number };

/** Places are x and y by turns; a map in the making comes again and again until `done` is 1. */
export type MapReply =
  | { readonly reply: 'map'; readonly places: Float32Array; readonly done: number; readonly shares: readonly [number, number] | null }
  | { readonly reply: 'nearest'; readonly row: number; readonly rows: readonly number[] };

/** How many neighbours shape the map; the choice of its authors. */
const neighbours = 15;
const showEverySteps = 10;
const seed = 7;

let features: Matrix | null = null;
const tell = (reply: MapReply): void => postMessage(reply);

addEventListener('message', ({ data }: MessageEvent<MapRequest>) => {
  if (data.ask === 'nearest') {
    if (features) tell({ reply: 'nearest', row: data.row, rows: nearestRows(features, data.row, data.count) });
    return;
  }
  features = data.features;
  const { places, shares } = principalComponents(features);
  if (data.method === 'pca') tell({ reply: 'map', places, done: 1, shares });
  else mapByUmap(features, places);
});

/** Uniform manifold approximation. Source: McInnes et al. 2018, arXiv:1802.03426, as umap-js does it. */
function mapByUmap({ rows, columns, values }: Matrix, start: Float32Array): void {
  tell({ reply: 'map', places: start, done: 0, shares: null });
  if (rows <= neighbours) return tell({ reply: 'map', places: start, done: 1, shares: null });
  const umap = new UMAP({ nNeighbors: neighbours, random: randomNumbers(seed) });
  const steps = umap.initializeFit(Array.from({ length: rows }, (_, row) => Array.from(values.subarray(row * columns, (row + 1) * columns))));
  const places = (): Float32Array => Float32Array.from(umap.getEmbedding().flat());
  for (let step = 1; step <= steps; step++) {
    umap.step();
    if (step % showEverySteps === 0 && step < steps) tell({ reply: 'map', places: places(), done: step / steps, shares: null });
  }
  tell({ reply: 'map', places: places(), done: 1, shares: null });
}

/** The same numbers every time, so that the same scans give the same map. Source: mulberry32, Ettinger 2017. */
function randomNumbers(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
