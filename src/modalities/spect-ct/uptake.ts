import { spacingOf, voxelMl, type Volume, type VolumeMask } from '../../image/volume.ts';
import { eroded, maskCount } from '../../image/volume-distance.ts';
import { notMeasured, type NotMeasured, type Result } from '../../measurement/result.ts';

/** The statistic that stands for the blood. */
export type BloodStatistic = 'mean' | 'median' | 'max';

/** Radius of a sphere of 1 mL, mm. */
export const PEAK_RADIUS_MM = ((3 * 1000) / (4 * Math.PI)) ** (1 / 3);
/** Side of a cube of 1 mL, mm. */
const PEAK_SIDE_MM = 10;
/** Fewer voxels are noise and no region. */
export const FEWEST_VOXELS = 20;

/** Values of a volume inside a mask on the same grid. */
export function valuesIn({ values }: Volume, { inside }: VolumeMask): Float32Array {
  return values.filter((_, i) => inside[i] === 1);
}

/** Mean inside a mask. @returns `notMeasured` with `emptyRegion`. */
export function meanIn(volume: Volume, mask: VolumeMask): Result {
  let [sum, count] = [0, 0];
  for (let i = 0; i < volume.values.length; i++) {
    if (mask.inside[i] === 0) continue;
    sum += volume.values[i];
    count++;
  }
  return count === 0 ? emptyRegion() : { status: 'measured', value: sum / count };
}

/** Largest value inside a mask. @returns `notMeasured` with `emptyRegion`. */
export function maxIn(volume: Volume, mask: VolumeMask): Result {
  let most = -Infinity;
  for (let i = 0; i < volume.values.length; i++) if (mask.inside[i] === 1 && volume.values[i] > most) most = volume.values[i];
  return most === -Infinity ? emptyRegion() : { status: 'measured', value: most };
}

/**
 * Peak: the largest mean over 1 mL whose centre lies in the mask; what it covers may reach beyond the mask.
 * @param shape a sphere as the field uses it, or the cube of some programs, for comparison.
 * @returns `notMeasured` with `emptyRegion`.
 * Source: Wahl et al., J Nucl Med 2009;50:122S (PERCIST), SUVpeak in a sphere of 1 cm3.
 */
export function peakIn(volume: Volume, mask: VolumeMask, shape: 'sphere' | 'cube' = 'sphere'): Result {
  const [columns, rows, slices] = volume.grid.size;
  const offsets = peakOffsets(spacingOf(volume.grid), shape);
  let most = -Infinity;
  for (let k = 0, at = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < columns; i++, at++) {
        if (mask.inside[at] === 0) continue;
        let [sum, count] = [0, 0];
        for (const [u, v, w] of offsets) {
          const [x, y, z] = [i + u, j + v, k + w];
          if (x < 0 || y < 0 || z < 0 || x >= columns || y >= rows || z >= slices) continue;
          sum += volume.values[at + u + (v + w * rows) * columns];
          count++;
        }
        most = Math.max(most, sum / count);
      }
    }
  }
  return most === -Infinity ? emptyRegion() : { status: 'measured', value: most };
}

function peakOffsets([dx, dy, dz]: readonly [number, number, number], shape: 'sphere' | 'cube'): readonly (readonly [number, number, number])[] {
  const reach = shape === 'sphere' ? PEAK_RADIUS_MM : PEAK_SIDE_MM / 2;
  const offsets: [number, number, number][] = [];
  const [nx, ny, nz] = [dx, dy, dz].map((spacing) => Math.floor(reach / spacing));
  for (let w = -nz; w <= nz; w++) {
    for (let v = -ny; v <= ny; v++) {
      for (let u = -nx; u <= nx; u++) if (shape === 'cube' || Math.hypot(u * dx, v * dy, w * dz) <= reach) offsets.push([u, v, w]);
    }
  }
  return offsets;
}

/** What lies above a threshold. */
export interface AboveThreshold {
  readonly volumeMl: number;
  /** Mean of what lies above; null when nothing does. */
  readonly mean: number | null;
}

/** What of a mask lies above a threshold. */
export function aboveIn(volume: Volume, mask: VolumeMask, threshold: number): AboveThreshold {
  let [sum, count] = [0, 0];
  for (let i = 0; i < volume.values.length; i++) {
    if (mask.inside[i] === 0 || !(volume.values[i] > threshold)) continue;
    sum += volume.values[i];
    count++;
  }
  return { volumeMl: count * voxelMl(volume.grid), mean: count === 0 ? null : sum / count };
}

/** How the blood lies about its value. */
export interface BloodScatter {
  readonly deviation: number;
  /** A standard deviation from the quartiles: what shines into a part of the blood moves it little. */
  readonly quartileDeviation: number;
  readonly voxels: number;
}

/** The quartiles of a normal distribution lie so many standard deviations apart. */
const QUARTILES_APART = 1.349;

/**
 * The blood: a statistic over a vessel or chamber less its rim, into which the wall spills.
 * @param rimMm left out along the border.
 * @returns `notMeasured` with `noBlood` when too little is left, or nothing of it is above 0.
 */
export function bloodIn(volume: Volume, vessel: VolumeMask, rimMm: number, statistic: BloodStatistic): Result<BloodScatter> | NotMeasured {
  const core = eroded(vessel, rimMm);
  if (maskCount(core) < FEWEST_VOXELS) return notMeasured('noBlood', `Less than ${FEWEST_VOXELS} voxels are left of the blood when ${rimMm} mm of its rim are taken off.`);
  const values = valuesIn(volume, core).toSorted();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const quartileDeviation = (values[Math.floor(0.75 * values.length)] - values[Math.floor(0.25 * values.length)]) / QUARTILES_APART;
  const value = { mean, median: values[Math.floor(values.length / 2)], max: values[values.length - 1] }[statistic];
  return value > 0 ? { status: 'measured', value, deviation, quartileDeviation, voxels: values.length } : notMeasured('noBlood', 'The blood holds no counts.');
}

function emptyRegion(): NotMeasured {
  return notMeasured('emptyRegion', 'The region holds no voxel.');
}
