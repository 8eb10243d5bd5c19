/** For each target index: the first source index it is read from, and the weights of that one and those behind it. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: readonly Float64Array[];
}

/** Weights fall linearly from the target pixel's centre; over as many source pixels as one target pixel covers when shrinking. */
function tapsOf(sourceCount: number, targetCount: number): Taps {
  const scale = sourceCount / targetCount;
  const reach = Math.max(1, scale);
  const first = new Int32Array(targetCount);
  const weights: Float64Array[] = [];
  for (let i = 0; i < targetCount; i++) {
    const centre = (i + 0.5) * scale;
    const from = Math.max(0, Math.floor(centre - reach + 0.5));
    const to = Math.min(sourceCount, Math.floor(centre + reach + 0.5));
    const row = new Float64Array(to - from);
    let total = 0;
    for (let k = from; k < to; k++) total += row[k - from] = Math.max(0, 1 - Math.abs(k + 0.5 - centre) / reach);
    for (let k = 0; k < row.length; k++) row[k] /= total;
    first[i] = from;
    weights.push(row);
  }
  return { first, weights };
}

/**
 * Scales an image to another size by linear weights: interpolated when it grows, averaged when it shrinks.
 *
 * Both images cover the same field; index = row * columns + column.
 * @returns toRows * toColumns values in the unit of the input.
 * Source: the triangle filter with support that grows as the image shrinks; `Image.resize` of Pillow with BILINEAR,
 *   which rounds to whole grey levels where this does not.
 */
export function resize(values: ArrayLike<number>, rows: number, columns: number, toRows: number, toColumns: number): Float32Array {
  const across = tapsOf(columns, toColumns);
  const narrow = new Float32Array(rows * toColumns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < toColumns; c++) {
      const weights = across.weights[c];
      const from = r * columns + across.first[c];
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k] * values[from + k];
      narrow[r * toColumns + c] = sum;
    }
  }
  const down = tapsOf(rows, toRows);
  const out = new Float32Array(toRows * toColumns);
  for (let r = 0; r < toRows; r++) {
    const weights = down.weights[r];
    const line = r * toColumns;
    for (let k = 0; k < weights.length; k++) {
      const weight = weights[k];
      const from = (down.first[r] + k) * toColumns;
      for (let c = 0; c < toColumns; c++) out[line + c] += weight * narrow[from + c];
    }
  }
  return out;
}
