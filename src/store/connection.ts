import pg from 'pg';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { MeasurementStore } from './measurement-store.ts';
import { migrate } from './migrate.ts';
import { postgresStore } from './postgres-store.ts';
import { defaultStoreFolder, enterPrivateServer } from './private-server.ts';

/** Where the results are kept. Nothing given: the private server in the user's own folder. */
export interface StoreChoice {
  /** The folder of a private server; it is made when missing. */
  readonly folder?: string | undefined;
  /** A PostgreSQL 15 or newer, e.g. postgresql://user@host/database. Comes before `folder`. */
  readonly databaseUrl?: string | undefined;
}

const oldestVersion = 150_000;

/**
 * Opens the measurement store and brings its tables up to date.
 *
 * @param choice what is not given is taken from AMYLOSCOPE_DATABASE_URL, then AMYLOSCOPE_HOME, then the user's folder.
 * @throws AmyloscopeError `storeUnavailable` when the database cannot be reached, started or is older than 15.
 */
export async function openStore(choice: StoreChoice = {}): Promise<MeasurementStore> {
  const { client, location, leave } = await openDatabase(choice);
  return postgresStore(client, location, leave);
}

/**
 * Opens the database itself, its tables up to date, for what stands beside the measurements: accounts, decisions, audit.
 * @throws AmyloscopeError as `openStore`.
 */
export async function openDatabase(choice: StoreChoice = {}): Promise<Home> {
  const home = await openBareDatabase(choice);
  try {
    await migrate(home.client);
    return home;
  } catch (error) {
    await home.leave();
    throw error;
  }
}

/** Opens the database as it is, perhaps without any table. @throws AmyloscopeError as `openStore`. */
export async function openBareDatabase(choice: StoreChoice = {}): Promise<Home> {
  const url = choice.databaseUrl ?? (choice.folder ? undefined : process.env['AMYLOSCOPE_DATABASE_URL'] || undefined);
  return url ? connectTo(url) : privateHome(choice.folder ?? defaultStoreFolder());
}

/** A connection, where it leads to in words, and what ends it. */
export interface Home {
  readonly client: pg.Client;
  /** How further connections are made while this one stands. */
  readonly connection: pg.ClientConfig;
  readonly location: string;
  /** The folder of the private server; null for a database of the hospital's. */
  readonly privateFolder: string | null;
  readonly leave: () => Promise<void>;
}

async function privateHome(folder: string): Promise<Home> {
  const { client, connection, folder: location, leave } = await enterPrivateServer(folder);
  return { client, connection, location, privateFolder: location, leave };
}

async function connectTo(url: string): Promise<Home> {
  const location = withoutPassword(url);
  const connection: pg.ClientConfig = { connectionString: url, application_name: 'amyloscope', connectionTimeoutMillis: 15_000 };
  const client = new pg.Client(connection);
  // A connection that breaks while idle is reported by the next query; without a listener it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query("select current_setting('server_version_num')::int as number, version()");
    if (rows[0].number < oldestVersion) throw new Error(`it is ${rows[0].version}; PostgreSQL 15 or newer is needed.`);
  } catch (cause) {
    await client.end().catch(() => undefined);
    throw new AmyloscopeError('storeUnavailable', { en: `The database ${location} cannot be used: ${(cause as Error).message}`, fr: `La base de données ${location} ne peut être utilisée : ${(cause as Error).message}` }, { cause });
  }
  return { client, connection, location, privateFolder: null, leave: () => client.end() };
}

function withoutPassword(url: string): string {
  if (/^postgres(?:ql)?:\/\//.test(url)) return url.replace(/(\/\/[^:/]*):.*@/, '$1@').replace(/([?&]password=)[^&]*/, '$1');
  const rule = 'is not of the form postgresql://user:password@host:5432/database';
  throw new AmyloscopeError('storeUnavailable', `The database address given with --database or AMYLOSCOPE_DATABASE_URL ${rule}.`);
}
