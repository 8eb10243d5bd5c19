import { backProject, project, viewAt, type Projector, type View } from './spect-projector.ts';

/** How a tomogram is reconstructed from its projections. */
export interface OsemSettings {
  readonly iterations: number;
  readonly subsets: number;
}

/** Projections of one tomogram: one detector image an angle, index = place * slices + slice. */
export interface ProjectionSet {
  readonly anglesRadians: readonly number[];
  readonly images: readonly Float32Array[];
  /** Counts of a projection for 1 of the unit of the tomogram along 1 mm of ray: sensitivity, time and decay. */
  readonly countsPerUnit: readonly number[];
  /** Expected scattered counts, per image; null when they are left in. */
  readonly scatter: readonly Float32Array[] | null;
}

/** Below this share of an image's mean a modelled count is taken as this, so that no ratio grows without bound. */
const FLOOR = 1e-3;

/**
 * Reconstructs a tomogram by ordered-subset expectation maximisation.
 * @param projector what the reconstruction corrects for: attenuation where it attenuates, resolution where it has a camera.
 * @returns size * size * slices values in the order of `toSliceColumns`, in the unit that `countsPerUnit` speaks of.
 * Source: Hudson and Larkin, IEEE Trans Med Imaging 1994;13:601, doi 10.1109/42.363108.
 */
export function reconstructOsem(projector: Projector, measured: ProjectionSet, { iterations, subsets }: OsemSettings): Float32Array {
  const { size, slices } = projector;
  const voxels = size * size * slices;
  const groups = Array.from({ length: subsets }, (_, s) => measured.anglesRadians.map((_, i) => i).filter((i) => i % subsets === visiting(s, subsets)));
  const views = measured.anglesRadians.map((angle) => viewAt(projector, angle));
  const sensitivities = groups.map((group) => sensitivityOf(views, measured, group));
  const values = startValues(views[0], measured);
  const correction = new Float32Array(voxels);
  const modelled = new Float32Array(size * slices);
  for (let iteration = 0; iteration < iterations; iteration++) {
    groups.forEach((group, s) => {
      correction.fill(0);
      for (const i of group) {
        project(views[i], values, modelled);
        toRatios(modelled, measured, i);
        backProject(views[i], modelled, correction);
      }
      const sensitivity = sensitivities[s];
      for (let v = 0; v < voxels; v++) values[v] = sensitivity[v] > 0 ? (values[v] * correction[v]) / sensitivity[v] : 0;
    });
  }
  return values;
}

/** Subsets far apart in angle follow each other: every third, which visits all when their number is no multiple of 3. */
function visiting(turn: number, subsets: number): number {
  return subsets % 3 === 0 ? turn : (turn * 3) % subsets;
}

function sensitivityOf(views: readonly View[], { countsPerUnit }: ProjectionSet, group: readonly number[]): Float32Array {
  const { size, slices } = views[0].projector;
  const sensitivity = new Float32Array(size ** 2 * slices);
  for (const i of group) backProject(views[i], new Float32Array(size * slices).fill(countsPerUnit[i]), sensitivity);
  return sensitivity;
}

/** The body filled evenly with what would give the measured counts. */
function startValues(view: View, measured: ProjectionSet): Float32Array {
  const { size, slices, attenuation: { inBody } } = view.projector;
  const values = new Float32Array(size * size * slices);
  for (let column = 0; column < inBody.length; column++) if (inBody[column]) values.fill(1, column * slices, (column + 1) * slices);
  const image = new Float32Array(size * slices);
  project(view, values, image);
  const sum = (of: Float32Array) => of.reduce((total, value) => total + value, 0);
  const level = sum(measured.images[0]) / Math.max(FLOOR, sum(image) * measured.countsPerUnit[0]);
  return values.map((value) => value * level);
}

function toRatios(modelled: Float32Array, { images, countsPerUnit, scatter }: ProjectionSet, i: number): void {
  const [counts, perUnit] = [images[i], countsPerUnit[i]];
  let sum = 0;
  for (const value of counts) sum += value;
  const least = (FLOOR * sum) / counts.length;
  for (let p = 0; p < modelled.length; p++) {
    const expected = modelled[p] * perUnit + (scatter ? scatter[i][p] : 0);
    modelled[p] = (counts[p] * perUnit) / Math.max(least, expected);
  }
}
