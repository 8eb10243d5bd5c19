/**
 * The largest connected part of a mask, its holes filled. Pixels touch along their sides.
 * @param mask rows * columns, row-major; not 0 is inside.
 * @returns 1 inside, 0 outside; all 0 when the mask is empty.
 */
export function largestPart(mask: ArrayLike<number>, rows: number, columns: number): Uint8Array {
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
function parts(mask: ArrayLike<number>, rows: number, columns: number, wanted: 0 | 1): { readonly labels: Int32Array; readonly count: number; readonly largest: number } {
  const labels = new Int32Array(rows * columns);
  const queue = new Int32Array(rows * columns);
  let [count, largest, largestSize] = [0, 0, 0];
  for (let start = 0; start < labels.length; start++) {
    if (labels[start] !== 0 || (mask[start] !== 0 ? 1 : 0) !== wanted) continue;
    labels[start] = ++count;
    queue[0] = start;
    let size = 1;
    for (let done = 0; done < size; done++) {
      const at = queue[done];
      const column = at % columns;
      for (let side = 0; side < 4; side++) {
        const next = side === 0 ? at - columns : side === 1 ? at + columns : side === 2 ? (column > 0 ? at - 1 : -1) : column < columns - 1 ? at + 1 : -1;
        if (next < 0 || next >= labels.length || labels[next] !== 0 || (mask[next] !== 0 ? 1 : 0) !== wanted) continue;
        labels[next] = count;
        queue[size++] = next;
      }
    }
    if (size > largestSize) [largest, largestSize] = [count, size];
  }
  return { labels, count, largest };
}
