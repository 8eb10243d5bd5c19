import type pg from 'pg';
import type { Analysis } from '../modalities/modality.ts';
import { type AnalysisFacts, decodeAnalysis } from './encode-analysis.ts';
import { query } from './transaction.ts';

/** A patient by what stands for them in addresses. */
export interface Patient {
  readonly patientKey: string;
  readonly patientId: string;
}

/** The newest analysis of one set of images of a patient. */
export interface PatientScan {
  readonly analysisId: string;
  /** Without regions and embedding. */
  readonly analysis: Analysis;
}

export type NoteKind = 'treatment' | 'event' | 'value';

/** Something known of a patient beside the images. */
export interface NewNote {
  readonly kind: NoteKind;
  /** ISO 8601 calendar days. */
  readonly day: string;
  readonly endDay: string | null;
  /** Of the treatment, event or quantity. */
  readonly name: string;
  /** In the unit of the quantity; null for all but values. */
  readonly value: number | null;
}

export interface PatientNote extends NewNote {
  readonly noteId: string;
  readonly user: string;
  readonly at: Date;
}

/**
 * The keys of patients, made where there are none yet.
 * @returns by identifier; scans without an identifier belong to no patient, and have no key.
 */
export async function patientKeys(client: pg.ClientBase, patientIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  // In order, so that two lists that are asked for at once never wait for each other.
  const wanted = [...new Set(patientIds)].filter((id) => id !== '').sort();
  const known = await keysOf(client, wanted);
  const unknown = wanted.filter((id) => !known.has(id));
  if (unknown.length === 0) return known;
  await query(client, 'insert into amyloscope.patient (patient_id) select unnest($1::text[]) on conflict do nothing', [unknown]);
  return keysOf(client, wanted);
}

async function keysOf(client: pg.ClientBase, patientIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await query<Patient & pg.QueryResultRow>(client, 'select patient_key as "patientKey", patient_id as "patientId" from amyloscope.patient where patient_id = any($1::text[])', [patientIds]);
  return new Map(rows.map(({ patientId, patientKey }) => [patientId, patientKey]));
}

/** A patient by key; null when there is none. */
export async function findPatient(client: pg.ClientBase, patientKey: string): Promise<Patient | null> {
  const [row] = await query<Patient & pg.QueryResultRow>(client, 'select patient_key as "patientKey", patient_id as "patientId" from amyloscope.patient where patient_key = $1', [patientKey]);
  return row ?? null;
}

/** The patient of an identifier; null when nobody has looked at one yet. */
export async function patientWithId(client: pg.ClientBase, patientId: string): Promise<Patient | null> {
  const patientKey = (await keysOf(client, [patientId])).get(patientId);
  return patientKey === undefined ? null : { patientKey, patientId };
}

/** Every scan of a patient, each by its newest analysis, in order of date. */
export async function scansOf(client: pg.ClientBase, { patientId }: Pick<Patient, 'patientId'>): Promise<readonly PatientScan[]> {
  const rows = await query<{ analysisId: string; facts: AnalysisFacts } & pg.QueryResultRow>(client, `
    select distinct on (images_hash) analysis_id as "analysisId", analysis as facts
    from amyloscope.analysis where patient_id = $1 order by images_hash, analysis_id desc`, [patientId]);
  const dated = ({ facts }: (typeof rows)[number]): string => facts.study.studyDate ?? '';
  const sorted = rows.toSorted((a, b) => dated(a).localeCompare(dated(b)) || Number(a.analysisId) - Number(b.analysisId));
  return sorted.map(({ analysisId, facts }) => ({ analysisId, analysis: decodeAnalysis(facts, { regions: [], embedding: null }, []) }));
}

/** What was noted about a patient and not withdrawn, in order of day. */
export function notesOf(client: pg.ClientBase, { patientKey }: Patient): Promise<readonly PatientNote[]> {
  return query<PatientNote & pg.QueryResultRow>(client, `
    select note_id as "noteId", kind, day, end_day as "endDay", name, value, user_name as "user", added_at as "at"
    from amyloscope.patient_note where patient_key = $1 and withdrawn_at is null order by day, note_id`, [patientKey]);
}

export async function addNote(client: pg.ClientBase, { patientKey }: Patient, user: string, { kind, day, endDay, name, value }: NewNote): Promise<void> {
  await query(client, 'insert into amyloscope.patient_note (patient_key, kind, day, end_day, name, value, user_name) values ($1, $2, $3, $4, $5, $6, $7)', [patientKey, kind, day, endDay, name, value, user]);
}

/** Withdraws a note; it stays in the store. @returns false when the patient has none of this number. */
export async function withdrawNote(client: pg.ClientBase, { patientKey }: Patient, noteId: string, user: string): Promise<boolean> {
  const rows = await query(client, 'update amyloscope.patient_note set withdrawn_by = $3, withdrawn_at = now() where patient_key = $1 and note_id = $2 and withdrawn_at is null returning note_id', [patientKey, noteId, user]);
  return rows.length === 1;
}
