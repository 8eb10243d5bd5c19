/**
 * Does work on items side by side and yields the results in the order of the items, whichever is ready first.
 *
 * @param limit how many items may be worked on, or be done and wait for their turn, at once.
 * @throws what the first failing work throws, when its turn comes.
 */
export async function* mapInOrder<Item, Value>(
  items: AsyncIterable<Item> | Iterable<Item>,
  limit: number,
  work: (item: Item) => Promise<Value>,
): AsyncIterable<Value> {
  const line: Promise<Value>[] = [];
  for await (const item of items) {
    const value = work(item);
    // A failure is thrown in its turn; until then it must not count as unhandled.
    value.catch(() => undefined);
    line.push(value);
    if (line.length >= limit) yield await line.shift()!;
  }
  while (line.length > 0) yield await line.shift()!;
}

/** Gathers items into arrays of a given size; the last one may be shorter. */
export async function* inBatches<Item>(items: AsyncIterable<Item>, size: number): AsyncIterable<readonly Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
