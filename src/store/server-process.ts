import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, readlinkSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { serverBinaries, serverEnvironment } from './server-binaries.ts';
import { serverUser, type ServerUser } from './server-user.ts';

/** Names the socket file only: the private server listens on no network port. */
export const socketPort = 5432;

export const serverSettings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  port: String(socketPort),
  unix_socket_permissions: '0700',
  fsync: 'on',
  max_connections: '100',
  shared_buffers: '64MB',
  // Nothing is replicated: the smallest log that survives a crash.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '1GB',
  log_checkpoints: 'off',
};

/** The private server's folder: `data`, and the socket. Only the server's user and root may enter it. */
export interface ServerFolder {
  readonly path: string;
  readonly data: string;
  readonly log: string;
  readonly user: ServerUser | null;
  readonly store: string;
}

/** Makes the folders of a store, or finds them. @throws AmyloscopeError `storeUnavailable` when they cannot be made. */
export function prepareServerFolder(store: string): ServerFolder {
  const path = join(store, 'postgresql');
  try {
    const user = serverUser(path);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (user) chownSync(path, user.uid, user.gid);
    return { path, data: join(path, 'data'), log: join(store, 'server.log'), user, store };
  } catch (cause) {
    if (cause instanceof AmyloscopeError) throw cause;
    throw new AmyloscopeError('storeUnavailable', { en: `The store's folder ${store} cannot be made: ${(cause as Error).message}`, fr: `Le dossier de la base ${store} ne peut être créé : ${(cause as Error).message}` }, { cause });
  }
}

/**
 * Starts a server on the folder, making its database first where there is none. It outlives this process.
 * @returns the server's process; it ends at once when another server already has the folder.
 */
export async function startServer(folder: ServerFolder): Promise<ChildProcess> {
  const { postgres, initdb } = await serverBinaries(folder.store, folder.user);
  if (!existsSync(folder.data)) makeDatabase(initdb, folder);
  const settings = Object.entries(serverSettings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return withOpenFolder(folder, ({ inside, stdio, options }) => {
    // A session of its own: Ctrl-C in the terminal must reach Amyloscope, which then takes leave of the server.
    const child = spawn(postgres, ['-D', `${inside}/data`, '-k', inside, ...settings], { ...options, stdio, detached: true });
    child.on('error', () => undefined);
    child.unref();
    return child;
  });
}

function makeDatabase(initdb: string, folder: ServerFolder): void {
  removeAbandoned(folder);
  const name = `data.${process.pid}`;
  const choices = ['--username=amyloscope', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8'];
  // One call instead of a thousand brings the new files to the disk.
  if (process.platform === 'linux') choices.push('--sync-method=syncfs');
  const answer = withOpenFolder(folder, ({ inside, stdio, options }) =>
    spawnSync(initdb, ['-D', `${inside}/${name}`, ...choices], { ...options, stdio }),
  );
  if (answer.status !== 0) {
    rmSync(join(folder.path, name), { recursive: true, force: true });
    throw new AmyloscopeError('storeUnavailable', { en: `A database cannot be made in ${folder.path}: ${lastLines(folder.log)}`, fr: `Une base ne peut être créée dans ${folder.path} : ${lastLines(folder.log)}` });
  }
  try {
    renameSync(join(folder.path, name), folder.data);
  } catch (cause) {
    rmSync(join(folder.path, name), { recursive: true, force: true });
    // Another process was quicker; its database is as good.
    if (!existsSync(folder.data)) throw cause;
  }
}

/** Removes half-made databases of processes that are no more. */
function removeAbandoned(folder: ServerFolder): void {
  for (const entry of readdirSync(folder.path)) {
    const pid = Number(/^data\.(\d+)$/.exec(entry)?.[1]);
    if (pid && !isAlive(pid)) rmSync(join(folder.path, entry), { recursive: true, force: true });
  }
}

interface OpenFolder {
  /** The folder as the server's processes may name it. */
  readonly inside: string;
  readonly stdio: ['ignore', number, number, number];
  readonly options: { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number };
}

/**
 * Hands the folder over already open. On Linux the server's user so reaches a folder below one that is closed to it,
 * such as root's home, and a socket path is never too long.
 */
function withOpenFolder<T>(folder: ServerFolder, use: (open: OpenFolder) => T): T {
  const log = openSync(folder.log, 'a', 0o600);
  const directory = openSync(folder.path, 'r');
  try {
    const inside = process.platform === 'linux' ? '/proc/self/fd/3' : folder.path;
    const options = { cwd: '/', env: { ...serverEnvironment }, ...folder.user };
    return use({ inside, stdio: ['ignore', log, log, directory], options });
  } finally {
    closeSync(log);
    closeSync(directory);
  }
}

/**
 * Removes the lock of a server that is no more when its process number now belongs to a stranger, which PostgreSQL
 * itself cannot tell and would refuse to start for ever: common where a container restarts with the same small numbers.
 */
export function removeStaleLock(folder: ServerFolder): void {
  const pid = serverPid(folder);
  if (pid === null || !isAlive(pid) || isServerOf(pid, folder)) return;
  rmSync(join(folder.data, 'postmaster.pid'), { force: true });
  rmSync(join(folder.path, `.s.PGSQL.${socketPort}.lock`), { force: true });
}

/** The process number in the server's lock, or null where no server has the folder. */
export function serverPid(folder: ServerFolder): number | null {
  try {
    return Number.parseInt(readFileSync(join(folder.data, 'postmaster.pid'), 'utf8'), 10) || null;
  } catch {
    return null;
  }
}

/** Whether a living process is the server of this folder: a PostgreSQL server works inside its data folder. */
function isServerOf(pid: number, folder: ServerFolder): boolean {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder.data);
    } catch {
      // A process that may not be looked at is not of our user, hence not this server.
      return false;
    }
  }
  return spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes('postgres');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The end of the server's log, in one line, for an error message. */
export function lastLines(log: string): string {
  try {
    return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-3).join(' ').slice(-600);
  } catch {
    return 'it left no log.';
  }
}
