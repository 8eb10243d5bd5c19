import type pg from 'pg';
import { query } from './transaction.ts';

/** A reader's circle on a scan, by the ratio it gave. */
export interface KeptReading {
  readonly analysisId: string;
  readonly patientId: string;
  readonly date: string | null;
  readonly user: string;
  readonly ratio: number;
  /** The ratio at the automatic circle of the same analysis; null where there is none. */
  readonly automatic: number | null;
}

/** The latest reading of each reader on each scan, in order of scan and reader. */
export function keptReadings(client: pg.ClientBase): Promise<readonly KeptReading[]> {
  return query<KeptReading & pg.QueryResultRow>(client, `
    select distinct on (analysis_id, user_name) analysis_id as "analysisId", patient_id as "patientId", study_date as "date", user_name as "user",
      (reading->>'ratio')::double precision as ratio, heart_to_contralateral_ratio as automatic
    from amyloscope.reading join amyloscope.analysis using (analysis_id) order by analysis_id, user_name, reading_id desc`);
}
