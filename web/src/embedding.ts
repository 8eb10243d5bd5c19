/** A table of numbers, row by row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** A measure that more scans lack than this share tells more of the lack than of the heart. */
const mostMissing = 0.5;

/**
 * Measures as features: each less its mean, in SDs; what was not measured stands at the mean.
 * @param measures one array a measure, NaN where it was not measured. Measures that most scans lack, or that never vary, are left out.
 * @returns the features, and which measures they are.
 */
export function standardised(measures: readonly Float64Array[]): { readonly features: Matrix; readonly used: readonly number[] } {
  const rows = measures[0]?.length ?? 0;
  const scales = measures.map((values) => {
    const present = values.filter((value) => !Number.isNaN(value));
    const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
    const sd = Math.sqrt(present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, present.length - 1));
    return { mean, sd, present: present.length };
  });
  const used = scales.flatMap(({ sd, present }, i) => (present >= 2 && present >= (1 - mostMissing) * rows && sd > 0 ? [i] : []));
  const values = new Float32Array(rows * used.length);
  for (const [column, i] of used.entries()) {
    for (let row = 0; row < rows; row++) values[row * used.length + column] = Number.isNaN(measures[i][row]) ? 0 : (measures[i][row] - scales[i].mean) / scales[i].sd;
  }
  return { features: { rows, columns: used.length, values }, used };
}

/**
 * Principal components: the two directions in which rows differ most.
 * @returns the place of each row, x and y by turns, and the share of the variance that each direction explains.
 * Source: Jolliffe, Principal Component Analysis, 2nd ed. 2002; eigenvectors by the cyclic Jacobi method.
 */
export function principalComponents({ rows, columns, values }: Matrix): { readonly places: Float32Array; readonly shares: readonly [number, number] } {
  const places = new Float32Array(2 * rows);
  if (rows < 2 || columns === 0) return { places, shares: [0, 0] };
  const means = Float64Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += values[row * columns + column];
    return sum / rows;
  });
  const { eigenvalues, vectors } = symmetricEigen(covariance({ rows, columns, values }, means));
  const order = [...eigenvalues.keys()].sort((a, b) => eigenvalues[b] - eigenvalues[a]).slice(0, 2);
  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  for (const [axis, which] of order.entries()) {
    const vector = vectors.map((line) => line[which]);
    // Either sign is right; the one whose largest part is positive gives the same map every time.
    const sign = Math.sign(vector.reduce((largest, part) => (Math.abs(part) > Math.abs(largest) ? part : largest), 0)) || 1;
    for (let row = 0; row < rows; row++) {
      let place = 0;
      for (let column = 0; column < columns; column++) place += (values[row * columns + column] - means[column]) * vector[column];
      places[2 * row + axis] = sign * place;
    }
  }
  const share = (axis: number): number => (total > 0 && order[axis] !== undefined ? eigenvalues[order[axis]] / total : 0);
  return { places, shares: [share(0), share(1)] };
}

function covariance({ rows, columns, values }: Matrix, means: Float64Array): number[][] {
  const sums = Array.from({ length: columns }, () => Array<number>(columns).fill(0));
  for (let row = 0; row < rows; row++) {
    for (let a = 0; a < columns; a++) {
      const first = values[row * columns + a] - means[a];
      for (let b = a; b < columns; b++) sums[a][b] += first * (values[row * columns + b] - means[b]);
    }
  }
  return sums.map((line, a) => line.map((_, b) => sums[Math.min(a, b)][Math.max(a, b)] / (rows - 1)));
}

const sweeps = 60;
/** Relative to the diagonal, what is smaller is none. */
const smallest = 1e-12;

/** Eigenvalues and eigenvectors, a column each, of a symmetric matrix, which is used up. */
function symmetricEigen(matrix: number[][]): { readonly eigenvalues: readonly number[]; readonly vectors: readonly (readonly number[])[] } {
  const size = matrix.length;
  const vectors = matrix.map((_, a) => matrix.map((__, b) => (a === b ? 1 : 0)));
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let off = 0;
    for (let a = 0; a < size; a++) {
      for (let b = a + 1; b < size; b++) {
        off = Math.max(off, Math.abs(matrix[a][b]));
        rotate(matrix, vectors, a, b);
      }
    }
    if (off <= smallest * Math.max(...matrix.map((line, i) => Math.abs(line[i])))) break;
  }
  return { eigenvalues: matrix.map((line, i) => line[i]), vectors };
}

/** Turns two axes so that nothing is left between them. */
function rotate(matrix: number[][], vectors: number[][], a: number, b: number): void {
  if (matrix[a][b] === 0) return;
  const theta = (matrix[b][b] - matrix[a][a]) / (2 * matrix[a][b]);
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (const lines of [matrix, vectors]) {
    for (const line of lines) [line[a], line[b]] = [cosine * line[a] - sine * line[b], sine * line[a] + cosine * line[b]];
  }
  const [lineA, lineB] = [[...matrix[a]], [...matrix[b]]];
  for (let i = 0; i < matrix.length; i++) {
    matrix[a][i] = cosine * lineA[i] - sine * lineB[i];
    matrix[b][i] = sine * lineA[i] + cosine * lineB[i];
  }
}

/** The rows nearest to one by Euclidean distance, the nearest first, without the row itself. */
export function nearestRows({ rows, columns, values }: Matrix, row: number, count: number): readonly number[] {
  const distances = Float64Array.from({ length: rows }, (_, other) => {
    let sum = 0;
    for (let column = 0; column < columns; column++) sum += (values[other * columns + column] - values[row * columns + column]) ** 2;
    return sum;
  });
  return [...distances.keys()].filter((other) => other !== row).sort((a, b) => distances[a] - distances[b]).slice(0, count);
}
