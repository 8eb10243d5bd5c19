import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Pacs } from '../dicom/network/pacs.ts';
import type { Home } from '../store/connection.ts';
import { type Attempt, nodesWithWork, type Transfer } from '../store/transfers.ts';
import { withConnection } from '../store/with-connection.ts';
import { type Patience, workTransfers } from './work-transfers.ts';

export interface TransferKeeping {
  readonly home: Pick<Home, 'connection'>;
  /** The systems of the site by name; work for others waits. */
  readonly nodes: readonly string[];
  /** @throws when the system cannot be spoken to as the site file says. */
  readonly pacs: (node: string) => Promise<Pacs>;
  readonly patience: Patience;
  /** Told of each attempt as it ends, on a connection of its own. */
  readonly onAttempt: (client: pg.PoolClient, transfer: Transfer, attempt: Attempt) => Promise<void>;
  /** Told what kept a system from being worked for; it is tried again after a while. */
  readonly onTrouble: (node: string, error: Error) => void;
}

const lookEveryMs = 1000;
const pauseAfterTroubleMs = 30_000;

/**
 * Works the queue of transfers for as long as it runs, each system beside the others, whoever puts something in line.
 * @returns what ends it; what is not done then waits.
 */
export function keepTransferring({ home, nodes, pacs, patience, onAttempt, onTrouble }: TransferKeeping): { close(): Promise<void> } {
  const pool = new pg.Pool({ ...home.connection, max: nodes.length + 2 });
  pool.on('error', () => undefined);
  const stop = new AbortController();
  const working = new Map<string, Promise<void>>();

  async function work(node: string): Promise<void> {
    // The connection holds the locks by which no other process has the same transfers.
    await withConnection(pool, async (client) => {
      const told: Promise<void>[] = [];
      await workTransfers({ client, node, pacs: await pacs(node), patience, signal: stop.signal, onAttempt: (transfer, attempt) => void told.push(tell(transfer, attempt)) });
      await Promise.all(told);
    });
  }

  const tell = (transfer: Transfer, attempt: Attempt): Promise<void> => withConnection(pool, (client) => onAttempt(client, transfer, attempt)).catch((error: Error) => onTrouble(transfer.node, error));

  async function attend(node: string): Promise<void> {
    try {
      await work(node);
    } catch (error) {
      if (stop.signal.aborted) return;
      onTrouble(node, error as Error);
      await sleep(pauseAfterTroubleMs, undefined, { signal: stop.signal }).catch(() => undefined);
    } finally {
      working.delete(node);
    }
  }

  async function watch(): Promise<void> {
    while (!stop.signal.aborted) {
      // A database that is away for a moment comes back.
      const waiting = await withConnection(pool, nodesWithWork).catch(() => []);
      for (const node of waiting) if (nodes.includes(node) && !working.has(node)) working.set(node, attend(node));
      await sleep(lookEveryMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  }

  const watching = watch();
  return {
    async close() {
      stop.abort();
      await watching;
      await Promise.all(working.values());
      await pool.end();
    },
  };
}
