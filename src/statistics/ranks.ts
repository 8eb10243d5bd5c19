/**
 * Ranks from 1, ties sharing the mean of their ranks, as `rank` of R does by default.
 * @param values any finite numbers.
 * @example ranks([10, 30, 20, 20]) // [1, 4, 2.5, 2.5]
 */
export function ranks(values: readonly number[]): number[] {
  const order = Array.from(values, (_, index) => index).sort((a, b) => values[a] - values[b]);
  const result = values.map(() => 0);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let i = start; i < end; i++) result[order[i]] = (start + end + 1) / 2;
    start = end;
  }
  return result;
}

/**
 * Sum of t^3 - t over the groups of tied values: the quantity that tie corrections are written in. 0 without ties.
 * @example tieTerm([1, 2, 2, 3]) // 6
 */
export function tieTerm(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let total = 0;
  for (const count of counts.values()) total += count ** 3 - count;
  return total;
}
