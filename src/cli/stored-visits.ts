import type { Analysis } from '../modalities/modality.ts';
import { openDatabase } from '../store/connection.ts';
import { scansOf } from '../store/patients.ts';
import type { StoreOptions } from './commands.ts';

/**
 * The stored analyses of some patients, each scan by its newest.
 * @returns none where no store was named: reports are about files, and open a store only when asked to.
 * @throws AmyloscopeError `storeUnavailable` when the store cannot be opened.
 */
export async function storedVisits(patientIds: readonly string[], { store, database }: StoreOptions): Promise<readonly Analysis[]> {
  if (store === undefined && database === undefined) return [];
  const { client, leave } = await openDatabase({ folder: store, databaseUrl: database });
  try {
    const visits: Analysis[] = [];
    for (const patientId of new Set(patientIds.filter((id) => id !== ''))) {
      for (const { analysis } of await scansOf(client, { patientId })) visits.push(analysis);
    }
    return visits;
  } finally {
    await leave();
  }
}
