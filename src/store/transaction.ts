import type pg from 'pg';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';

/** PostgreSQL's codes for "try again": serialization failure and deadlock, as when two processes store the same scans. */
const passing = new Set(['40001', '40P01']);
const maximumTries = 5;

/**
 * Does work in one transaction: all of it is kept, or nothing. Work that met a deadlock is done again.
 * @throws AmyloscopeError `storeUnavailable` naming what the database said.
 */
export async function inTransaction<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query('begin');
      const result = await work();
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      if (attempt === maximumTries || !passing.has((error as { code?: string }).code ?? '')) throw storeError(error);
    }
  }
}

/** Runs one query. @throws AmyloscopeError `storeUnavailable` naming what the database said. */
export async function query<Row extends pg.QueryResultRow>(client: pg.ClientBase, text: string, values: unknown[] = []): Promise<Row[]> {
  try {
    return (await client.query<Row>(text, values)).rows;
  } catch (error) {
    throw storeError(error);
  }
}

function storeError(error: unknown): AmyloscopeError {
  if (error instanceof AmyloscopeError) return error;
  const { message, code, detail } = error as { message: string; code?: string; detail?: string };
  const words = [message, detail, code && `(PostgreSQL ${code})`].filter(Boolean).join(' ');
  return new AmyloscopeError('storeUnavailable', { en: `The database answered: ${words}`, fr: `La base de données a répondu : ${words}` }, { cause: error });
}
