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
  readonly share: Float32Array;
}

function sharesOf(sourceCount: number, sourceSpacing: number, flipped: boolean, origin: number, targetSpacing: number): Shares {
  const first = new Int32Array(sourceCount);
  const share = new Float32Array(sourceCount);
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

function sumInto(image: Raster, grid: Grid): Float32Array {
  const across = sharesOf(image.columns, image.spacingMm[1], image.flipColumns, grid.leftMm, grid.spacingMm);
  const down = sharesOf(image.rows, image.spacingMm[0], image.flipRows, grid.topMm, grid.spacingMm);
  const out = new Float32Array(grid.rows * grid.columns);
  // One spare column on each side lets the inner loop run without checks.
  const line = new Float32Array(grid.columns + 3);
  const [from, to] = columnRange(across.first, grid.columns);
  for (let r = 0; r < image.rows; r++) {
    const target = down.first[r];
    if (target < -1 || target >= grid.rows) continue;
    line.fill(0);
    const offset = r * image.columns;
    for (let c = from; c < to; c++) {
      const value = image.values[offset + c];
      const column = across.first[c] + 1;
      const here = value * across.share[c];
      line[column] += here;
      line[column + 1] += value - here;
    }
    if (target >= 0) addLine(out, target * grid.columns, line, down.share[r], grid.columns);
    if (target + 1 < grid.rows && down.share[r] < 1) addLine(out, (target + 1) * grid.columns, line, 1 - down.share[r], grid.columns);
  }
  return out;
}

function addLine(out: Float32Array, offset: number, line: Float32Array, weight: number, columns: number): void {
  for (let c = 0; c < columns; c++) out[offset + c] += weight * line[c + 1];
}

/** The contiguous run of source columns whose first target column lies in [-1, columns). */
function columnRange(first: Int32Array, columns: number): [number, number] {
  let from = 0;
  let to = first.length;
  const outside = (i: number) => first[i] < -1 || first[i] >= columns;
  while (from < to && outside(from)) from++;
  while (to > from && outside(to - 1)) to--;
  return [from, to];
}
