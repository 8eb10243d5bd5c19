import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { lastLines, prepareServerFolder, removeStaleLock, serverPid, socketPort, startServer, type ServerFolder } from './server-process.ts';

/** A private server that this process is a user of. */
export interface PrivateServer {
  readonly folder: string;
  readonly client: pg.Client;
  /** How further connections are made while this one stands. */
  readonly connection: pg.ClientConfig;
  /** Ends the connection; the last user to leave stops the server and waits until it has stopped. */
  leave(): Promise<void>;
}

/** Long enough for the recovery of a large store after a power cut. */
const patienceMs = 120_000;
const pauseMs = 50;
/** A start may fail while the processes of a killed server are still going; more often than this it is something else. */
const maximumStarts = 10;
/** Held shared by every user of the server, and exclusively by the one that stops it. Any number, always the same. */
const usersLock = 7_265_001;
/** A socket's path holds 107 bytes on Linux and 103 on macOS. */
const maximumSocketPath = 103;

/** Where the store is unless told otherwise: AMYLOSCOPE_HOME, else the user's own data folder. */
export function defaultStoreFolder(): string {
  return join(process.env['AMYLOSCOPE_HOME'] || join(homedir(), '.local', 'share', 'amyloscope'), 'store');
}

/**
 * Becomes a user of the private PostgreSQL server of a folder, starting it unless it runs already: for another
 * process, or because the process that started it was killed.
 *
 * @param storeFolder made when missing; holds the database, fsync on. The server listens on a socket in it and nowhere else.
 * @throws AmyloscopeError `storeUnavailable` with the end of the server's log when no server comes up.
 */
export async function enterPrivateServer(storeFolder: string): Promise<PrivateServer> {
  const folder = prepareServerFolder(resolve(storeFolder));
  const socket = socketFolder(folder.path);
  try {
    const client = await connectOrStart(folder, socket.path);
    return { client, connection: connectionTo(socket.path), folder: folder.store, leave: () => leave(client, folder, socket.close) };
  } catch (error) {
    socket.close();
    throw error;
  }
}

async function connectOrStart(folder: ServerFolder, socket: string): Promise<pg.Client> {
  let child: ChildProcess | null = null;
  let starts = 0;
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(pauseMs)) {
    const answer = await enter(socket);
    if (answer === 'noServer' && !isRunning(child)) {
      if (child) removeStaleLock(folder);
      if (starts++ === maximumStarts) break;
      child = await startServer(folder);
    } else if (typeof answer === 'object') {
      return answer;
    }
  }
  throw new AmyloscopeError('storeUnavailable', { en: `The private PostgreSQL in ${folder.path} does not start: ${lastLines(folder.log)}`, fr: `Le PostgreSQL privé de ${folder.path} ne démarre pas : ${lastLines(folder.log)}` });
}

function isRunning(child: ChildProcess | null): boolean {
  return child !== null && child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** Connects and counts as a user; `wait` while a server starts or stops, `noServer` when none listens. */
async function enter(socket: string): Promise<pg.Client | 'noServer' | 'wait'> {
  let client: pg.Client | null = null;
  try {
    client = await connect(socket);
    await client.query('select pg_advisory_lock_shared($1)', [usersLock]);
    // A server that another user was just stopping lets this connection live, but takes no further one.
    await (await connect(socket)).end();
    return client;
  } catch (error) {
    await client?.end();
    return meaningOf(error);
  }
}

function connectionTo(socket: string): pg.ClientConfig {
  return { host: socket, port: socketPort, user: 'amyloscope', database: 'postgres', password: '', ssl: false };
}

async function connect(socket: string): Promise<pg.Client> {
  const client = new pg.Client(connectionTo(socket));
  // A connection that breaks while idle is reported by the next query; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

function meaningOf(error: unknown): 'noServer' | 'wait' {
  const { code, message } = error as { code?: string; message: string };
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'noServer';
  const passing = ['57P01', '57P02', '57P03', 'ECONNRESET', 'EPIPE'];
  if (passing.includes(code ?? '') || /terminated unexpectedly/i.test(message)) return 'wait';
  throw new AmyloscopeError('storeUnavailable', { en: `The private PostgreSQL answered: ${message}`, fr: `Le PostgreSQL privé a répondu : ${message}` }, { cause: error });
}

async function leave(client: pg.Client, folder: ServerFolder, closeSocket: () => void): Promise<void> {
  const last = await isLast(client).catch(() => false);
  const pid = serverPid(folder);
  // SIGTERM lets connections finish that slipped in meanwhile.
  if (last && pid !== null) process.kill(pid, 'SIGTERM');
  await client.end();
  closeSocket();
  for (const deadline = Date.now() + patienceMs; last && serverPid(folder) === pid && Date.now() < deadline; ) await sleep(pauseMs);
}

async function isLast(client: pg.Client): Promise<boolean> {
  await client.query('select pg_advisory_unlock_shared($1)', [usersLock]);
  const { rows } = await client.query('select pg_try_advisory_lock($1) as last', [usersLock]);
  return rows[0].last;
}

/** The folder as a client may name it: a path too long for a socket is reached through an open descriptor. */
function socketFolder(path: string): { path: string; close: () => void } {
  const tooLong = Buffer.byteLength(`${path}/.s.PGSQL.${socketPort}`) > maximumSocketPath;
  if (!tooLong) return { path, close: () => undefined };
  if (process.platform !== 'linux') {
    const message = `The path of the store is too long for a socket here: ${path}. Choose a shorter one with --store or AMYLOSCOPE_HOME.`;
    throw new AmyloscopeError('storeUnavailable', message);
  }
  const directory = openSync(path, 'r');
  return { path: `/proc/self/fd/${directory}`, close: () => closeSync(directory) };
}
