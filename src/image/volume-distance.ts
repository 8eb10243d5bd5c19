import { spacingOf, type Grid, type VolumeMask } from './volume.ts';

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

/** A mask without what lies within some mm of its border; what lies beyond the grid is outside. */
export function eroded(mask: VolumeMask, mm: number): VolumeMask {
  return mm <= 0 ? mask : withinBox(mask, mm, (cut) => {
    const away = squaredDistances({ grid: cut.grid, inside: cut.inside.map((value) => 1 - value) });
    return cut.inside.map((value, i) => (value && away[i] > mm * mm ? 1 : 0));
  });
}

/** A mask with what lies within some mm of it. */
export function dilated(mask: VolumeMask, mm: number): VolumeMask {
  return mm <= 0 ? mask : withinBox(mask, mm, (cut) => {
    const away = squaredDistances(cut);
    return cut.inside.map((_, i) => (away[i] <= mm * mm ? 1 : 0));
  });
}

/** Works on the box that holds a mask and a margin about it: masks are small beside their volume. */
function withinBox({ grid, inside }: VolumeMask, marginMm: number, work: (cut: VolumeMask) => Uint8Array): VolumeMask {
  const box = boxOf({ grid, inside }, marginMm);
  const out = new Uint8Array(inside.length);
  if (!box) return { grid, inside: out };
  const [columns, rows] = grid.size;
  const [width, height, depth] = box.size;
  const lines = function* (): Iterable<readonly [from: number, to: number]> {
    for (let k = 0; k < depth; k++) for (let j = 0; j < height; j++) yield [((box.first[2] + k) * rows + box.first[1] + j) * columns + box.first[0], (k * height + j) * width];
  };
  const cut = new Uint8Array(width * height * depth);
  for (const [from, to] of lines()) cut.set(inside.subarray(from, from + width), to);
  const done = work({ grid: { ...grid, size: box.size }, inside: cut });
  for (const [from, to] of lines()) out.set(done.subarray(to, to + width), from);
  return { grid, inside: out };
}

/** First voxel and size of the box about a mask; null when it holds nothing. */
function boxOf({ grid, inside }: VolumeMask, marginMm: number): { readonly first: readonly number[]; readonly size: Grid['size'] } | null {
  const [columns, rows] = grid.size;
  const [least, most] = [[Infinity, Infinity, Infinity], [-Infinity, -Infinity, -Infinity]];
  for (let at = 0; at < inside.length; at++) {
    if (!inside[at]) continue;
    const [i, j, k] = [at % columns, Math.floor(at / columns) % rows, Math.floor(at / (columns * rows))];
    if (i < least[0]) least[0] = i;
    if (i > most[0]) most[0] = i;
    if (j < least[1]) least[1] = j;
    if (j > most[1]) most[1] = j;
    if (k < least[2]) least[2] = k;
    if (k > most[2]) most[2] = k;
  }
  if (least[0] === Infinity) return null;
  const margin = spacingOf(grid).map((spacing) => Math.ceil(marginMm / spacing) + 1);
  const first = least.map((low, axis) => Math.max(0, low - margin[axis]));
  return { first, size: most.map((high, axis) => Math.min(grid.size[axis] - 1, high + margin[axis]) - first[axis] + 1) as unknown as Grid['size'] };
}

/** How many voxels a mask holds. */
export function maskCount({ inside }: VolumeMask): number {
  let count = 0;
  for (let i = 0; i < inside.length; i++) count += inside[i];
  return count;
}
