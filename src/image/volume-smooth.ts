import { spacingOf, type Volume } from './volume.ts';

/** Beyond so many standard deviations a Gaussian is taken as 0. */
const REACH = 3;

/**
 * A volume smoothed by a Gaussian; at the border by what lies inside.
 * @param sigmaMm standard deviation.
 */
export function smoothed({ grid, values }: Volume, sigmaMm: number): Volume {
  const [columns, rows, slices] = grid.size;
  const spacing = spacingOf(grid);
  let out = values;
  const strides = [1, columns, columns * rows];
  grid.size.forEach((count, axis) => {
    out = smoothedAlong(out, count, strides[axis], kernelOf(sigmaMm / spacing[axis]));
  });
  return { grid: { ...grid, size: [columns, rows, slices] }, values: out };
}

/** One half of a Gaussian from its middle on. */
function kernelOf(sigma: number): Float64Array {
  if (sigma <= 0) return Float64Array.of(1);
  return Float64Array.from({ length: Math.ceil(REACH * sigma) + 1 }, (_, i) => Math.exp(-0.5 * (i / sigma) ** 2));
}

function smoothedAlong(values: Float32Array, count: number, stride: number, kernel: Float64Array): Float32Array {
  const out = new Float32Array(values.length);
  const line = new Float64Array(count);
  const block = stride * count;
  for (let start = 0; start < values.length; start += block) {
    for (let offset = start; offset < start + stride; offset++) {
      for (let i = 0; i < count; i++) line[i] = values[offset + i * stride];
      for (let i = 0; i < count; i++) {
        let [sum, weight] = [kernel[0] * line[i], kernel[0]];
        const reach = Math.min(kernel.length - 1, Math.max(i, count - 1 - i));
        for (let r = 1; r <= reach; r++) {
          if (i - r >= 0) { sum += kernel[r] * line[i - r]; weight += kernel[r]; }
          if (i + r < count) { sum += kernel[r] * line[i + r]; weight += kernel[r]; }
        }
        out[offset + i * stride] = sum / weight;
      }
    }
  }
  return out;
}
