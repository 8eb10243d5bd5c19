import type pg from 'pg';
import { imagesHashOf, sha256, storableJson, storableText } from './encode-analysis.ts';
import type { CarriedReading } from './measurement-store.ts';
import { inTransaction, query } from './transaction.ts';

/**
 * Keeps readings beside those that are kept already; the same reading again adds nothing.
 * @param methodVersion names everything that took part, as `methodVersion` does.
 * @returns how many were added.
 */
export async function keepCarriedReadings(client: pg.Client, methodVersion: string, readings: readonly CarriedReading[]): Promise<number> {
  return inTransaction(client, async () => {
    await client.query('insert into amyloscope.method (version) values ($1) on conflict (version) do nothing', [methodVersion]);
    let added = 0;
    for (const reading of readings) added += (await client.query(insertReading, [methodVersion, ...columnsOf(reading)])).rowCount ?? 0;
    return added;
  });
}

const insertReading = `
  insert into amyloscope.carried_reading (method_id, patient_id, images_hash, outlines_hash, content_hash, reading)
  select method_id, $2, decode($3, 'hex'), decode($4, 'hex'), decode($5, 'hex'), $6::jsonb from amyloscope.method where version = $1
  on conflict (method_id, images_hash, outlines_hash, content_hash) do nothing`;

function columnsOf(reading: CarriedReading): readonly string[] {
  const { modality, study, outlinesOf } = reading;
  const json = storableJson({ ...reading, study: { ...study, files: [] } });
  return [storableText(study.patientId), imagesHashOf(modality, study.sopInstanceUids), imagesHashOf(modality, outlinesOf.sopInstanceUids), sha256(json), json];
}

/**
 * The visits of a patient in one set of outlines by one method: the set that was added to last, each visit by its newest reading, in order
 * of date.
 */
export async function carriedReadingsOf(client: pg.ClientBase, { patientId }: { readonly patientId: string }): Promise<readonly CarriedReading[]> {
  const rows = await query<{ reading: CarriedReading } & pg.QueryResultRow>(client, selectReadings, [storableText(patientId)]);
  const dated = ({ study }: CarriedReading): string => study.studyDate ?? '';
  return rows.map(({ reading }) => reading).toSorted((a, b) => dated(a).localeCompare(dated(b)));
}

const selectReadings = `
  with last as (select method_id, outlines_hash from amyloscope.carried_reading where patient_id = $1 order by carried_reading_id desc limit 1)
  select distinct on (images_hash) reading from amyloscope.carried_reading join last using (method_id, outlines_hash)
  where patient_id = $1 order by images_hash, carried_reading_id desc`;
