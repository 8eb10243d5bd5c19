/** A rectangle of an image, pixels; the last row and column are in it. */
export interface TextBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

interface Grid {
  readonly rows: number;
  readonly columns: number;
}

/** How far text may be from standing still: grey levels, of 255, by which its pixels and its stillest strokes change, and its change as a share of that of moving ground. */
interface Steadiness {
  readonly pixels: number;
  readonly strokes: number;
  readonly ofGround: number;
}
/** Compression with loss leaves a little of what moves behind letters in them. Chosen on digital loops, so that tissue is hardly ever taken for text. */
const steadiness: Readonly<Record<'exact' | 'lossy', Steadiness>> = { exact: { pixels: 14, strokes: 3, ofGround: 0.2 }, lossy: { pixels: 28, strokes: 12, ofGround: 0.25 } };
/** Of 255: darker than this nobody reads. */
const LEAST_BRIGHT = 56;
/** A stroke is brighter by this than what lies on both its sides. */
const LEAST_CONTRAST = 30;
/** Strokes are thinner than twice this share of the picture's rows, and than these bounds, pixels. */
const STROKE_SHARE = 1 / 90;
const STROKE_REACH = [3, 12] as const;
/** Heights of letters: pixels, and as a share of the picture's rows. */
const LEAST_HEIGHT = 5;
const MOST_HEIGHT_SHARE = 1 / 8;
/** Letters that touch make parts so many times wider than high. */
const MOST_ASPECT = 12;
/** Letters of a row: how much of the lower one's height they share, how far their heights differ, and the gap in heights of the higher one. */
const LEAST_SHARED = 0.5;
const MOST_TALLER = 2.4;
const MOST_GAP = 1.6;
/** A row is at least so many times wider than high, and is crossed so many times per its width, along and down: frames and curves are crossed less. */
const LEAST_WIDTH = 1.1;
const LEAST_ACROSS = 0.75;
const LEAST_DOWN = 0.6;
/** Share of a row's rectangle that strokes cover, and that is clear of them. */
const COVERED = [0.1, 0.75] as const;
const LEAST_CLEAR = 0.2;
/** The ground of letters is of one grey to within these levels, or moves; tissue that stands still is neither. Of uneven ground at most this share. */
const SAME_GREY = 12;
const MOST_UNEVEN = { still: 0.16, moving: 0.08 } as const;
/** Where more of the ground than this moves, letters are so many. */
const MOVING_GROUND = 0.3;
const LEAST_LETTERS_ON_TISSUE = 3;
/** The stillest strokes of a row: the soft edges of letters change with their ground. */
const STILLEST = 0.3;
/** Most letters are at least so high, as a share of their row: parts of tissue differ more. */
const LEAST_OF_ROW = 0.5;
/** On still ground: letters, or width in heights of one part whose letters touch; a longer one is a curve. */
const LEAST_LETTERS = 2;
const TOUCHING = [1.8, 5] as const;
/** A full screen of writing has fewer letters; more are noise, and joining them would take for ever. */
const MOST_LETTERS = 3000;
/** Added on every side: the soft edges of letters. */
const MARGIN = 2;

/**
 * Finds text written into a picture: rows of bright thin strokes of the height of letters that stand still over the frames.
 *
 * It does not read. Dark letters on a bright ground, letters of less than 5 pixels, writing by hand, and digits that change within the loop are not found.
 * @param frames rows * columns each, 0 to 255, row-major, spread over the loop; of a single one everything counts as still.
 * @param lossy whether frames were compressed with loss.
 * @returns rectangles, from the top down; none for an empty list, nor for noise with more than 3000 parts like letters.
 */
export function findText(frames: readonly ArrayLike<number>[], grid: Grid, lossy: boolean): readonly TextBox[] {
  if (frames.length === 0) return [];
  const steady = steadiness[lossy ? 'lossy' : 'exact'];
  const strokes = strokesOf(stillPart(frames, grid, steady), grid);
  const parts = partsOf(strokes, grid);
  const letters = parts.filter((part) => isLetter(part, grid));
  if (letters.length > MOST_LETTERS) return [];
  const rows = rowsOf(letters).filter((row) => hasShapeOfText(row, strokes, grid) && standsOut(row, { strokes, letters, frames, grid, steady }));
  return rows.map((row) => withMargin(withPoints(row, parts), grid)).sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0);
}

/** The darkest that each pixel becomes; NaN where it is bright and changes. */
function stillPart(frames: readonly ArrayLike<number>[], { rows, columns }: Grid, { pixels }: Steadiness): Float32Array {
  const still = new Float32Array(rows * columns);
  for (let i = 0; i < still.length; i++) {
    let [least, most] = [Infinity, -Infinity];
    for (const frame of frames) {
      if (frame[i] < least) least = frame[i];
      if (frame[i] > most) most = frame[i];
      if (least < LEAST_BRIGHT) break;
    }
    // What is dark stays as it is: it is the ground that strokes stand on.
    still[i] = least >= LEAST_BRIGHT && most - least > pixels ? NaN : least;
  }
  return still;
}

