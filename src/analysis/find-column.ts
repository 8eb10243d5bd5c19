import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { plainHeading, splitHeading } from './heading.ts';
import type { Table } from './read-table.ts';

/** Words that a heading is compared with, without case, accents and punctuation. */
export type Spellings = readonly string[];

/**
 * The first column headed by one of some words, with or without a unit.
 * @returns its place, or -1.
 */
export function findColumn({ header }: Table, spellings: Spellings): number {
  return header.findIndex((title) => spellings.includes(plainHeading(splitHeading(title).name)) || spellings.includes(plainHeading(title)));
}

/**
 * The column that a person named, as in its heading, with or without its unit.
 * @throws AmyloscopeError `invalidInput` listing the headings when there is none.
 */
export function namedColumn({ header }: Table, name: string, path: string): number {
  const wanted = plainHeading(name);
  const column = header.findIndex((title) => plainHeading(title) === wanted || plainHeading(splitHeading(title).name) === wanted);
  if (column === -1) throw new AmyloscopeError('invalidInput', {
    en: `${path}: there is no column "${name}"; the first row reads "${header.join('", "')}". Write the name as it stands there.`,
    fr: `${path} : il n’y a pas de colonne "${name}" ; la première ligne est "${header.join('", "')}". Écrivez le nom comme il y figure.`,
  });
  return column;
}
