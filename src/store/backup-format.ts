/**
 * A backup is a tar archive, gzipped: `manifest.json`; the rows of each table as PostgreSQL's COPY writes them, in pieces
 * `tables/NAME/000001` and on; brought files under `files/`; `end.json`, without which it is not whole.
 */
export const backupFormat = 1;

export interface BackupTable {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface BackupManifest {
  readonly format: number;
  readonly software: string;
  readonly madeAt: string;
  /** Where brought files lay; paths below it are changed when they are brought back to another place. */
  readonly filesFolder: string;
  readonly migrations: readonly string[];
  /** A table stands after those it refers to. */
  readonly tables: readonly BackupTable[];
}

/** What a whole backup holds. */
export interface BackupCounts {
  readonly rows: Readonly<Record<string, number>>;
  readonly files: number;
}

export const manifestName = 'manifest.json';
export const endName = 'end.json';
export const tablesFolder = 'tables/';
export const filesFolder = 'files/';
