import { AmyloscopeError } from '../measurement/amyloscope-error.ts';

/**
 * Refuses values that are not finite numbers, so that no statistic answers NaN.
 * @param name what the values are, for the message.
 * @throws AmyloscopeError `invalidInput` naming the first offending position, counted from 1.
 * @example requireFinite('scores', [1, 2]) // undefined
 */
export function requireFinite(name: string, values: readonly number[]): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new AmyloscopeError('invalidInput', `${name}: value ${i + 1} is ${String(values[i])}; a finite number is needed. Remove the row or correct the value.`);
    }
  }
}

/**
 * Refuses a table with a cell that is neither a finite number nor missing.
 * @param table rows of cells; `null` is a missing cell.
 * @throws AmyloscopeError `invalidInput` naming row and column, counted from 1.
 */
export function requireFiniteTable(name: string, table: readonly (readonly (number | null)[])[]): void {
  for (let row = 0; row < table.length; row++) {
    for (let column = 0; column < table[row].length; column++) {
      const value = table[row][column];
      if (value !== null && !Number.isFinite(value)) {
        throw new AmyloscopeError('invalidInput', `${name}: row ${row + 1}, column ${column + 1} is ${String(value)}; a finite number is needed. Correct the cell or leave it empty.`);
      }
    }
  }
}

/**
 * Refuses two lists of different length where each entry of one belongs to an entry of the other.
 * @throws AmyloscopeError `invalidInput` with both lengths.
 */
export function requireSameLength(firstName: string, first: readonly unknown[], secondName: string, second: readonly unknown[]): void {
  if (first.length !== second.length) {
    throw new AmyloscopeError('invalidInput', `${firstName} has ${first.length} entries and ${secondName} has ${second.length}; they must belong together one by one.`);
  }
}

/** Refuses two paired lists that are not finite or not of one length. @throws AmyloscopeError `invalidInput`. */
export function requirePairs(firstName: string, first: readonly number[], secondName: string, second: readonly number[]): void {
  requireSameLength(firstName, first, secondName, second);
  requireFinite(firstName, first);
  requireFinite(secondName, second);
}
