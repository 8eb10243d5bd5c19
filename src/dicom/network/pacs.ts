import type { ReceivedFolder, ReceivedObject } from './received-folder.ts';

/** What to look for; whatever is null is left open. */
export interface StudyQuery {
  /** May hold * and ? as wildcards. */
  readonly patientId: string | null;
  /** Calendar days, YYYY-MM-DD, both within. */
  readonly from: string | null;
  readonly to: string | null;
  /** As DICOM writes it: NM, US, CT. */
  readonly modality: string | null;
  readonly studyInstanceUid: string | null;
}

/** A study another system has. */
export interface FoundStudy {
  readonly studyInstanceUid: string;
  readonly patientId: string;
  readonly patientName: string;
  /** YYYY-MM-DD, or null where the other system does not say. */
  readonly studyDate: string | null;
  readonly description: string;
  readonly modalities: readonly string[];
}

/** A series another system has. */
export interface FoundSeries {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly modality: string;
  readonly description: string;
  /** How many objects it states the series to have; null where it does not say. */
  readonly stated: number | null;
}

/** What became of one file that was sent. */
export interface PushOutcome {
  readonly path: string;
  /** Why the other system did not take it; null where it did. */
  readonly refusal: string | null;
}

/** Another system that keeps studies, by whichever protocol it is reached. Every method rejects with AmyloscopeError `peerFailed` when it does not answer as agreed. */
export interface Pacs {
  /** Asks whether somebody is there. */
  echo(): Promise<void>;
  findStudies(query: StudyQuery): Promise<readonly FoundStudy[]>;
  findSeries(studyInstanceUid: string): Promise<readonly FoundSeries[]>;
  /**
   * Fetches a series; each object is told of when it is on disk.
   * @returns how many objects the other system said it could not send.
   */
  fetchSeries(series: FoundSeries, folder: ReceivedFolder, received: (object: ReceivedObject) => void): Promise<number>;
  /** Sends files one after another as they are; each outcome is told of when the other system has answered. */
  push(paths: readonly string[], told: (outcome: PushOutcome) => Promise<void>): Promise<void>;
}
