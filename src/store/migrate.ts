import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { inTransaction } from './transaction.ts';

const folder = new URL('./migrations/', import.meta.url);
/** Two processes that open a new store at once make its tables one after the other. Any number, always the same. */
const migrationLock = 7_265_002;

/**
 * Brings the tables of a store up to the form this version knows: every migration not yet applied, in order, at once
 * or not at all.
 * @throws AmyloscopeError `storeUnavailable` when the store was made by a newer version, or its tables cannot be made.
 */
export function migrate(client: pg.Client): Promise<void> {
  return inTransaction(client, () => applyMigrations(client, knownMigrations()));
}

/** Every migration this version knows, in order. */
export function knownMigrations(): readonly string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.sql')).sort();
}

/** Applies those of some migrations that are not applied yet; to be called inside a transaction. */
export async function applyMigrations(client: pg.Client, names: readonly string[]): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [migrationLock]);
  const applied = await appliedMigrations(client);
  const known = knownMigrations();
  const newer = [...applied, ...names].find((name) => !known.includes(name));
  if (newer) throw new AmyloscopeError('storeUnavailable', { en: `The store was made by a newer Amyloscope (${newer}): update this one.`, fr: `La base vient d’un Amyloscope plus récent (${newer}) : mettez celui-ci à jour.` });
  for (const name of names.filter((candidate) => !applied.includes(candidate))) {
    await client.query(readFileSync(new URL(name, folder), 'utf8'));
    await client.query('insert into amyloscope.migration (name) values ($1)', [name]);
  }
}

async function appliedMigrations(client: pg.Client): Promise<readonly string[]> {
  // Asked first, for "if not exists" needs the right to create even where everything is there.
  const { rows } = await client.query("select to_regclass('amyloscope.migration') is not null as present");
  if (!rows[0].present) {
    await client.query('create schema if not exists amyloscope');
    await client.query('create table amyloscope.migration (name text primary key, applied_at timestamptz not null default now())');
  }
  const answer = await client.query<{ name: string }>('select name from amyloscope.migration');
  return answer.rows.map((row) => row.name);
}
