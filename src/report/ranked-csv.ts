import type { Analysis } from '../modalities/modality.ts';
import type { RankedRow } from '../store/ranked-row.ts';
import { rankedColumns, scanColumns } from './analysis-columns.ts';
import { csvLine } from './csv.ts';

/** Writes the ranked list of a screening as CSV, line by line. */
export async function* rankedCsv(rows: AsyncIterable<RankedRow> | Iterable<RankedRow>): AsyncGenerator<string> {
  yield csvLine(rankedColumns.map(([name]) => name));
  for await (const row of rows) yield csvLine(rankedColumns.map(([, , cell]) => cell(row)));
}

/** Writes analyses as CSV, one line each. */
export function analysesCsv(analyses: readonly Analysis[]): string {
  const head = csvLine(scanColumns.map(([name]) => name));
  return head + analyses.map((analysis) => csvLine(scanColumns.map(([, , cell]) => cell(analysis)))).join('');
}
