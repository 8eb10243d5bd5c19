import type pg from 'pg';
import { query } from './transaction.ts';

/** A site's own repeatability as it was brought; `noise` is JSON of `follow-up/noise-library.ts`. */
export interface StoredNoise {
  readonly user: string;
  readonly at: Date;
  readonly noise: readonly object[];
}

/** The repeatability in use; null while a site has brought none. */
export async function siteNoiseInUse(client: pg.ClientBase): Promise<StoredNoise | null> {
  const [row] = await query<StoredNoise & pg.QueryResultRow>(client, 'select user_name as "user", added_at as "at", noise from amyloscope.site_noise order by site_noise_id desc limit 1');
  return row ?? null;
}

/** Brings a repeatability, which counts from now on; an empty one goes back to what is published. */
export async function addSiteNoise(client: pg.ClientBase, user: string, noise: readonly object[]): Promise<void> {
  await query(client, 'insert into amyloscope.site_noise (user_name, noise) values ($1, $2)', [user, JSON.stringify(noise)]);
}
