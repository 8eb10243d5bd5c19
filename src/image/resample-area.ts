/** A rectangular image in memory with its pixel size. Index = row * columns + column. */
export interface Raster {
  readonly rows: number;
  readonly columns: number;
  readonly spacingMm: readonly [row: number, column: number];
  readonly values: ArrayLike<number>;
  /** True where the stored rows (columns) run the other way round than the patient is to be seen. */
  readonly flipRows: boolean;
  readonly flipColumns: boolean;
}

/** A square-pixel grid laid over a raster. `topMm` and `leftMm` say where its outer corner lies, from the raster's outer corner. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  readonly spacingMm: number;
  readonly topMm: number;
  readonly leftMm: number;
}

/** Where each source index begins among target pixels, and how it is shared between two of them. */
interface Shares {
  readonly first: Int32Array;
  /** Share that falls into `first`; the rest falls into `first + 1`. */
  readonly share: Float64Array;
}

function sharesOf(sourceCount: number, sourceSpacing: number, flipped: boolean, origin: number, targetSpacing: number): Shares {
  const first = new Int32Array(sourceCount);
  const share = new Float64Array(sourceCount);
  for (let i = 0; i < sourceCount; i++) {
    const seen = flipped ? sourceCount - 1 - i : i;
    const start = (seen * sourceSpacing - origin) / targetSpacing;
    const end = start + sourceSpacing / targetSpacing;
    first[i] = Math.floor(start);
    share[i] = end <= first[i] + 1 ? 1 : (first[i] + 1 - start) / (end - start);
  }
  return { first, share };
}

/**
 * Sums an image into a coarser grid so that counts are kept: each pixel's value is shared between the grid pixels it
 * covers in proportion to area. Pixels outside the grid are left out; grid pixels outside the image stay 0.
 *
 * Source pixels must not be more than one target pixel wide; a coarser source is spread by linear shares, which keeps
 * counts but not resolution.
 * @returns rows * columns sums, in the unit of the input values.
 */
export function resampleArea(image: Raster, grid: Grid): Float32Array {
  const factor = Math.ceil(Math.max(image.spacingMm[0], image.spacingMm[1]) / grid.spacingMm);
  return factor > 1 ? resampleArea(subdivided(image, factor), grid) : sumInto(image, grid);
}

/** Splits every pixel into factor x factor equal ones holding equal parts of its value. */
function subdivided(image: Raster, factor: number): Raster {
  const [rows, columns] = [image.rows * factor, image.columns * factor];
  const values = new Float32Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    const from = Math.floor(r / factor) * image.columns;
    for (let c = 0; c < columns; c++) values[r * columns + c] = image.values[from + Math.floor(c / factor)] / factor ** 2;
  }
  return { ...image, rows, columns, values, spacingMm: [image.spacingMm[0] / factor, image.spacingMm[1] / factor] };
}

/** Source rows are first added up into one line per target row, from top to bottom; each line is then shared among target columns. */
function sumInto(image: Raster, grid: Grid): Float32Array {
  const across = sharesOf(image.columns, image.spacingMm[1], image.flipColumns, grid.leftMm, grid.spacingMm);
  const down = sharesOf(image.rows, image.spacingMm[0], image.flipRows, grid.topMm, grid.spacingMm);
  const out = new Float32Array(grid.rows * grid.columns);
  const [from, to] = usedRange(across.first, grid.columns);
  let here = new Float64Array(image.columns);
  let below = new Float64Array(image.columns);
  let target = -1;
  const finishLine = () => {
    if (target >= 0 && target < grid.rows) shareColumns(out, target * grid.columns, here, across, from, to, grid.columns);
    [here, below] = [below, here.fill(0)];
    target++;
  };
  const step = image.flipRows ? -1 : 1;
  for (let seen = 0; seen < image.rows; seen++) {
    const r = image.flipRows ? image.rows - 1 - seen : seen;
    if (down.first[r] < -1 || down.first[r] >= grid.rows) continue;
    while (target < down.first[r]) finishLine();
    if (wholeRows(down, r, step, 4)) {
      addFourRows(here, image.values, r * image.columns, step * image.columns, from, to);
      seen += 3;
    } else if (down.share[r] === 1) addRow(here, image.values, r * image.columns, from, to);
    else divideRow(here, below, image.values, r * image.columns, from, to, down.share[r]);
  }
  finishLine();
  finishLine();
  return out;
}

/** True when `count` source rows from r on all lie wholly in the target row of r. */
function wholeRows({ first, share }: Shares, r: number, step: number, count: number): boolean {
  const last = r + step * (count - 1);
  return last >= 0 && last < first.length && first[last] === first[r] && share[last] === 1;
}

/** Four rows in one pass: a line is read and written once instead of four times, which halves the time of large images. */
function addFourRows(line: Float64Array, values: ArrayLike<number>, offset: number, stride: number, from: number, to: number): void {
  const [second, third, fourth] = [offset + stride, offset + 2 * stride, offset + 3 * stride];
  for (let c = from; c < to; c++) line[c] += values[offset + c] + values[second + c] + values[third + c] + values[fourth + c];
}

function addRow(line: Float64Array, values: ArrayLike<number>, offset: number, from: number, to: number): void {
  for (let c = from; c < to; c++) line[c] += values[offset + c];
}

function divideRow(here: Float64Array, below: Float64Array, values: ArrayLike<number>, offset: number, from: number, to: number, share: number): void {
  for (let c = from; c < to; c++) {
    const part = share * values[offset + c];
    here[c] += part;
    below[c] += values[offset + c] - part;
  }
}

function shareColumns(out: Float32Array, offset: number, line: Float64Array, across: Shares, from: number, to: number, columns: number): void {
  let c = from;
  while (c < to) {
    const column = across.first[c];
    let here = 0;
    let beside = 0;
    for (; c < to && across.first[c] === column; c++) {
      const part = line[c] * across.share[c];
      here += part;
      beside += line[c] - part;
    }
    if (column >= 0) out[offset + column] += here;
    if (column + 1 < columns) out[offset + column + 1] += beside;
  }
}

/** The contiguous run of source indices whose first target index lies in [-1, count). */
function usedRange(first: Int32Array, count: number): [number, number] {
  let from = 0;
  let to = first.length;
  const outside = (i: number) => first[i] < -1 || first[i] >= count;
  while (from < to && outside(from)) from++;
  while (to > from && outside(to - 1)) to--;
  return [from, to];
}
