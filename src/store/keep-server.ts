import { setTimeout as sleep } from 'node:timers/promises';
import type { Home } from './connection.ts';
import { enterPrivateServer, type PrivateServer } from './private-server.ts';

/** A home that is watched. */
export interface KeptServer {
  /** Ends the watch and leaves the home. */
  leave(): Promise<void>;
}

const pauseMs = 1000;

/**
 * Starts the private server of a store again whenever it dies, so that a process that runs for months outlives it.
 * Connections of pools made by `home.connection` come back by themselves.
 */
export function keepServer(home: Home): KeptServer {
  const folder = home.privateFolder;
  if (folder === null) return { leave: () => home.leave() };
  let leaving = false;
  let current: PrivateServer | null = null;
  let returning: Promise<void> | null = null;

  function watch(client: Home['client']): void {
    client.once('end', () => {
      if (!leaving) returning = comeBack(folder!);
    });
  }

  async function comeBack(store: string): Promise<void> {
    while (!leaving) {
      try {
        current = await enterPrivateServer(store);
        return watch(current.client);
      } catch (error) {
        process.stderr.write(`${(error as Error).message}\n`);
        await sleep(pauseMs);
      }
    }
  }

  watch(home.client);
  return {
    async leave() {
      leaving = true;
      await home.leave();
      await returning;
      await current?.leave();
    },
  };
}