/** 1 where a still pixel is brighter than what lies near by on both sides, along its row or its column. */
function strokesOf(still: Float32Array, { rows, columns }: Grid): Uint8Array {
  const reach = Math.min(STROKE_REACH[1], Math.max(STROKE_REACH[0], Math.round(rows * STROKE_SHARE)));
  const falls = (at: number, step: number, room: number): boolean => {
    const limit = still[at] - LEAST_CONTRAST;
    for (let k = 1; k <= reach && k <= room; k++) {
      // What moves has no grey of its own (NaN) and is ground.
      if (!(still[at + k * step] > limit)) return true;
    }
    return room < reach;
  };
  return Uint8Array.from(still, (value, at) => {
    if (!(value >= LEAST_BRIGHT)) return 0;
    const [row, column] = [Math.floor(at / columns), at % columns];
    return Number((falls(at, -1, column) && falls(at, 1, columns - 1 - column)) || (falls(at, -columns, row) && falls(at, columns, rows - 1 - row)));
  });
}

/** Rectangles of parts that touch by side or corner. */
function partsOf(mask: Uint8Array, { rows, columns }: Grid): TextBox[] {
  const seen = new Uint8Array(mask.length);
  const found: TextBox[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] === 0 || seen[start] === 1) continue;
    const waiting = [start];
    seen[start] = 1;
    let [x0, y0, x1, y1] = [columns, rows, 0, 0];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const [y, x] = [Math.floor(at / columns), at % columns];
      [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y)];
      for (let v = Math.max(0, y - 1); v <= Math.min(rows - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(columns - 1, x + 1); u++) {
          const next = v * columns + u;
          if (mask[next] === 0 || seen[next] === 1) continue;
          seen[next] = 1;
          waiting.push(next);
        }
      }
    }
    found.push({ x0, y0, x1, y1 });
  }
  return found;
}

function heightOf({ y0, y1 }: TextBox): number {
  return y1 - y0 + 1;
}

function widthOf({ x0, x1 }: TextBox): number {
  return x1 - x0 + 1;
}

function isLetter(part: TextBox, { rows }: Grid): boolean {
  const height = heightOf(part);
  return height >= LEAST_HEIGHT && height <= Math.max(2 * LEAST_HEIGHT, rows * MOST_HEIGHT_SHARE) && widthOf(part) <= MOST_ASPECT * height;
}

/** Letters that stand in one row, joined. */
function rowsOf(letters: readonly TextBox[]): readonly TextBox[] {
  let joined = [...letters];
  for (let before = Infinity; joined.length < before;) {
    before = joined.length;
    const kept: TextBox[] = [];
    for (const one of joined.toSorted((a, b) => a.x0 - b.x0)) {
      const at = kept.findIndex((other) => standTogether(one, other));
      if (at < 0) kept.push(one);
      else kept[at] = around(one, kept[at]);
    }
    joined = kept;
  }
  return joined;
}

/** A row with the points, accents and broken letters that stand in it. */
function withPoints(row: TextBox, parts: readonly TextBox[]): TextBox {
  const beside = parts.filter((part) => heightOf(part) <= MOST_TALLER * heightOf(row) && widthOf(part) <= MOST_ASPECT * heightOf(row) && isInRow(part, row));
  const wider = beside.reduce(around, row);
  return widthOf(wider) > widthOf(row) ? withPoints(wider, parts) : wider;
}

function isInRow(part: TextBox, row: TextBox): boolean {
  const middle = (part.y0 + part.y1) / 2;
  return middle >= row.y0 && middle <= row.y1 && Math.max(part.x0, row.x0) - Math.min(part.x1, row.x1) - 1 <= MOST_GAP * heightOf(row);
}

function standTogether(a: TextBox, b: TextBox): boolean {
  const [lower, higher] = [heightOf(a), heightOf(b)].sort((x, y) => x - y);
  const shared = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0) + 1;
  const gap = Math.max(a.x0, b.x0) - Math.min(a.x1, b.x1) - 1;
  return shared >= LEAST_SHARED * lower && higher <= MOST_TALLER * lower && gap <= MOST_GAP * higher;
}

function around(a: TextBox, b: TextBox): TextBox {
  return { x0: Math.min(a.x0, b.x0), y0: Math.min(a.y0, b.y0), x1: Math.max(a.x1, b.x1), y1: Math.max(a.y1, b.y1) };
}

