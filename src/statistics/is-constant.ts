/**
 * Spread below this share of the largest magnitude is rounding, not scatter: subtraction of two doubles leaves a few
 * units of 2.2e-16, and sums of some thousand terms a few hundred.
 */
const roundingShare = 1e-13;

/**
 * Whether all values are equal up to rounding, so that no scatter can be estimated from them.
 * @param values any finite numbers; none or one counts as constant.
 * @param scale magnitude that the values were computed from, when it is larger than theirs (differences of large
 *   numbers); same unit.
 * @example isConstant([0.3 - 0.1, 0.2]) // true
 */
export function isConstant(values: readonly number[], scale = 0): boolean {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const magnitude = Math.max(scale, Math.abs(lowest), Math.abs(highest));
  return values.length < 2 || highest - lowest <= roundingShare * magnitude;
}
