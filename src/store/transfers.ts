import type pg from 'pg';
import { query } from './transaction.ts';

/** What a transfer is about: a series to fetch into a folder, or a file to send. */
export interface SubjectOf {
  readonly fetch: { readonly studyInstanceUid: string; readonly seriesInstanceUid: string; readonly folder: string };
  readonly push: { readonly path: string };
}

export type TransferKind = keyof SubjectOf;
export type TransferState = 'waiting' | 'done' | 'failed';

/** A transfer as it stands. */
export interface Transfer<Kind extends TransferKind = TransferKind> {
  readonly transferId: number;
  readonly kind: Kind;
  /** Name of the other system in the site file. */
  readonly node: string;
  readonly subject: SubjectOf[Kind];
  readonly state: TransferState;
  /** How often it was tried. */
  readonly attempts: number;
  readonly notBefore: Date;
  /** How many objects the other system states; null where it does not say, and for a file. */
  readonly stated: number | null;
  readonly received: number;
  /** Why the last attempt did not succeed. */
  readonly reason: string | null;
}

/** First number of the locks by which a process has a transfer to itself; the second is the transfer's. Any number, always the same. */
const transferLock = 7_265_005;
const columns = `transfer_id::integer as "transferId", kind, node, subject, state, attempts, not_before as "notBefore", stated, received, reason`;

/** Adds transfers; one that is already waiting is not added again. */
export async function addTransfers<Kind extends TransferKind>(client: pg.ClientBase, kind: Kind, node: string, subjects: readonly SubjectOf[Kind][]): Promise<void> {
  await query(client, `insert into amyloscope.transfer (kind, node, subject) select $1, $2, jsonb_array_elements($3) on conflict (kind, node, md5(subject::text)) where state = 'waiting' do nothing`, [kind, node, JSON.stringify(subjects)]);
}

/**
 * Takes transfers that are due, oldest first: no other process gets them until they are released, or this one's connection
 * ends, as it does when the process is killed.
 */
export async function claimTransfers<Kind extends TransferKind>(client: pg.ClientBase, kind: Kind, node: string, most: number): Promise<readonly Transfer<Kind>[]> {
  const locked = await query<{ id: number }>(client, `select id from (
    select transfer_id::integer as id from amyloscope.transfer where state = 'waiting' and kind = $1 and node = $2 and not_before <= now() order by transfer_id limit $3 offset 0) as due
    where pg_try_advisory_lock($4, id)`, [kind, node, most, transferLock]);
  const ids = locked.map(({ id }) => id);
  // Another process may have ended one between the look and the lock.
  const claimed = await query<Transfer<Kind> & pg.QueryResultRow>(client, `select ${columns} from amyloscope.transfer where transfer_id = any($1) and state = 'waiting' and not_before <= now() order by transfer_id`, [ids]);
  await release(client, ids.filter((id) => !claimed.some(({ transferId }) => transferId === id)));
  return claimed;
}

/** Lets others have transfers again. */
export async function release(client: pg.ClientBase, ids: readonly number[]): Promise<void> {
  await query(client, 'select pg_advisory_unlock($1, id) from unnest($2::integer[]) id', [transferLock, ids]);
}

/** What an attempt came to: it is done, it is to be tried again after a while, or it is given up. */
export interface Attempt {
  readonly state: TransferState;
  /** Seconds until the next attempt. */
  readonly waitSeconds: number;
  readonly stated: number | null;
  readonly received: number;
  readonly reason: string | null;
}

/** Writes down what an attempt came to, and lets others have the transfer. */
export async function settleTransfer(client: pg.ClientBase, transferId: number, { state, waitSeconds, stated, received, reason }: Attempt): Promise<void> {
  await query(client, `update amyloscope.transfer set state = $2, attempts = attempts + 1, not_before = now() + make_interval(secs => $3), stated = $4, received = $5, reason = $6,
    finished_at = case when $2 = 'waiting' then null else now() end where transfer_id = $1`, [transferId, state, waitSeconds, stated, received, reason]);
  await release(client, [transferId]);
}

/** How many transfers wait, and in how many milliseconds the first of them is due; null where none waits. */
export async function nextTransfer(client: pg.ClientBase, node: string): Promise<{ waiting: number; dueInMs: number } | null> {
  const [row] = await query<{ waiting: number; dueInMs: number | null }>(client, `select count(*)::integer as waiting, (extract(epoch from min(not_before) - now()) * 1000)::double precision as "dueInMs" from amyloscope.transfer where node = $1 and state = 'waiting'`, [node]);
  return row.dueInMs === null ? null : { waiting: row.waiting, dueInMs: Math.max(0, row.dueInMs) };
}

/** The queue as people look at it: what waits and what failed, then what was done last. */
export function listTransfers(client: pg.ClientBase, most: number): Promise<readonly Transfer[]> {
  return query<Transfer & pg.QueryResultRow>(client, `select ${columns} from amyloscope.transfer order by array_position(array['waiting', 'failed', 'done'], state), finished_at desc nulls first, transfer_id limit $1`, [most]);
}

/** How many transfers stand how. */
export async function countTransfers(client: pg.ClientBase): Promise<Readonly<Record<TransferState, number>>> {
  const rows = await query<{ state: TransferState; count: number }>(client, 'select state, count(*)::integer as count from amyloscope.transfer group by state');
  return { waiting: 0, done: 0, failed: 0, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
}

/** Other systems for which something waits. */
export async function nodesWithWork(client: pg.ClientBase): Promise<readonly string[]> {
  return (await query<{ node: string }>(client, `select distinct node from amyloscope.transfer where state = 'waiting' order by node`)).map(({ node }) => node);
}

/** Whether any series of a study is still to be fetched. */
export async function waitsForStudy(client: pg.ClientBase, studyInstanceUid: string): Promise<boolean> {
  return (await query(client, `select 1 from amyloscope.transfer where kind = 'fetch' and state = 'waiting' and subject ->> 'studyInstanceUid' = $1 limit 1`, [studyInstanceUid])).length > 0;
}

/** Tries at once what failed or waits. One that waits once more beside it stays given up. @returns how many are due. */
export async function retryTransfers(client: pg.ClientBase): Promise<number> {
  const rows = await query(client, `with again as (
      select distinct on (kind, node, md5(subject::text)) transfer_id from amyloscope.transfer as one where state = 'waiting'
        or (state = 'failed' and not exists (select from amyloscope.transfer as other where other.state = 'waiting' and (other.kind, other.node, other.subject) = (one.kind, one.node, one.subject)))
      order by kind, node, md5(subject::text), transfer_id desc)
    update amyloscope.transfer set state = 'waiting', attempts = 0, not_before = now(), finished_at = null from again where transfer.transfer_id = again.transfer_id returning 1`);
  return rows.length;
}
