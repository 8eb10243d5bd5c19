/**
 * The largest connected part of a mask, its holes filled. Pixels touch along their sides.
 * @param mask rows * columns, row-major; not 0 is inside.
 * @returns 1 inside, 0 outside; all 0 when the mask is empty.
 */
export function largestPart(mask: ArrayLike<number>, rows: number, columns: number): Uint8Array {
  const out = new Uint8Array(rows * columns);
  const box = boxOf(mask, rows, columns);
  if (!box) return out;
  // Masks are small beside their image: all work is done in the rectangle that holds them.
  const [height, width] = [box.bottom - box.top, box.right - box.left];
  const cut = new Uint8Array(height * width);
  for (let r = 0; r < height; r++) for (let c = 0; c < width; c++) cut[r * width + c] = mask[(box.top + r) * columns + box.left + c] !== 0 ? 1 : 0;
  const kept = keptOf(cut, height, width);
  for (let r = 0; r < height; r++) out.set(kept.subarray(r * width, (r + 1) * width), (box.top + r) * columns + box.left);
  return out;
}

/** The rectangle that holds a mask; the ends are not in it. */
function boxOf(mask: ArrayLike<number>, rows: number, columns: number): { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number } | null {
  let [top, left, bottom, right] = [rows, columns, 0, 0];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      if (mask[r * columns + c] === 0) continue;
      if (r < top) top = r;
      if (r >= bottom) bottom = r + 1;
      if (c < left) left = c;
      if (c >= right) right = c + 1;
    }
  }
  return bottom > 0 ? { top, left, bottom, right } : null;
}

function keptOf(mask: Uint8Array, rows: number, columns: number): Uint8Array {
  const inside = parts(mask, rows, columns, 1);
  const kept = new Uint8Array(rows * columns);
  for (let i = 0; i < kept.length; i++) if (inside.labels[i] !== 0 && inside.labels[i] === inside.largest) kept[i] = 1;
  // What is outside and does not reach the border is a hole.
  const outside = parts(kept, rows, columns, 0);
  const open = new Uint8Array(outside.count + 1);
  for (let c = 0; c < columns; c++) open[outside.labels[c]] = open[outside.labels[(rows - 1) * columns + c]] = 1;
  for (let r = 0; r < rows; r++) open[outside.labels[r * columns]] = open[outside.labels[(r + 1) * columns - 1]] = 1;
  for (let i = 0; i < kept.length; i++) if (open[outside.labels[i]] === 0) kept[i] = 1;
  return kept;
}

/** Numbers the connected parts where the mask is (1) or is not (0) set, from 1; 0 elsewhere. */
function parts(mask: Uint8Array, rows: number, columns: number, wanted: 0 | 1): { readonly labels: Int32Array; readonly count: number; readonly largest: number } {
  const labels = new Int32Array(rows * columns);
  const queue = new Int32Array(rows * columns);
  let [count, largest, largestSize] = [0, 0, 0];
  for (let start = 0; start < labels.length; start++) {
    if (labels[start] !== 0 || mask[start] !== wanted) continue;
    labels[start] = ++count;
    queue[0] = start;
    let size = 1;
    for (let done = 0; done < size; done++) {
      const at = queue[done];
      const column = at % columns;
      for (let side = 0; side < 4; side++) {
        const next = side === 0 ? at - columns : side === 1 ? at + columns : side === 2 ? (column > 0 ? at - 1 : -1) : column < columns - 1 ? at + 1 : -1;
        if (next < 0 || next >= labels.length || labels[next] !== 0 || mask[next] !== wanted) continue;
        labels[next] = count;
        queue[size++] = next;
      }
    }
    if (size > largestSize) [largest, largestSize] = [count, size];
  }
  return { labels, count, largest };
}
