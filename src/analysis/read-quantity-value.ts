import { followedQuantities, type FollowedQuantityName } from '../follow-up/followed-quantity.ts';
import type { LeftOutCode } from './follow-up-left-out.ts';
import { readNumber } from './read-number.ts';

/** A value in the unit of its quantity, with the factor that brought it there; or why it cannot be had. */
export type QuantityValue =
  | { readonly kind: 'value'; readonly value: number; readonly factor: number; readonly remarks: readonly ('signAdded' | 'unitAssumed')[] }
  | { readonly kind: 'leftOut'; readonly code: LeftOutCode; readonly parameters: Readonly<Record<string, string | number>> };

/** Quantities for which a size without sign is usual: strain shortens, so it is below 0. */
const signed: readonly FollowedQuantityName[] = ['globalLongitudinalStrain', 'circumferentialStrain'];

/**
 * Reads the value of a quantity with its unit, from the cell, its own unit column or the heading, in this order.
 *
 * Without any unit that of the quantity is taken. Strain written without sign is taken as negative.
 */
export function readQuantityValue(quantity: FollowedQuantityName, text: string, unitStated: string, commaIsDecimal: boolean): QuantityValue {
  const cell = readNumber(text, commaIsDecimal);
  if (cell.kind !== 'number') return { kind: 'leftOut', code: cell.kind === 'empty' ? 'noValue' : cell.kind, parameters: {} };
  const { unit, unitShown, plausible } = followedQuantities[quantity];
  const known = unitShown === '' ? unit : unitShown;
  const written = cell.unit || unitStated;
  const factor = factorOf(quantity, written);
  if (factor === null) return { kind: 'leftOut', code: 'unknownUnit', parameters: { unit: written, known } };
  const scaled = cell.value * factor;
  const flip = signed.includes(quantity) && scaled > 0;
  const value = flip ? -scaled : scaled;
  if (value < plausible[0] || value > plausible[1]) return { kind: 'leftOut', code: 'implausible', parameters: { lowest: plausible[0], highest: plausible[1], known: unitShown } };
  const remarks = [...(flip ? ['signAdded' as const] : []), ...(written === '' && unitShown !== '' ? ['unitAssumed' as const] : [])];
  return { kind: 'value', value, factor: flip ? -factor : factor, remarks };
}

/** What people write for points of a percentage, a score or a class. */
const pointWords = ['point', 'points', 'pt', 'pts', 'score', 'class', 'classe', 'grade', 'stade', 'stage'];

/** Factor from a unit to that of the quantity; 1 without any, null for one that is not known. */
function factorOf(quantity: FollowedQuantityName, written: string): number | null {
  const { unit, unitShown, otherUnits } = followedQuantities[quantity];
  const name = plainUnit(written);
  if (name === '' || [unit, unitShown].some((one) => plainUnit(one) === name)) return 1;
  if (pointWords.includes(name) && unit !== '1') return unitShown === '%' || unitShown === '' ? 1 : null;
  return Object.entries(otherUnits).find(([other]) => plainUnit(other) === name)?.[1] ?? null;
}

function plainUnit(unit: string): string {
  return unit.normalize('NFKD').replaceAll('μ', 'u').replaceAll('µ', 'u').toLowerCase().replace(/[\s{}_]/g, '');
}
