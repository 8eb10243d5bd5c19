import type { Quality } from '../measurement/finding.ts';
import type { Result } from '../measurement/result.ts';
import type { Analysis, Classification, Recommendation, Thumbnail } from '../modalities/modality.ts';

/**
 * Where a scan stands in the list a person works through, in the order of the list: abnormal scans of patients nobody
 * has explored yet, then unsure ones, then normal ones, then patients already known, then scans refused by quality control.
 */
export type RankedGroup = 'abnormal' | 'unsure' | 'normal' | 'known' | 'refused';

/** A number with its 95 % interval in the unit of the catalogue, or the reason why there is none. */
export type RankedValue = Result<{ readonly interval95: readonly [lower: number, upper: number] }>;

/** What the table of known patients says of the patient of a scan. */
export interface KnownPatient {
  readonly patientId: string;
  /** As the table writes it; null where it has no such column or an empty cell. */
  readonly diagnosis: string | null;
}

/** One analysed scan in the ranked list. */
export interface RankedRow {
  /** Counts from 1 over the whole list, groups in the order of `RankedGroup`. */
  readonly rank: number;
  readonly group: RankedGroup;
  readonly patientId: string;
  readonly studyInstanceUid: string;
  /** YYYY-MM-DD or null. */
  readonly studyDate: string | null;
  /** null when quality control refused the scan. */
  readonly label: Classification['label'] | null;
  readonly unsure: boolean;
  readonly abnormalUptakeProbability: RankedValue;
  readonly grade: RankedValue;
  readonly heartToContralateralRatio: RankedValue;
  readonly quality: Quality;
  readonly recommendation: readonly Recommendation[];
  /** Paths as the user gave them, sorted. */
  readonly files: readonly string[];
  /** null for a patient who is not in the table of known patients. */
  readonly known: KnownPatient | null;
  readonly analysis: Analysis;
  /** Empty where the list was asked for without this scan's pictures. */
  readonly thumbnails: readonly Thumbnail[];
}

/** A file that could not be analysed, and why. */
export interface RefusedFile {
  readonly path: string;
  /** An error code of Amyloscope, e.g. `notDicom`. */
  readonly code: string;
  readonly reason: string;
}

/** A file that holds an object already met under another path; that one was analysed. */
export interface DuplicateFile {
  readonly path: string;
  readonly sameAs: string;
  readonly sopInstanceUid: string;
}
