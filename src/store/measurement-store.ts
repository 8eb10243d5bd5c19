import type { Measurement } from '../measurement/measurement.ts';
import type { Analysis } from '../modalities/modality.ts';
import type { DuplicateFile, KnownPatient, RankedGroup, RankedRow, RefusedFile } from './ranked-row.ts';

/** One state of one file: the same path with another size or date is another file to the store. */
export interface FileState {
  readonly path: string;
  readonly byteLength: number;
  /** Milliseconds since 1970. */
  readonly modifiedMs: number;
}

/** An analysis in the form that is written: encoded once, next to the pixels it was made from, by `encodeAnalysis`. */
export interface EncodedAnalysis {
  readonly modality: string;
  readonly studyInstanceUid: string;
  readonly patientId: string;
  readonly studyDate: string | null;
  readonly label: 'normal' | 'abnormal' | 'unsure' | null;
  readonly abnormalUptakeProbability: number | null;
  readonly heartToContralateralRatio: number | null;
  /** SHA-256, hexadecimal, of modality and sorted SOP instance UIDs: which images this is an analysis of. */
  readonly imagesHash: string;
  /** SHA-256, hexadecimal, of the content: two analyses of the same images by the same method differ only if this differs. */
  readonly contentHash: string;
  /** The analysis as UTF-8 JSON without what `numberLists` holds, its `study.files` empty: the store knows the paths. */
  readonly json: Uint8Array;
  /** `regions` and `embedding` of the analysis as UTF-8 JSON. */
  readonly numberLists: Uint8Array;
  /** The thumbnails as UTF-8 JSON without their pixels. */
  readonly thumbnailsJson: Uint8Array;
  /** The pixels of all thumbnails, one after the other. */
  readonly thumbnailPixels: Uint8Array;
}

/** One visit measured in the outlines of an earlier one, or that earlier one itself. */
export interface CarriedReading {
  readonly modality: string;
  /** Its paths are not kept. */
  readonly study: Analysis['study'];
  /** Whose outlines they are. */
  readonly outlinesOf: Pick<Analysis['study'], 'studyInstanceUid' | 'studyDate' | 'sopInstanceUids'>;
  readonly measurements: readonly Measurement[];
}

/** Which object a file holds, as far as grouping goes. */
export interface ObjectIdentity {
  readonly sopInstanceUid: string;
  readonly studyInstanceUid: string;
  /**
   * A hash of the objects of the study that were looked at together; where the archive now holds others, the study is
   * looked at again. null where the object stands alone.
   */
  readonly companions: string | null;
}

/** What became of a file that holds an analysed object. */
export interface AnalysedOutcome {
  readonly kind: 'analysed';
  readonly file: FileState;
  readonly object: ObjectIdentity;
  /** Shared by the files of one group. */
  readonly analysis: EncodedAnalysis;
}

/** What became of a file that could not be analysed. */
export interface RefusedOutcome {
  readonly kind: 'refused';
  readonly file: FileState;
  /** null where the file could not even be read as an object. */
  readonly object: ObjectIdentity | null;
  readonly code: string;
  readonly reason: string;
}

/** What became of a file whose object was already met under another path. */
export interface DuplicateOutcome {
  readonly kind: 'duplicate';
  readonly file: FileState;
  readonly object: ObjectIdentity;
  readonly sameAs: string;
}

export type FileOutcome = AnalysedOutcome | RefusedOutcome | DuplicateOutcome;

/** What the store remembers of a file that the same method has an outcome for. */
export interface RememberedFile {
  readonly kind: FileOutcome['kind'];
  readonly object: ObjectIdentity | null;
}

/** A file met again, with its outcome already stored; in this walk it may repeat another one. */
export interface FoundFile {
  readonly file: FileState;
  readonly sameAs: string | null;
}

/** One walk over an archive: the files found by it make up its lists. */
export interface Screening {
  readonly screeningId: number;
  /** The store's number of the method version that the screening was begun with. */
  readonly methodId: number;
}

/** Says which scans of a list come with their pictures. */
export type PictureWish = (group: RankedGroup, rank: number) => boolean;

/** How many files of a screening ended which way, and how many scans they were. */
export interface ScreeningCounts {
  readonly files: number;
  readonly scans: number;
  readonly refused: number;
  readonly duplicates: number;
  readonly knownPatients: number;
  readonly knownPatientsFound: number;
}

/**
 * Keeps what was measured. A result is never overwritten: another method version, or another answer, is added beside it.
 * Every method rejects with AmyloscopeError `storeUnavailable` when the database cannot do what it was asked.
 */
export interface MeasurementStore {
  /** Where the store is, in words for a person: a folder, or the address of a database without its password. */
  readonly location: string;

  beginScreening(methodVersion: string, paths: readonly string[], known: readonly KnownPatient[]): Promise<Screening>;

  /** For each file in the order given: its outcome by this screening's method, or null when it has none yet. */
  remember(screening: Screening, files: readonly FileState[]): Promise<readonly (RememberedFile | null)[]>;

  /** Counts files that already have an outcome among those of this screening. */
  markFound(screening: Screening, found: readonly FoundFile[]): Promise<void>;

  /** Stores analyses and the marks of their files in one transaction: all of it is kept, or nothing. */
  save(screening: Screening, outcomes: readonly FileOutcome[]): Promise<void>;

  finishScreening(screening: Screening): Promise<void>;

  counts(screening: Screening): Promise<ScreeningCounts>;

  /** The scans of a screening, best candidates first; see `RankedGroup` for the order. */
  rankedRows(screening: Screening, wantsPicture: PictureWish): AsyncIterable<RankedRow>;

  /** The files of a screening that were not analysed, sorted by path. */
  refusedFiles(screening: Screening): AsyncIterable<RefusedFile>;

  /** The files of a screening that repeat another one, sorted by path. */
  duplicateFiles(screening: Screening): AsyncIterable<DuplicateFile>;

  /** Every analysis of a study, of any method version, oldest first; without paths, which may differ by screening. */
  analysesOfStudy(studyInstanceUid: string): Promise<readonly Analysis[]>;

  /** Leaves the store; the last one to leave a private server stops it. */
  close(): Promise<void>;
}
