import { createHash } from 'node:crypto';
import type pg from 'pg';
import { storableText } from './encode-analysis.ts';
import type { EncodedAnalysis, FileOutcome, FileState, FoundFile, Screening } from './measurement-store.ts';

/** The hash that the store finds a state of a file by: 32 hexadecimal digits in PostgreSQL's notation for bytes. */
export function fileKey({ path, byteLength, modifiedMs }: FileState): string {
  return bytes(createHash('sha256').update(`${path}\0${byteLength}\0${modifiedMs}`).digest('hex').slice(0, 32));
}

/** Writes outcomes with their analyses; to be called inside a transaction. */
export async function saveOutcomes(client: pg.ClientBase, screening: Screening, given: readonly FileOutcome[]): Promise<void> {
  const outcomes = onePerFile(given);
  const analyses = [...new Set(outcomes.flatMap((outcome) => (outcome.kind === 'analysed' ? [outcome.analysis] : [])))];
  const ids = analyses.length > 0 ? await saveAnalyses(client, screening.methodId, analyses) : new Map<string, string>();
  const analysisIds = outcomes.map((outcome) => (outcome.kind === 'analysed' ? ids.get(identity(outcome.analysis)) : null));
  const keys = outcomes.map(({ file }) => fileKey(file));
  await saveFiles(client, keys, outcomes);
  await client.query(insertOutcomes, [screening.methodId, ...outcomeColumns(keys, analysisIds, outcomes)]);
  const sameAs = outcomes.map((outcome) => (outcome.kind === 'duplicate' ? storableText(outcome.sameAs) : null));
  await client.query(insertScreeningFiles, [screening.screeningId, keys, analysisIds, sameAs]);
}

/** Counts files whose outcome is stored already among those of a screening. */
export async function saveFound(client: pg.ClientBase, screening: Screening, found: readonly FoundFile[]): Promise<void> {
  const keys = found.map(({ file }) => fileKey(file));
  const sameAs = found.map((one) => (one.sameAs === null ? null : storableText(one.sameAs)));
  await client.query(insertFoundFiles, [screening.screeningId, screening.methodId, keys, sameAs]);
}

/** A file that was named twice, as by a folder and a folder within it, is one file. */
function onePerFile(outcomes: readonly FileOutcome[]): readonly FileOutcome[] {
  const byKey = new Map<string, FileOutcome>();
  for (const outcome of outcomes) {
    const key = fileKey(outcome.file);
    if (!byKey.has(key)) byKey.set(key, outcome);
  }
  return [...byKey.values()];
}

/** Adds the analyses that are not stored yet. @returns the id of each, by its identity. */
async function saveAnalyses(client: pg.ClientBase, methodId: number, analyses: readonly EncodedAnalysis[]): Promise<Map<string, string>> {
  const values = analyses.flatMap(analysisValues);
  await client.query(insertAnalyses(analyses.length), [methodId, ...values]);
  const hashes = analyses.map(({ imagesHash }) => bytes(imagesHash));
  const { rows } = await client.query<{ id: string; identity: string }>(selectAnalysisIds, [methodId, hashes]);
  return new Map(rows.map((row) => [row.identity, row.id]));
}

function identity({ imagesHash, contentHash }: EncodedAnalysis): string {
  return `${imagesHash} ${contentHash}`;
}

const analysisColumns = [
  ['images_hash', 'bytea'],
  ['content_hash', 'bytea'],
  ['modality', 'text'],
  ['study_instance_uid', 'text'],
  ['patient_id', 'text'],
  ['study_date', 'text'],
  ['label', 'text'],
  ['abnormal_uptake_probability', 'double precision'],
  ['heart_to_contralateral_ratio', 'double precision'],
  ['analysis', 'jsonb'],
  ['number_lists', 'json'],
  ['thumbnails', 'jsonb'],
  ['thumbnail_pixels', 'bytea'],
] as const;

function analysisValues(analysis: EncodedAnalysis): readonly unknown[] {
  return [
    bytes(analysis.imagesHash),
    bytes(analysis.contentHash),
    analysis.modality,
    analysis.studyInstanceUid,
    analysis.patientId,
    analysis.studyDate,
    analysis.label,
    analysis.abnormalUptakeProbability,
    analysis.heartToContralateralRatio,
    binaryJsonb(analysis.json),
    asBuffer(analysis.numberLists),
    binaryJsonb(analysis.thumbnailsJson),
    asBuffer(analysis.thumbnailPixels),
  ];
}

