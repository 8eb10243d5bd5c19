import type pg from 'pg';
import type { Analysis, Thumbnail } from '../modalities/modality.ts';
import { type AnalysisFacts, decodeAnalysis, decodeThumbnails, type NumberLists, type ThumbnailDescription } from './encode-analysis.ts';
import { query } from './transaction.ts';

export type Decision = 'explored' | 'known' | 'dismissed' | 'reopened';
/** Where a scan stands in the list of work: what nobody has decided on comes first, by what it shows. */
/** `measured` is what was measured and has no class. */
export type WorkGroup = 'abnormal' | 'unsure' | 'measured' | 'normal' | 'refused' | 'decided';
export const workGroups: readonly WorkGroup[] = ['abnormal', 'unsure', 'measured', 'normal', 'refused', 'decided'];

export interface WorklistWish {
  /** null for every group. */
  readonly group: WorkGroup | null;
  /** null for every modality. */
  readonly modality: string | null;
  /** Part of a patient's identifier; empty for all. */
  readonly search: string;
  readonly sort: 'rank' | 'date' | 'ratio' | 'patient';
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

export interface WorklistEntry {
  readonly analysisId: string;
  readonly group: WorkGroup;
  readonly decision: { readonly decision: Decision; readonly user: string; readonly at: Date } | null;
  /** Without regions and embedding. */
  readonly analysis: AnalysisFacts;
}

/** How many scans of each group there are, whatever is searched for. */
export type GroupCounts = Readonly<Record<WorkGroup, number>>;

/** Everything stored about one scan. */
export interface StoredScan {
  readonly analysisId: string;
  readonly imagesHash: string;
  readonly analysis: Analysis;
  readonly thumbnails: readonly Thumbnail[];
}

export interface StoredDecision {
  readonly decision: Decision;
  readonly reason: string | null;
  readonly user: string;
  readonly at: Date;
}

export interface StoredReading {
  readonly reading: object;
  readonly user: string;
  readonly at: Date;
}

/** Orders with an index each; descending ones keep what was not measured at the end. */
const orders = { rank: 'work_rank, probability desc nulls last, signs desc', date: 'study_date', ratio: 'ratio', patient: 'patient_id' } as const;

/** One page of the list of work. @returns the entries asked for, and how many there are in all. */
export async function worklistPage(client: pg.ClientBase, { group, modality, search, sort, descending, offset, limit }: WorklistWish): Promise<{ readonly total: number; readonly entries: readonly WorklistEntry[] }> {
  const wishes = [...(group === null ? [] : [['work_group = ', group]]), ...(modality === null ? [] : [['modality = ', modality]]), ...(search === '' ? [] : [['patient_id ilike ', `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`]])];
  const where = wishes.length === 0 ? '' : `where ${wishes.map(([test], i) => `${test}$${i + 1}`).join(' and ')}`;
  const values = wishes.map(([, value]) => value);
  const [{ total }] = await query<{ total: number }>(client, `select count(*)::integer as total from amyloscope.work_item ${where}`, values);
  const order = sort === 'rank' ? orders.rank : `${orders[sort]}${descending ? ' desc nulls last' : ''}`;
  const rows = await query<{ analysisId: string; group: WorkGroup; decision: Decision | null; user: string; at: Date; analysis: AnalysisFacts } & pg.QueryResultRow>(
    client,
    `with page as (select row_number() over () as place, * from (select * from amyloscope.work_item ${where} order by ${order}, analysis_id limit $${values.length + 1} offset $${values.length + 2}) wanted)
     select analysis_id as "analysisId", work_group as "group", decision, user_name as "user", decided_at as "at", analysis.analysis
     from page join amyloscope.analysis using (analysis_id) order by place`,
    [...values, limit, offset],
  );
  return { total, entries: rows.map(({ analysisId, group: of, decision, user, at, analysis }) => ({ analysisId, group: of, decision: decision === null ? null : { decision, user, at }, analysis })) };
}

/** How many scans of each group and modality there are, whatever is searched for. @param modality of the groups; null for every one. */
export async function worklistCounts(client: pg.ClientBase, modality: string | null): Promise<{ readonly groups: GroupCounts; readonly modalities: readonly { readonly modality: string; readonly count: number }[] }> {
  const rows = await query<{ group: WorkGroup; modality: string; count: number } & pg.QueryResultRow>(client, 'select work_group as "group", modality, count(*)::integer as count from amyloscope.work_item group by work_group, modality');
  const sum = (of: readonly { readonly count: number }[]) => of.reduce((total, { count }) => total + count, 0);
  return {
    groups: Object.fromEntries(workGroups.map((group) => [group, sum(rows.filter((row) => row.group === group && (modality === null || row.modality === modality)))])) as GroupCounts,
    modalities: [...Map.groupBy(rows, (row) => row.modality)].map(([name, of]) => ({ modality: name, count: sum(of) })).toSorted((a, b) => b.count - a.count),
  };
}

/** One scan with its pictures and the paths its files had when last met; null when there is none. */
export async function findScan(client: pg.ClientBase, analysisId: string): Promise<StoredScan | null> {
  const [row] = await query<{ imagesHash: string; analysis: AnalysisFacts; numberLists: NumberLists; thumbnails: ThumbnailDescription[]; pixels: Buffer; files: string[] } & pg.QueryResultRow>(client, `
    select encode(images_hash, 'hex') as "imagesHash", analysis, number_lists as "numberLists", thumbnails, thumbnail_pixels as pixels,
      array(select path from amyloscope.file_outcome join amyloscope.file using (file_id) where file_outcome.analysis_id = analysis.analysis_id order by path) as files
    from amyloscope.analysis where analysis_id = $1`, [analysisId]);
  if (!row) return null;
  return { analysisId, imagesHash: row.imagesHash, analysis: decodeAnalysis(row.analysis, row.numberLists, row.files), thumbnails: decodeThumbnails(row.thumbnails, row.pixels) };
}

/** Keeps what somebody decided about a scan; earlier decisions stay. */
export async function addDecision(client: pg.ClientBase, { imagesHash }: Pick<StoredScan, 'imagesHash'>, user: string, decision: Decision, reason: string | null): Promise<void> {
  await query(client, `insert into amyloscope.decision (images_hash, user_name, decision, reason) values (decode($1, 'hex'), $2, $3, $4)`, [imagesHash, user, decision, reason]);
}

/** Every decision about a scan, the newest first. */
export function decisionsOf(client: pg.ClientBase, { imagesHash }: Pick<StoredScan, 'imagesHash'>): Promise<readonly StoredDecision[]> {
  return query<StoredDecision & pg.QueryResultRow>(client, `select decision, reason, user_name as "user", decided_at as "at" from amyloscope.decision where images_hash = decode($1, 'hex') order by decision_id desc`, [imagesHash]);
}

/** Keeps a reader's own regions and number beside the automatic ones. */
export async function addReading(client: pg.ClientBase, analysisId: string, user: string, reading: object): Promise<void> {
  await query(client, 'insert into amyloscope.reading (analysis_id, user_name, reading) values ($1, $2, $3)', [analysisId, user, JSON.stringify(reading)]);
}

/** Every reading of an analysis, the newest first. */
export function readingsOf(client: pg.ClientBase, analysisId: string): Promise<readonly StoredReading[]> {
  return query<StoredReading & pg.QueryResultRow>(client, 'select reading, user_name as "user", read_at as "at" from amyloscope.reading where analysis_id = $1 order by reading_id desc', [analysisId]);
}
