import type pg from 'pg';

/** Does work on a connection of a pool. One that broke is not given back for others to use. */
export async function withConnection<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  // What was asked of it is rejected as well; without a listener the break would end the process.
  const noteBreak = (): void => void (broken = true);
  client.on('error', noteBreak);
  try {
    return await work(client);
  } finally {
    client.removeListener('error', noteBreak);
    client.release(broken);
  }
}
