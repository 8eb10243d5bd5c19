import type pg from 'pg';
import type { Analysis } from '../modalities/modality.ts';
import { decodeAnalysis, storableText, type AnalysisFacts, type NumberLists } from './encode-analysis.ts';
import { duplicateFiles, refusedFiles } from './file-lists.ts';
import type { FileOutcome, FileState, MeasurementStore, ObjectIdentity, RememberedFile, Screening, ScreeningCounts } from './measurement-store.ts';
import type { KnownPatient } from './ranked-row.ts';
import { rankedRows } from './ranked-rows.ts';
import { fileKey, saveFound, saveOutcomes } from './save-outcomes.ts';
import { inTransaction, query } from './transaction.ts';

/**
 * The measurement store on one PostgreSQL connection whose tables are up to date.
 *
 * @param location where it is, for messages.
 * @param close what ends the connection.
 */
export function postgresStore(client: pg.Client, location: string, close: () => Promise<void>): MeasurementStore {
  return {
    location,
    close,
    beginScreening: (version, paths, known) => inTransaction(client, () => beginScreening(client, version, paths, known)),
    remember: (screening, files) => remember(client, screening, files),
    markFound: (screening, found) => inTransaction(client, () => saveFound(client, screening, found)),
    save: (screening, outcomes) => inTransaction(client, () => saveOutcomes(client, screening, outcomes)),
    finishScreening: async ({ screeningId }) => void (await query(client, finishScreening, [screeningId])),
    counts: async ({ screeningId }) => (await query<ScreeningCounts & pg.QueryResultRow>(client, countFiles, [screeningId]))[0],
    rankedRows: (screening, wantsPicture) => rankedRows(client, screening, wantsPicture),
    refusedFiles: (screening) => refusedFiles(client, screening),
    duplicateFiles: (screening) => duplicateFiles(client, screening),
    analysesOfStudy: (studyInstanceUid) => analysesOfStudy(client, studyInstanceUid),
  };
}

/** Begins a screening; to be called inside a transaction. */
export async function beginScreening(
  client: pg.ClientBase,
  version: string,
  paths: readonly string[],
  known: readonly KnownPatient[],
): Promise<Screening> {
  await client.query('insert into amyloscope.method (version) values ($1) on conflict (version) do nothing', [version]);
  const { rows } = await client.query<{ screeningId: number; methodId: number }>(insertScreening, [version, paths.map(storableText)]);
  const screening = rows[0];
  const byId = new Map(known.map((patient) => [storableText(patient.patientId), patient.diagnosis]));
  const diagnoses = [...byId.values()].map((diagnosis) => (diagnosis === null ? null : storableText(diagnosis)));
  await client.query(insertKnownPatients, [screening.screeningId, [...byId.keys()], diagnoses]);
  return screening;
}

const insertScreening = `
  insert into amyloscope.screening (method_id, paths)
  select method_id, $2::text[] from amyloscope.method where version = $1
  returning screening_id::integer as "screeningId", method_id as "methodId"`;

const insertKnownPatients = `
  insert into amyloscope.known_patient (screening_id, patient_id, diagnosis)
  select $1::bigint, * from unnest($2::text[], $3::text[])`;

const finishScreening = 'update amyloscope.screening set finished_at = now() where screening_id = $1';

interface RememberedRow {
  readonly file_key: string;
  readonly kind: FileOutcome['kind'];
  readonly sop_instance_uid: string | null;
  readonly study_instance_uid: string | null;
  readonly companions: string | null;
}

/** What is known of files, as `MeasurementStore.remember`. */
export async function remember(client: pg.ClientBase, { methodId }: Screening, files: readonly FileState[]): Promise<readonly (RememberedFile | null)[]> {
  const keys = files.map(fileKey);
  const rows = await query<RememberedRow>(client, selectOutcomes, [keys, methodId]);
  const byKey = new Map(rows.map((row) => [row.file_key, { kind: row.kind, object: objectIdentity(row) }]));
  return keys.map((key) => byKey.get(key) ?? null);
}

function objectIdentity(row: RememberedRow): ObjectIdentity | null {
  if (row.sop_instance_uid === null || row.study_instance_uid === null) return null;
  return { sopInstanceUid: row.sop_instance_uid, studyInstanceUid: row.study_instance_uid, companions: row.companions };
}

// A file that could not be read is looked at again: permissions and network shares change without its date changing.
const selectOutcomes = `
  select file_key::text, kind, sop_instance_uid, study_instance_uid, companions
  from amyloscope.file join amyloscope.file_outcome using (file_id)
  where file_key = any($1::bytea[]) and method_id = $2 and code is distinct from 'notFound'`;

const countFiles = `
  select count(*)::integer as files, count(distinct analysis_id)::integer as scans,
    (count(*) filter (where analysis_id is null and same_as is null))::integer as refused,
    (count(*) filter (where same_as is not null))::integer as duplicates,
    (select count(*)::integer from amyloscope.known_patient where screening_id = $1) as "knownPatients",
    (select count(distinct known.patient_id)::integer
      from amyloscope.known_patient as known join amyloscope.analysis using (patient_id)
      join amyloscope.screening_file as found using (analysis_id)
      where known.screening_id = $1 and found.screening_id = $1) as "knownPatientsFound"
  from amyloscope.screening_file where screening_id = $1`;

async function analysesOfStudy(client: pg.Client, studyInstanceUid: string): Promise<readonly Analysis[]> {
  const rows = await query<{ facts: AnalysisFacts; number_lists: NumberLists }>(client, selectAnalyses, [studyInstanceUid]);
  return rows.map((row) => decodeAnalysis(row.facts, row.number_lists, []));
}

const selectAnalyses = `
  select analysis as facts, number_lists from amyloscope.analysis where study_instance_uid = $1 order by analysis_id`;
