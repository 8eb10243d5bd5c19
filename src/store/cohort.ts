import type pg from 'pg';
import type { AnalysisFacts } from './encode-analysis.ts';
import { query } from './transaction.ts';

/** One scan of the cohort: what it may be coloured, sorted and mapped by. */
export interface CohortScan {
  readonly analysisId: string;
  readonly modality: string;
  readonly patientId: string;
  readonly date: string | null;
  readonly label: 'normal' | 'abnormal' | 'unsure' | null;
  readonly study: Pick<AnalysisFacts['study'], 'tracer' | 'patientSex' | 'patientAgeYears' | 'manufacturer' | 'model' | 'simulated'>;
  /** What was measured, by quantity. */
  readonly measured: Readonly<Record<string, number>>;
  /** Features of the network; null where none were asked for or stored. */
  readonly features: readonly number[] | null;
}

/** How many different sets of images have been analysed. */
export async function countCohort(client: pg.ClientBase): Promise<number> {
  const [{ total }] = await query<{ total: number }>(client, 'select count(distinct images_hash)::integer as total from amyloscope.analysis');
  return total;
}

/**
 * Scans in the order in which they were stored, each by its newest analysis.
 * @param after the last scan of the part before; null for the first part.
 */
export function cohortPart(client: pg.ClientBase, after: string | null, limit: number, features: boolean): Promise<readonly CohortScan[]> {
  return query<CohortScan & pg.QueryResultRow>(client, `
    select analysis_id as "analysisId", modality, patient_id as "patientId", study_date as "date", label, analysis->'study' as study,
      coalesce((select jsonb_object_agg(one->>'quantity', one->'value') from jsonb_array_elements(analysis->'measurements') one where one->>'status' = 'measured'), '{}') as measured,
      case when $3 then number_lists->'embedding' end as features
    from amyloscope.analysis
    where analysis_id > $1 and not exists (select from amyloscope.analysis later where later.images_hash = analysis.images_hash and later.analysis_id > analysis.analysis_id)
    order by analysis_id limit $2`, [after ?? '0', limit, features]);
}