/** JSON as PostgreSQL reads jsonb in binary form: a version byte, 1, then the text. It spares making a string of it. */
function binaryJsonb(json: Uint8Array): Buffer {
  const binary = Buffer.allocUnsafe(json.byteLength + 1);
  binary[0] = 1;
  binary.set(json, 1);
  return binary;
}

function asBuffer(array: Uint8Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

function bytes(hexadecimal: string): string {
  return `\\x${hexadecimal}`;
}

/** Parameters of their own, not arrays: the large values then travel as they are, without being escaped. */
function insertAnalyses(count: number): string {
  const width = analysisColumns.length;
  const row = (index: number) =>
    analysisColumns.map(([, type], column) => `$${2 + index * width + column}::${type}`).join(', ');
  const rows = Array.from({ length: count }, (_, index) => `($1::integer, ${row(index)})`);
  const names = analysisColumns.map(([name]) => name).join(', ');
  return `insert into amyloscope.analysis (method_id, ${names}) values ${rows.join(', ')}
    on conflict (method_id, images_hash, content_hash) do nothing`;
}

const selectAnalysisIds = `
  select analysis_id as id, encode(images_hash, 'hex') || ' ' || encode(content_hash, 'hex') as identity
  from amyloscope.analysis where method_id = $1 and images_hash = any($2::bytea[])`;

async function saveFiles(client: pg.ClientBase, keys: readonly string[], outcomes: readonly FileOutcome[]): Promise<void> {
  const files = outcomes.map(({ file }) => file);
  const columns = [files.map(({ path }) => storableText(path)), files.map((file) => file.byteLength), files.map((file) => file.modifiedMs)];
  await client.query(insertFiles, [keys, ...columns]);
}

const insertFiles = `
  insert into amyloscope.file (file_key, path, byte_length, modified_ms)
  select * from unnest($1::bytea[], $2::text[], $3::bigint[], $4::double precision[])
  on conflict (file_key) do nothing`;

function outcomeColumns(keys: readonly string[], analysisIds: readonly unknown[], outcomes: readonly FileOutcome[]): readonly unknown[][] {
  const refused = outcomes.map((outcome) => (outcome.kind === 'refused' ? outcome : null));
  return [
    [...keys],
    outcomes.map(({ kind }) => kind),
    outcomes.map(({ object }) => object?.sopInstanceUid ?? null),
    outcomes.map(({ object }) => object?.studyInstanceUid ?? null),
    outcomes.map(({ object }) => object?.companions ?? null),
    [...analysisIds],
    refused.map((outcome) => outcome?.code ?? null),
    refused.map((outcome) => (outcome ? storableText(outcome.reason) : null)),
  ];
}

// That a file repeats another is a fact of one walk; what the file holds, once known, stands.
const insertOutcomes = `
  insert into amyloscope.file_outcome
    (file_id, method_id, kind, sop_instance_uid, study_instance_uid, companions, analysis_id, code, reason)
  select file.file_id, $1::integer, kind, sop_instance_uid, study_instance_uid, companions, analysis_id, code, reason
  from unnest($2::bytea[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::text[])
    as given (file_key, kind, sop_instance_uid, study_instance_uid, companions, analysis_id, code, reason)
  join amyloscope.file using (file_key)
  on conflict (file_id, method_id) do update set
    kind = excluded.kind, sop_instance_uid = excluded.sop_instance_uid, study_instance_uid = excluded.study_instance_uid,
    companions = excluded.companions, analysis_id = excluded.analysis_id, code = excluded.code, reason = excluded.reason
  where excluded.kind <> 'duplicate' or file_outcome.kind = 'refused'`;

const insertScreeningFiles = `
  insert into amyloscope.screening_file (screening_id, file_id, analysis_id, same_as)
  select $1::bigint, file.file_id, given.analysis_id, given.same_as
  from unnest($2::bytea[], $3::bigint[], $4::text[]) as given (file_key, analysis_id, same_as)
  join amyloscope.file using (file_key)
  on conflict (screening_id, file_id) do nothing`;

const insertFoundFiles = `
  insert into amyloscope.screening_file (screening_id, file_id, analysis_id, same_as)
  select $1::bigint, file.file_id, case when given.same_as is null then outcome.analysis_id end, given.same_as
  from unnest($3::bytea[], $4::text[]) as given (file_key, same_as)
  join amyloscope.file using (file_key)
  join amyloscope.file_outcome as outcome on outcome.file_id = file.file_id and outcome.method_id = $2
  on conflict (screening_id, file_id) do nothing`;
