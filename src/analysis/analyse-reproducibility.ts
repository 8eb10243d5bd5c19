import { type Reproducibility, reproducibility } from '../tables/reproducibility.ts';
import { readRepeatedTable, type RepeatedChoices } from './read-repeated-table.ts';
import type { UnusedCell } from './table-column.ts';

/** What a person asks of a table for the sources of scatter. */
export interface ReproducibilityChoices extends Pick<RepeatedChoices, 'reader' | 'columns'> {
  /** What bare repetition is; null: told from the table. */
  readonly repeatIs: 'human' | 'technical' | null;
}

/**
 * Sources of scatter of every quantity of a table.
 *
 * @param path for messages.
 * @throws AmyloscopeError `invalidInput` when the table is not understood, or holds words where numbers are needed.
 */
export function analyseReproducibility(bytes: Uint8Array, path: string, { repeatIs, ...choices }: ReproducibilityChoices): { readonly quantities: readonly Reproducibility[]; readonly unused: readonly UnusedCell[] } {
  const { quantities, unused } = readRepeatedTable(bytes, path, { ...choices, scale: 'quantity', order: null });
  return { quantities: quantities.flatMap((one) => (one.kind === 'quantity' ? [reproducibility(one.measurements, repeatIs)] : [])), unused };
}
