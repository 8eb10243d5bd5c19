/**
 * Sum of the values, with Neumaier's compensation so that the order of the rows does not show in the result.
 * @param values any finite numbers; none gives 0.
 * @example sum([1e16, 1, -1e16]) // 1
 * Source: Neumaier, Z Angew Math Mech 1974;54:39, doi 10.1002/zamm.19740540106.
 */
export function sum(values: readonly number[]): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}
