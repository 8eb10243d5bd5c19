import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { inTransaction, query } from './transaction.ts';

export type Role = 'reader' | 'analyst' | 'administrator';

/** Somebody who may sign in. */
export interface Account {
  readonly userId: number;
  readonly name: string;
  readonly role: Role;
}

/** An account with what is needed to check a password. */
export interface GuardedAccount extends Account {
  readonly passwordHash: string;
  readonly lockedUntil: Date | null;
  /** Kept for what was done under its name; nobody signs in with it. */
  readonly disabled: boolean;
}

/** A signed-in browser. */
export interface Session {
  readonly account: Account;
  /** Must come with every request that changes something. */
  readonly csrf: string;
}

/** After so many wrong passwords in a row an account is locked for a while. */
const MOST_FAILURES = 5;
const LOCKED_MINUTES = 15;
const SESSION_HOURS = 12;
const accountColumns = 'user_id as "userId", name, role';

/** Adds an account. @returns false when the name is taken. */
export async function addAccount(client: pg.ClientBase, name: string, role: Role, passwordHash: string): Promise<boolean> {
  const rows = await query(client, 'insert into amyloscope.app_user (name, role, password_hash) values ($1, $2, $3) on conflict (name) do nothing returning user_id', [name, role, passwordHash]);
  return rows.length === 1;
}

/** Gives an account a new password, ends its lock and its sessions. @returns false when there is none of the name. */
export async function setPassword(client: pg.ClientBase, name: string, passwordHash: string): Promise<boolean> {
  const [row] = await query<{ userId: number }>(client, 'update amyloscope.app_user set password_hash = $2, failures = 0, locked_until = null where name = $1 returning user_id as "userId"', [name, passwordHash]);
  if (row) await query(client, 'delete from amyloscope.session where user_id = $1', [row.userId]);
  return row !== undefined;
}

/** An account that another provider vouches for; a disabled one begins no session. */
export interface VouchedAccount extends Account {
  readonly disabled: boolean;
}

/** Somebody whom another provider vouches for. */
export interface VouchedPerson {
  /** Issuer and subject: the same for the same person for ever. */
  readonly subject: string;
  /** What to call them; made different where another account has the name. */
  readonly name: string;
  readonly role: Role;
}

/** The account of somebody whom another provider vouches for, with the role it gives now; added at the first time. */
export function vouchedAccount(client: pg.ClientBase, { subject, name, role }: VouchedPerson): Promise<VouchedAccount> {
  return inTransaction(client, async () => {
    const [known] = await query<VouchedAccount & pg.QueryResultRow>(client, `update amyloscope.app_user set role = $2 where openid_subject = $1 returning ${accountColumns}, disabled`, [subject, role]);
    if (known) return known;
    for (let number = 1; ; number++) {
      const [added] = await query<VouchedAccount & pg.QueryResultRow>(client, `insert into amyloscope.app_user (name, role, password_hash, openid_subject) values ($1, $2, 'none', $3) on conflict (name) do nothing returning ${accountColumns}, disabled`, [number === 1 ? name : `${name} (${number})`, role, subject]);
      if (added) return added;
    }
  });
}

/** An account as administrators see it. */
export interface ListedAccount extends Account {
  readonly disabled: boolean;
  readonly locked: boolean;
  /** Whether it signs in through another provider, which then gives its role. */
  readonly vouched: boolean;
}

/** Every account, by name. */
export function listAccounts(client: pg.ClientBase): Promise<readonly ListedAccount[]> {
  return query<ListedAccount & pg.QueryResultRow>(client, `select ${accountColumns}, disabled, coalesce(locked_until > now(), false) as locked, openid_subject is not null as vouched from amyloscope.app_user order by name`);
}

/**
 * Changes role or use of an account. Whoever is disabled is signed out at once.
 * @returns `lastAdministrator` where nobody would be left to administer: then nothing is changed.
 */
export function changeAccount(client: pg.ClientBase, name: string, change: { readonly role?: Role; readonly disabled?: boolean }): Promise<'changed' | 'unknown' | 'lastAdministrator'> {
  return inTransaction(client, async () => {
    // Two administrators who disable each other at once wait for one another here.
    const accounts = await query<ListedAccount & pg.QueryResultRow>(client, `select ${accountColumns}, disabled from amyloscope.app_user order by user_id for update`);
    const account = accounts.find((one) => one.name === name);
    if (!account) return 'unknown';
    const { role, disabled } = { role: account.role, disabled: account.disabled, ...change };
    const others = accounts.filter((one) => one !== account && one.role === 'administrator' && !one.disabled);
    if (others.length === 0 && (role !== 'administrator' || disabled)) return 'lastAdministrator';
    await query(client, 'update amyloscope.app_user set role = $2, disabled = $3 where user_id = $1', [account.userId, role, disabled]);
    if (disabled) await query(client, 'delete from amyloscope.session where user_id = $1', [account.userId]);
    return 'changed';
  });
}

export async function countAccounts(client: pg.ClientBase): Promise<number> {
  const [{ count }] = await query<{ count: number }>(client, 'select count(*)::integer as count from amyloscope.app_user');
  return count;
}

export async function findAccount(client: pg.ClientBase, name: string): Promise<GuardedAccount | null> {
  const [row] = await query<GuardedAccount & pg.QueryResultRow>(client, `select ${accountColumns}, password_hash as "passwordHash", locked_until as "lockedUntil", disabled from amyloscope.app_user where name = $1`, [name]);
  return row ?? null;
}

/** Counts a wrong password; the fifth in a row locks the account for a quarter of an hour. */
export async function countFailure(client: pg.ClientBase, { userId }: Account): Promise<void> {
  await query(client, `update amyloscope.app_user set failures = (failures + 1) % $2, locked_until = case when failures + 1 >= $2 then now() + make_interval(mins => $3) else locked_until end where user_id = $1`, [userId, MOST_FAILURES, LOCKED_MINUTES]);
}

/** Begins a session. @returns the token, which is kept nowhere, and the session. */
export async function beginSession(client: pg.ClientBase, account: Account): Promise<{ readonly token: string; readonly session: Session }> {
  const [token, csrf] = [randomBytes(32).toString('base64url'), randomBytes(24).toString('base64url')];
  await query(client, 'update amyloscope.app_user set failures = 0, locked_until = null where user_id = $1', [account.userId]);
  await query(client, 'delete from amyloscope.session where expires_at < now()');
  await query(client, 'insert into amyloscope.session (token_hash, user_id, csrf, expires_at) values ($1, $2, $3, now() + make_interval(hours => $4))', [hashOf(token), account.userId, csrf, SESSION_HOURS]);
  return { token, session: { account: { userId: account.userId, name: account.name, role: account.role }, csrf } };
}

/** The session of a token, or null when there is none, it has expired, or its account is disabled. */
export async function findSession(client: pg.ClientBase, token: string): Promise<Session | null> {
  const [row] = await query<{ csrf: string } & Account & pg.QueryResultRow>(client, `select csrf, ${accountColumns} from amyloscope.session join amyloscope.app_user using (user_id) where token_hash = $1 and expires_at > now() and not disabled`, [hashOf(token)]);
  return row ? { account: { userId: row.userId, name: row.name, role: row.role }, csrf: row.csrf } : null;
}

export async function endSession(client: pg.ClientBase, token: string): Promise<void> {
  await query(client, 'delete from amyloscope.session where token_hash = $1', [hashOf(token)]);
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
