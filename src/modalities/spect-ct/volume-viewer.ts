import type { Vector } from '../../image/vector.ts';
import { nearestLabels, resampled, toPatient, type Grid, type Volume, voxelFinder, voxelMl } from '../../image/volume.ts';
import type { VolumeView } from '../viewer.ts';
import { bloodOf, type HeartUptake, type PanelParameters } from './panel.ts';
import { heartStructures, maskOf, structures } from './structures.ts';
import { valuesIn } from './uptake.ts';

/** Voxels of what pages cut, unless the field is so large that they would be too many. */
const FINEST_MM = 2.5;
const MOST_VOXELS = 6_000_000;
const MOST_STORED = 65_535;
const AIR = -1000;

interface Seen {
  readonly emission: Volume;
  readonly ct: Volume;
  readonly uptake: HeartUptake;
  readonly parameters: PanelParameters;
  /** Body-weight SUV for each stored value; null where it was refused. */
  readonly suvPerStored: number | null;
}

/** SPECT, CT and outlines on one grid along the patient's axes, with what the volume of involvement is made of. */
export function viewVolumes({ emission, ct, uptake, parameters, suvPerStored }: Seen): VolumeView {
  const grid = commonGrid(emission.grid, ct.grid);
  const seen = resampled(emission, grid, 0).values;
  const emissionUnit = seen.reduce((most, value) => Math.max(most, value), 0) / MOST_STORED || 1;
  const wall = maskOf(uptake.anatomy, ['leftVentricularWall']);
  const blood = bloodOf(uptake, parameters);
  return {
    size: grid.size, spacingMm: grid.steps[0][0], structures, emissionUnit, suvPerStored,
    ct: Int16Array.from(resampled(ct, grid, AIR).values, Math.round),
    emission: Uint16Array.from(seen, (value) => Math.max(0, Math.round(value / emissionUnit))),
    labels: nearestLabels(uptake.anatomy, grid, 0),
    heart: middleOf(uptake, grid),
    wall: valuesIn(uptake.emission, wall), wallVoxelMl: voxelMl(uptake.emission.grid),
    blood: blood.status === 'measured' ? blood.value : null, involvedAboveBlood: parameters.involvedAboveBlood,
  };
}

/** What both volumes show, in cubes along the patient's axes. */
function commonGrid(one: Grid, other: Grid): Grid {
  const [a, b] = [boxOf(one), boxOf(other)];
  const low = a.map(([from], axis) => Math.max(from, b[axis][0]));
  const sides = a.map(([, to], axis) => Math.min(to, b[axis][1]) - low[axis]);
  const spacing = Math.max(FINEST_MM, Math.cbrt(sides.reduce((product, side) => product * side, 1) / MOST_VOXELS));
  return {
    size: sides.map((side) => Math.max(1, Math.floor(side / spacing))) as unknown as Grid['size'],
    origin: low.map((from) => from + spacing / 2) as unknown as Vector,
    steps: [[spacing, 0, 0], [0, spacing, 0], [0, 0, spacing]],
  };
}

/** Lowest and highest place of the corners of a grid along each axis of the patient. */
function boxOf(grid: Grid): readonly (readonly [number, number])[] {
  const [columns, rows, slices] = grid.size;
  const ends = (count: number) => [-0.5, count - 0.5];
  const corners = ends(columns).flatMap((i) => ends(rows).flatMap((j) => ends(slices).map((k) => toPatient(grid, [i, j, k]))));
  return [0, 1, 2].map((axis) => [Math.min(...corners.map((corner) => corner[axis])), Math.max(...corners.map((corner) => corner[axis]))]);
}

/** The voxel nearest to the centroid of the heart. */
function middleOf({ anatomy }: HeartUptake, onto: Grid): Grid['size'] {
  const { inside } = maskOf(anatomy, heartStructures);
  const [columns, rows] = anatomy.grid.size;
  const sum = [0, 0, 0];
  let count = 0;
  for (let i = 0; i < inside.length; i++) {
    if (!inside[i]) continue;
    count++;
    [i % columns, Math.floor(i / columns) % rows, Math.floor(i / (columns * rows))].forEach((at, axis) => { sum[axis] += at; });
  }
  const middle = voxelFinder(onto)(toPatient(anatomy.grid, sum.map((one) => one / Math.max(1, count)) as unknown as Vector));
  return middle.map((at, axis) => Math.min(onto.size[axis] - 1, Math.max(0, Math.round(at)))) as unknown as Grid['size'];
}
