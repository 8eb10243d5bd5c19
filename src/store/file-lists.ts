import type pg from 'pg';
import type { Screening } from './measurement-store.ts';
import type { DuplicateFile, RefusedFile } from './ranked-row.ts';
import { query } from './transaction.ts';

/** Rows of a long list fetched at once. */
const chunkSize = 1000;

/** The files of a screening that were not analysed, sorted by path. */
export function refusedFiles(client: pg.Client, screening: Screening): AsyncIterable<RefusedFile> {
  return listedFiles(client, screening, 'found.analysis_id is null and found.same_as is null', 'path, code, reason');
}

/** The files of a screening that repeat another one, sorted by path. */
export function duplicateFiles(client: pg.Client, screening: Screening): AsyncIterable<DuplicateFile> {
  return listedFiles(client, screening, 'found.same_as is not null', 'path, same_as as "sameAs", sop_instance_uid as "sopInstanceUid"');
}

/** The order is settled first, on numbers alone, so that a list of any length stays small in memory. */
async function* listedFiles<Row extends object>(client: pg.Client, screening: Screening, which: string, columns: string): AsyncIterable<Row> {
  const ids = await query<{ id: string }>(client, selectIds(which), [screening.screeningId]);
  for (let start = 0; start < ids.length; start += chunkSize) {
    const chunk = ids.slice(start, start + chunkSize).map(({ id }) => id);
    yield* await query<Row>(client, selectFiles(columns), [screening.screeningId, screening.methodId, chunk]);
  }
}

const selectIds = (which: string) => `
  select file_id as id from amyloscope.screening_file as found join amyloscope.file using (file_id)
  where screening_id = $1 and ${which} order by path collate "C", file_id`;

const selectFiles = (columns: string) => `
  select ${columns} from amyloscope.screening_file as found
  join amyloscope.file using (file_id)
  join amyloscope.file_outcome as outcome on outcome.file_id = found.file_id and outcome.method_id = $2
  where screening_id = $1 and found.file_id = any($3::bigint[]) order by path collate "C", found.file_id`;
