import type { FollowUpTable } from '../analysis/read-follow-up.ts';
import type { NoiseRow } from '../follow-up/noise-library.ts';
import { storedHistory } from '../analysis/stored-history.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { openDatabase } from '../store/connection.ts';
import { carriedReadingsOf } from '../store/carried-readings.ts';
import { notesOf, patientWithId, scansOf } from '../store/patients.ts';
import { siteNoiseInUse } from '../store/site-noise.ts';
import type { StoreOptions } from './commands.ts';

/** What the store holds of one patient, as if it came of a table. */
export interface StoredFollowUp {
  readonly table: FollowUpTable;
  /** The site's own repeatability that the store keeps. */
  readonly siteNoise: readonly NoiseRow[];
  readonly location: string;
}

/**
 * Reads one patient from the store: the measurements of every scan, and what was noted beside them.
 * @throws AmyloscopeError `notFound` when the store does not know the patient, `storeUnavailable` when it cannot be opened.
 */
export async function storedFollowUp(patientId: string, { store, database }: StoreOptions): Promise<StoredFollowUp> {
  const { client, location, leave } = await openDatabase({ folder: store, databaseUrl: database });
  try {
    const patient = { patientId };
    const scans = await scansOf(client, patient);
    const carried = await carriedReadingsOf(client, patient);
    const known = await patientWithId(client, patientId);
    if (scans.length + carried.length === 0 && !known) throw new AmyloscopeError('notFound', { en: `The store ${location} holds nothing of patient "${patientId}". Write the identifier as it stands in the images, or give a table.`, fr: `La base ${location} n’a rien sur le patient "${patientId}". Écrivez l’identifiant comme dans les images, ou donnez un tableau.` });
    const notes = known ? await notesOf(client, known) : [];
    const siteNoise = ((await siteNoiseInUse(client))?.noise ?? []) as readonly NoiseRow[];
    return { location, siteNoise, table: { history: storedHistory({ patient, scans, notes, carried }), leftOut: [], readings: [], unreadColumns: [], rows: scans.length + carried.length + notes.length, otherRows: 0 } };
  } finally {
    await leave();
  }
}
