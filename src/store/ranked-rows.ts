import type pg from 'pg';
import type { QuantityName } from '../measurement/catalogue.ts';
import { notMeasured } from '../measurement/result.ts';
import type { Analysis } from '../modalities/modality.ts';
import { decodeAnalysis, decodeThumbnails, type AnalysisFacts, type NumberLists, type ThumbnailDescription } from './encode-analysis.ts';
import type { PictureWish, Screening } from './measurement-store.ts';
import type { RankedGroup, RankedRow, RankedValue } from './ranked-row.ts';
import { query } from './transaction.ts';

/** Analyses fetched at once: few enough that their pictures stay small in memory. */
const chunkSize = 200;

interface ListedScan {
  readonly id: string;
  readonly ranked_group: RankedGroup;
  readonly files: readonly string[];
  readonly is_known: boolean;
  readonly diagnosis: string | null;
}

interface StoredScan {
  readonly id: string;
  readonly facts: AnalysisFacts;
  readonly number_lists: NumberLists;
  readonly thumbnails: readonly ThumbnailDescription[];
  readonly pixels: Buffer | null;
}

/**
 * The scans of a screening in the order in which a person should look at them: by group, then by probability of
 * abnormal uptake, then by heart-to-contralateral ratio, both descending. What is still equal is ordered by patient,
 * study and images, so that the list never depends on when or by how many workers it was made.
 */
export async function* rankedRows(client: pg.Client, screening: Screening, wantsPicture: PictureWish): AsyncIterable<RankedRow> {
  const listed = await query<ListedScan>(client, listScans, [screening.screeningId]);
  for (let start = 0; start < listed.length; start += chunkSize) {
    const chunk = listed.slice(start, start + chunkSize).map((scan, index) => ({ scan, rank: start + index + 1 }));
    const pictured = chunk.filter(({ scan, rank }) => wantsPicture(scan.ranked_group, rank)).map(({ scan }) => scan.id);
    const stored = await query<StoredScan>(client, fetchScans, [chunk.map(({ scan }) => scan.id), pictured]);
    const byId = new Map(stored.map((scan) => [scan.id, scan]));
    for (const { scan, rank } of chunk) yield rankedRow(rank, scan, byId.get(scan.id)!);
  }
}

function rankedRow(rank: number, listed: ListedScan, stored: StoredScan): RankedRow {
  const analysis = decodeAnalysis(stored.facts, stored.number_lists, listed.files);
  const { study, classification } = analysis;
  return {
    rank,
    group: listed.ranked_group,
    patientId: study.patientId,
    studyInstanceUid: study.studyInstanceUid,
    studyDate: study.studyDate,
    label: classification?.label ?? null,
    unsure: classification?.unsure ?? false,
    abnormalUptakeProbability: rankedValue(analysis, 'abnormalUptakeProbability'),
    grade: rankedValue(analysis, 'peruginiGrade'),
    heartToContralateralRatio: rankedValue(analysis, 'heartToContralateralRatio'),
    quality: analysis.quality,
    recommendation: classification?.recommendation ?? [],
    files: listed.files,
    known: listed.is_known ? { patientId: study.patientId, diagnosis: listed.diagnosis } : null,
    analysis,
    thumbnails: stored.pixels ? decodeThumbnails(stored.thumbnails, stored.pixels) : [],
  };
}

function rankedValue({ measurements }: Analysis, quantity: QuantityName): RankedValue {
  const measurement = measurements.find((candidate) => candidate.quantity === quantity);
  if (!measurement) return notMeasured('notAsked', 'The analysis did not ask for it.');
  if (measurement.status === 'notMeasured') return notMeasured(measurement.code, measurement.reason);
  return { status: 'measured', value: measurement.value, interval95: measurement.interval95 };
}

const listScans = `
  with scan as (
    select analysis_id, array_agg(file.path order by file.path collate "C") as files
    from amyloscope.screening_file join amyloscope.file using (file_id)
    where screening_id = $1 and analysis_id is not null
    group by analysis_id
  ), grouped as (
    select scan.files, analysis.*, known.patient_id is not null as is_known, known.diagnosis,
      case when known.patient_id is not null then 'known' else coalesce(analysis.label, 'refused') end as ranked_group
    from scan join amyloscope.analysis using (analysis_id)
    left join amyloscope.known_patient as known on known.screening_id = $1 and known.patient_id = analysis.patient_id
  )
  select analysis_id as id, files, ranked_group, is_known, diagnosis from grouped
  order by array_position(array['abnormal', 'unsure', 'normal', 'known', 'refused'], ranked_group),
    abnormal_uptake_probability desc nulls last, heart_to_contralateral_ratio desc nulls last,
    patient_id collate "C", study_instance_uid collate "C", images_hash`;

const fetchScans = `
  select analysis_id as id, analysis as facts, number_lists, thumbnails,
    case when analysis_id = any($2::bigint[]) then thumbnail_pixels end as pixels
  from amyloscope.analysis where analysis_id = any($1::bigint[])`;
