import { createHash } from 'node:crypto';
import type pg from 'pg';
import { inTransaction, query } from './transaction.ts';

/** One thing somebody did. Identifiers of patients stand here and in no log. */
export interface AuditEvent {
  readonly user: string;
  /** A word a program may search for, e.g. `scan.opened`. */
  readonly action: string;
  /** The patient or account concerned; null where there is none. */
  readonly subject: string | null;
  readonly detail: string | null;
}

/** What came of checking the chain. */
export type AuditCheck =
  | { readonly intact: true; readonly entries: number }
  | { readonly intact: false; readonly entries: number; readonly brokenAt: number };

interface AuditRow {
  readonly entry: string;
  readonly at: Date;
  readonly userName: string;
  readonly action: string;
  readonly subject: string | null;
  readonly detail: string | null;
  readonly hash: Buffer;
}

/** Entries are added one at a time. Any number, always the same. */
const auditLock = 7_265_003;
const firstHash: Buffer = Buffer.alloc(32);
const columns = 'entry, at, user_name as "userName", action, subject, detail, hash';
const entriesAtOnce = 1000;

/** Adds an entry to the trail, chained to the one before. @throws AmyloscopeError `storeUnavailable`. */
export async function addAuditEntry(client: pg.ClientBase, { user, action, subject, detail }: AuditEvent): Promise<void> {
  await inTransaction(client, async () => {
    await client.query('select pg_advisory_xact_lock($1)', [auditLock]);
    const { rows: [last] } = await client.query<AuditRow>(`select ${columns} from amyloscope.audit order by entry desc limit 1`);
    const row = { entry: String(Number(last?.entry ?? 0) + 1), at: new Date(), userName: user, action, subject, detail };
    const hash = hashOf(row, last?.hash ?? firstHash);
    await client.query('insert into amyloscope.audit (entry, at, user_name, action, subject, detail, hash) values ($1, $2, $3, $4, $5, $6, $7)', [row.entry, row.at, user, action, subject, detail, hash]);
  });
}

/** An entry as it is shown. */
export interface AuditEntry extends AuditEvent {
  readonly entry: string;
  readonly at: Date;
}

/** One page of the trail, the newest first. @param search part of a user, action, subject or detail; empty for all. */
export async function auditPage(client: pg.ClientBase, { search, offset, limit }: { readonly search: string; readonly offset: number; readonly limit: number }): Promise<{ readonly total: number; readonly entries: readonly AuditEntry[] }> {
  const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const where = search === '' ? '' : `where concat_ws(' ', user_name, action, subject, detail) ilike $1`;
  const values = search === '' ? [] : [pattern];
  const [{ total }] = await query<{ total: number }>(client, `select count(*)::integer as total from amyloscope.audit ${where}`, values);
  const entries = await query<AuditEntry & pg.QueryResultRow>(client, `select entry, at, user_name as "user", action, subject, detail from amyloscope.audit ${where} order by entry desc limit $${values.length + 1} offset $${values.length + 2}`, [...values, limit, offset]);
  return { total, entries };
}

/** Walks the whole trail: numbers without a gap, and every hash that of its entry and the one before. */
export async function checkAuditTrail(client: pg.ClientBase): Promise<AuditCheck> {
  let entries = 0;
  let previous = firstHash;
  for (;;) {
    const rows = await query<AuditRow & pg.QueryResultRow>(client, `select ${columns} from amyloscope.audit where entry > $1 order by entry limit ${entriesAtOnce}`, [entries]);
    if (rows.length === 0) return { intact: true, entries };
    for (const row of rows) {
      if (Number(row.entry) !== entries + 1 || !hashOf(row, previous).equals(row.hash)) return { intact: false, entries, brokenAt: entries + 1 };
      entries++;
      previous = row.hash;
    }
  }
}

function hashOf({ entry, at, userName, action, subject, detail }: Omit<AuditRow, 'hash'>, previous: Buffer): Buffer {
  return createHash('sha256').update(previous).update(JSON.stringify([entry, at.toISOString(), userName, action, subject, detail])).digest();
}
