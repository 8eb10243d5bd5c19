import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import type { StoreChoice } from '../../src/store/connection.ts';
import { installedPrograms, startInstalledPostgres } from './installed-postgres.ts';

/** An empty store of a test. */
export interface StoreHome {
  readonly choice: StoreChoice;
  /** How another program would reach the same database. */
  readonly connection: pg.ClientConfig;
  readonly stop: () => void;
}

export function privateHome(): StoreHome {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-store-'));
  const connection = { host: join(folder, 'postgresql'), user: 'amyloscope', database: 'postgres' };
  return { choice: { folder }, connection, stop: () => rmSync(folder, { recursive: true, force: true }) };
}

async function installedHome(): Promise<StoreHome> {
  const server = await startInstalledPostgres(installedPrograms()!);
  return { choice: { databaseUrl: server.url }, connection: { connectionString: server.url }, stop: server.stop };
}

/** Every store test runs on both; the second is skipped, and listed as such, where no PostgreSQL is installed beside the one Amyloscope brings. */
export const storeHomes = [
  { name: 'the private server', present: true, open: privateHome },
  { name: 'an installed PostgreSQL', present: installedPrograms() !== null, open: installedHome },
];
