import { spacingOf, voxelCount, type Grid, type VolumeMask } from './volume.ts';

/**
 * Squared distance of each voxel centre to the nearest voxel of a mask, mm2; Infinity where the mask is empty. The grid's
 * steps are taken to be at right angles.
 * Source: Felzenszwalb and Huttenlocher, Theory of Computing 2012;8:415, distance transforms of sampled functions.
 */
export function squaredDistances({ grid, inside }: VolumeMask): Float64Array {
  const out = Float64Array.from(inside, (value) => (value ? 0 : Infinity));
  const [columns, rows, slices] = grid.size;
  const spacing = spacingOf(grid);
  const strides = [1, columns, columns * rows];
  const lines = [
    { count: columns, starts: startsOf(rows, strides[1], slices, strides[2]) },
    { count: rows, starts: startsOf(columns, strides[0], slices, strides[2]) },
    { count: slices, starts: startsOf(columns, strides[0], rows, strides[1]) },
  ];
  lines.forEach(({ count, starts }, axis) => {
    const line = lineTransform(count, spacing[axis]);
    for (const start of starts) line(out, start, strides[axis]);
  });
  return out;
}

function* startsOf(first: number, firstStride: number, second: number, secondStride: number): Iterable<number> {
  for (let b = 0; b < second; b++) for (let a = 0; a < first; a++) yield a * firstStride + b * secondStride;
}

/** Lower envelope of parabolas along one line, in place. */
function lineTransform(count: number, spacing: number): (values: Float64Array, start: number, stride: number) => void {
  const heights = new Float64Array(count);
  const roots = new Int32Array(count);
  const borders = new Float64Array(count + 1);
  return (values, start, stride) => {
    let last = -1;
    for (let q = 0; q < count; q++) {
      const height = (heights[q] = values[start + q * stride]);
      if (height === Infinity) continue;
      let border = -Infinity;
      while (last >= 0) {
        const r = roots[last];
        border = ((height - heights[r]) / (spacing * spacing) + q * q - r * r) / (2 * (q - r));
        if (border > borders[last]) break;
        last--;
        border = -Infinity;
      }
      roots[++last] = q;
      borders[last] = border;
    }
    if (last < 0) return;
    for (let q = 0, k = 0; q < count; q++) {
      while (k < last && borders[k + 1] < q) k++;
      values[start + q * stride] = (spacing * (q - roots[k])) ** 2 + heights[roots[k]];
    }
  };
}

/** A mask without what lies within some mm of its border. */
export function eroded({ grid, inside }: VolumeMask, mm: number): VolumeMask {
  if (mm <= 0) return { grid, inside };
  const away = squaredDistances({ grid, inside: inside.map((value) => 1 - value) });
  return { grid, inside: inside.map((value, i) => (value && away[i] > mm * mm ? 1 : 0)) };
}

/** A mask with what lies within some mm of it. */
export function dilated({ grid, inside }: VolumeMask, mm: number): VolumeMask {
  if (mm <= 0) return { grid, inside };
  const away = squaredDistances({ grid, inside });
  return { grid, inside: inside.map((_, i) => (away[i] <= mm * mm ? 1 : 0)) };
}

/** How many voxels a mask holds. */
export function maskCount({ inside }: VolumeMask): number {
  let count = 0;
  for (let i = 0; i < inside.length; i++) count += inside[i];
  return count;
}

/** A mask that holds nothing. */
export function emptyMask(grid: Grid): VolumeMask {
  return { grid, inside: new Uint8Array(voxelCount(grid)) };
}
