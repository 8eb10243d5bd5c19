import { AmyloscopeError, type AmyloscopeErrorCode } from '../measurement/amyloscope-error.ts';
import { describeTag, tagOf, type Keyword } from './tags.ts';

/** Longest value quoted in a message; a hostile file may hold megabytes. */
const LONGEST_QUOTE = 64;

/** A value as it may be shown in a terminal or a page: quoted, cut, without control characters. */
export function quoteValue(value: string): string {
  const shown = value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value;
  return `"${shown.replace(/\p{Cc}/gu, '\uFFFD')}"`;
}

/**
 * An error about one attribute: which, what was found, which rule it breaks, what to do.
 * @param found what the file holds, ready to be read, e.g. `is 0` or `is missing`.
 * @example dicomFault('invalidDicom', 'Rows', 'is 0', 'It must be at least 1.', 'Export it again.').message
 *   // '(0028,0010) Rows is 0. It must be at least 1. Export it again.'
 */
export function dicomFault(code: AmyloscopeErrorCode, keyword: Keyword, found: string, rule: string, remedy: string): AmyloscopeError {
  return new AmyloscopeError(code, `${describeTag(tagOf(keyword))} ${found}. ${rule} ${remedy}`);
}

/** What to do about a file that a transfer or a disk has cut or altered. */
export const EXPORT_AGAIN = 'Copy or export the file again from the system it came from.';