/** Whether strokes fill a row as writing does. */
function hasShapeOfText(row: TextBox, strokes: Uint8Array, { columns }: Grid): boolean {
  const [height, width] = [heightOf(row), widthOf(row)];
  if (width < LEAST_WIDTH * height) return false;
  let [covered, across, down] = [0, 0, 0];
  for (let y = row.y0; y <= row.y1; y++) {
    for (let x = row.x0; x <= row.x1; x++) {
      if (strokes[y * columns + x] === 0) continue;
      covered++;
      // Counted where a run of strokes begins.
      across += Number(x === row.x0 || strokes[y * columns + x - 1] === 0);
      down += Number(y === row.y0 || strokes[(y - 1) * columns + x] === 0);
    }
  }
  const share = covered / (height * width);
  return share >= COVERED[0] && share <= COVERED[1] && across / width >= LEAST_ACROSS && down / width >= LEAST_DOWN;
}

interface Seen {
  readonly strokes: Uint8Array;
  readonly letters: readonly TextBox[];
  readonly frames: readonly ArrayLike<number>[];
  readonly grid: Grid;
  readonly steady: Steadiness;
}

/** Whether the strokes of a row stand still on ground that is even, or that moves while they do not. */
function standsOut(row: TextBox, seen: Seen): boolean {
  const { clear, uneven, moving, strokeChange, groundChange } = groundOf(row, seen);
  const onTissue = moving > MOVING_GROUND;
  if (clear < LEAST_CLEAR || uneven > MOST_UNEVEN[onTissue ? 'moving' : 'still'] || strokeChange > seen.steady.strokes) return false;
  const heights = seen.letters.filter((letter) => letter.x0 >= row.x0 && letter.x1 <= row.x1 && letter.y0 >= row.y0 && letter.y1 <= row.y1).map(heightOf);
  const count = heights.length;
  if (quantileOf(heights, 0.5) < LEAST_OF_ROW * heightOf(row)) return false;
  if (onTissue) return count >= LEAST_LETTERS_ON_TISSUE && strokeChange <= seen.steady.ofGround * groundChange;
  const aspect = widthOf(row) / heightOf(row);
  return count >= LEAST_LETTERS || (aspect >= TOUCHING[0] && aspect <= TOUCHING[1]);
}

/** What a row of strokes stands on: shares of the rectangle clear of strokes, of that ground uneven and moving; change over the frames of its stillest strokes, and of moving ground on average. */
interface Ground {
  readonly clear: number;
  readonly uneven: number;
  readonly moving: number;
  readonly strokeChange: number;
  readonly groundChange: number;
}

function groundOf(row: TextBox, { strokes, frames, grid, steady }: Seen): Ground {
  // With a margin of half a height: letters of few pixels leave no ground between them.
  const { x0, y0, x1, y1 } = withMargin(row, grid, Math.ceil(heightOf(row) / 2));
  const [still, changes]: [number[], number[]] = [[], []];
  let [moving, groundChange] = [0, 0];
  for (let y = y0; y <= y1; y++) {
    for (let x = x0; x <= x1; x++) {
      const at = y * grid.columns + x;
      const isStroke = strokes[at] === 1;
      if (!isStroke && isNearStroke(x, y, strokes, grid)) continue;
      const { least, change } = overFrames(frames, at);
      if (isStroke) changes.push(change);
      else if (change > steady.pixels) [moving, groundChange] = [moving + 1, groundChange + change];
      else still.push(least);
    }
  }
  const ground = Math.max(1, still.length + moving);
  const usual = quantileOf(still, 0.5);
  const uneven = still.filter((value) => Math.abs(value - usual) > SAME_GREY).length;
  return { clear: (still.length + moving) / ((x1 - x0 + 1) * (y1 - y0 + 1)), uneven: uneven / ground, moving: moving / ground, strokeChange: quantileOf(changes, STILLEST), groundChange: groundChange / Math.max(1, moving) };
}

function overFrames(frames: readonly ArrayLike<number>[], at: number): { readonly least: number; readonly change: number } {
  let [least, most] = [Infinity, -Infinity];
  for (const frame of frames) {
    if (frame[at] < least) least = frame[at];
    if (frame[at] > most) most = frame[at];
  }
  return { least, change: most - least };
}

function isNearStroke(x: number, y: number, strokes: Uint8Array, { rows, columns }: Grid): boolean {
  for (let v = Math.max(0, y - 1); v <= Math.min(rows - 1, y + 1); v++) {
    for (let u = Math.max(0, x - 1); u <= Math.min(columns - 1, x + 1); u++) if (strokes[v * columns + u] === 1) return true;
  }
  return false;
}

function withMargin({ x0, y0, x1, y1 }: TextBox, { rows, columns }: Grid, by = MARGIN): TextBox {
  return { x0: Math.max(0, x0 - by), y0: Math.max(0, y0 - by), x1: Math.min(columns - 1, x1 + by), y1: Math.min(rows - 1, y1 + by) };
}

/** 0 of no values. */
function quantileOf(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * values.length)] ?? 0;
}
