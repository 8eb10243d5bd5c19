import { followedQuantities, type FollowedQuantityName } from '../follow-up/followed-quantity.ts';
import { catalogue, type QuantityName } from '../measurement/catalogue.ts';
import type { Text } from '../measurement/language.ts';
import { visitScatter } from '../measurement/spect-ct-visit-scatter.ts';
import { namedColumn } from './find-column.ts';
import { quantityNamed } from './follow-up-columns.ts';
import { plainHeading, splitHeading } from './heading.ts';
import type { Table } from './read-table.ts';
import { intervalBeside, type IntervalColumns } from './stated-interval.ts';
import { tableColumn, type UnusedCell } from './table-column.ts';

/** One column that holds a marker. */
export interface PanelColumn {
  readonly key: string;
  readonly name: Text;
  readonly unit: string | null;
  readonly title: string;
  /** What it is followed as; null for a marker of the panel that is not, and for a column that a person named. */
  readonly followed: FollowedQuantityName | null;
  /** One a row of the table; null where a cell is empty or not understood. */
  readonly values: readonly (number | null)[];
  /** Where its 95 % interval stands; null without one. */
  readonly interval: IntervalColumns | null;
}

export interface PanelColumns {
  readonly used: readonly PanelColumn[];
  readonly unused: readonly UnusedCell[];
  readonly unread: readonly string[];
}

/** Markers of the panel that are followed under no name, by their heading. */
const unfollowed = new Map((Object.keys(visitScatter) as QuantityName[]).flatMap((key) => [key, catalogue[key].name.en, catalogue[key].name.fr].map((word) => [plainHeading(splitHeading(word).name), key] as const)));

/**
 * Finds the markers of a table.
 * @param markers headings of those wanted; null takes every column that is a quantity followed over time or of the panel.
 * @throws AmyloscopeError `invalidInput` when a column named is not there.
 */
export function panelColumns(table: Table, markers: readonly string[] | null, path: string): PanelColumns {
  const places = markers?.map((name) => namedColumn(table, name, path)) ?? table.header.flatMap((title, i) => (identityOf(title) ? [i] : []));
  const found = places.map((place) => ({ place, column: tableColumn(table, place), identity: identityOf(table.header[place]) }));
  const used = found.flatMap(({ place, column, identity }): PanelColumn[] => {
    if (column.holds !== 'numbers') return [];
    return [{ ...(identity ?? { key: column.name, name: { en: column.name, fr: column.name }, unit: column.unit, followed: null }), title: column.title, values: column.values, interval: intervalBeside(table.header, place) }];
  });
  const held = used.filter(({ values }) => values.some((value) => value !== null));
  const read = new Set(held.flatMap(({ title, interval }) => [title, ...(interval ? [table.header[interval.lower], table.header[interval.upper]] : [])]));
  return { used: held, unused: found.flatMap(({ column }) => column.unused), unread: table.header.filter((title, i) => title !== '' && !read.has(title) && table.rows.some(({ cells }) => (cells[i] ?? '').trim() !== '')) };
}

function identityOf(title: string): Pick<PanelColumn, 'key' | 'name' | 'unit' | 'followed'> | null {
  const followed = quantityNamed(title);
  if (followed) return { key: followed, name: followedQuantities[followed].name, unit: followedQuantities[followed].unitShown || null, followed };
  const key = unfollowed.get(plainHeading(splitHeading(title).name));
  return key ? { key, name: catalogue[key].name, unit: catalogue[key].unit === '1' ? null : catalogue[key].unit, followed: null } : null;
}
