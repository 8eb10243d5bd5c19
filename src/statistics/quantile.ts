/**
 * Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan, the default of R).
 * @param values at least one finite number, in any order; the result has their unit.
 * @param probability 0 to 1.
 * @example quantile([1, 2, 3, 10], 0.25) // 1.75
 * Source: Hyndman and Fan, Am Stat 1996;50:361, doi 10.1080/00031305.1996.10473566.
 */
export function quantile(values: readonly number[], probability: number): number {
  const sorted = Float64Array.from(values).sort();
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

/**
 * Middle value; the mean of the two middle values of an even count.
 * @param values at least one finite number.
 * @example median([3, 1, 2]) // 2
 */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
